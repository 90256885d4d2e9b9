package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/ui/action"
)

// TestMarkAllMarksWhatWasSeen: an answer that has just put another row into what is shown, or taken one out, has it refused.
func TestMarkAllMarksWhatWasSeen(t *testing.T) {
	carols := iamsvc.Key{ID: "AKIACAROLCAROLCAROL1", User: iamsvc.NamedUser("carol"), Status: iamsvc.Active, Created: start.AddDate(-2, 0, 0)}
	for name, change := range map[string]func(*screen){
		"one more":  func(s *screen) { s.m.Store.AddKey(carols, s.now) },
		"one fewer": func(s *screen) { s.m.Store.RemoveKey(iamsvc.NamedUser("bob"), bobsKey, s.now) },
		"one for another": func(s *screen) {
			s.m.Store.RemoveKey(iamsvc.NamedUser("bob"), bobsKey, s.now)
			s.m.Store.AddKey(carols, s.now)
		},
	} {
		s := newScreen(t, 120, 40)
		s.tap("j", "j", "j", "a") // carol's keys are known
		change(s)
		s.send(nil)
		s.press("*")
		if n := s.m.audit.Marked(); n != 0 || !strings.Contains(s.m.Status.News.Text, "nothing was marked") {
			t.Errorf("%s: %d rows are marked, it says %q", name, n, s.m.Status.News.Text)
		}
		s.wait(action.Settle)
		s.press("*")
		if n := s.m.audit.Marked(); n != s.m.audit.View().Len() {
			t.Errorf("%s: then %d rows are marked", name, n)
		}
	}
	s := newScreen(t, 120, 40)
	s.tap("a")
	s.m.Store.SetStatus(iamsvc.NamedUser("bob"), bobsKey, iamsvc.Inactive, s.now)
	s.send(nil)
	s.press("*") // the rows are the same
	if n := s.m.audit.Marked(); n != 7 {
		t.Errorf("%d rows are marked", n)
	}
}

// TestABulkChangesWhatItsQuestionLists: rows that come after the marks were set, or after the question opened, are not in it.
func TestABulkChangesWhatItsQuestionLists(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("a", "/")
	s.typeText("deploy")
	s.tap("enter", "*", "t")
	s.shows("AKIADEPLOYDEPLOYDEP1", "AKIADEPLOYDEPLOYDEP2", "Deactivate 2 marked keys")
	s.svc.keys["carol"] = []iamsvc.Key{{ID: "AKIACAROLCAROLCAROL1", User: iamsvc.NamedUser("carol"), Status: iamsvc.Active, Created: start.AddDate(-2, 0, 0)}}
	s.m.Store.AddKey(s.svc.keys["carol"][0], s.now)
	s.send(nil)
	s.wait(time.Second)
	s.tap("y")
	got := s.svc.writes()
	slices.Sort(got)
	if want := []string{"SetStatus AKIADEPLOYDEPLOYDEP1 Inactive", "SetStatus AKIADEPLOYDEPLOYDEP2 Inactive"}; !slices.Equal(got, want) {
		t.Errorf("sent %q", got)
	}
}

// unsettled opens the audit on a row whose key ID has to be asked for.
func unsettled(s *screen) {
	s.svc.errs["ListKeys build-bot"] = denied("ListAccessKeys", "build-bot")
	s.press("a", "/")
	s.typeText("build")
	s.press("enter")
	s.wait(time.Second)
	delete(s.svc.errs, "ListKeys build-bot")
}

// TestABurstAsksForNothingWhileItsRowIsSettled: what its first key asked for is forgotten when it is known what it is.
func TestABurstAsksForNothingWhileItsRowIsSettled(t *testing.T) {
	for _, marked := range []bool{false, true} {
		for _, first := range []string{"t", "d", "R", "e", "K", "c", "y", "L"} {
			h := newHands(t)
			unsettled(h.screen)
			if marked {
				_, row, _ := h.m.audit.Row()
				h.m.audit.MarkKey(row.User, row.KeyID)
				h.send(nil)
				h.wait(time.Second)
			}
			h.keys(10*time.Millisecond, first, "v", "w")
			if len(h.svc.writes()) > 0 || len(h.copied) > 0 || h.open() > 0 || h.m.audit.Waits() {
				t.Errorf("%s: wrote %q, copied %d, %d dialogs", first, h.svc.writes(), len(h.copied), h.open())
			}
		}
	}
}

// TestAnAnswerDoesNotRedirectWhatWaitsForARow: it is about the row that was seen when the key was pressed, or about none.
func TestAnAnswerDoesNotRedirectWhatWaitsForARow(t *testing.T) {
	for _, press := range []string{"t", "d", "R", "e", "K", "c", "L", "y"} {
		s := newScreen(t, 120, 40)
		s.svc.errs["ListKeys build-bot"] = denied("ListAccessKeys", "build-bot")
		s.press("a")
		s.wait(5 * time.Second) // all other rows are settled
		s.toRow("build-bot")
		s.wait(time.Second)
		delete(s.svc.errs, "ListKeys build-bot")
		s.hold = true
		s.press(press)
		if !s.m.audit.Waits() {
			t.Fatalf("%s waits for nothing", press)
		}
		s.m.Store.RemoveUser(iamsvc.NamedUser("build-bot"), s.now)
		s.send(nil)
		if _, row, ok := s.m.audit.Row(); !ok || !row.Exact() || row.User.UserName() == "build-bot" {
			t.Fatalf("%s: no other row that is certain took the place: %v", press, row)
		}
		if s.open() > 0 || len(s.copied) > 0 || len(s.svc.writes()) > 0 || s.m.audit.Waits() {
			t.Errorf("%s: %d dialogs, wrote %q, copied %q", press, s.open(), s.svc.writes(), s.copied)
		}
	}
}

// TestABurstCopiesScansAndRenewsNothing, whichever of its keys would.
func TestABurstCopiesScansAndRenewsNothing(t *testing.T) {
	for _, keys := range [][]string{
		{"y", "x", "z"}, {"x", "y", "z"}, {"S", "x", "z"}, {"x", "S", "z"}, {"ctrl+r", "x", "z", "v"}, {"x", "z", "v", "ctrl+r"},
	} {
		for _, audit := range []bool{false, true} {
			for _, apart := range []time.Duration{0, 10 * time.Millisecond} {
				h := newHands(t)
				h.tap("tab")
				if audit {
					h.tap("a")
				}
				h.svc.calls = nil
				h.keys(apart, keys...)
				if len(h.copied) > 0 || slices.Contains(h.svc.calls, "Renew") || h.m.audit.Scan().Begun {
					t.Errorf("%q %s apart, in the audit: %t: copied %q, asked %q", keys, apart, audit, h.copied, h.svc.calls)
				}
			}
		}
	}
}

// TestRenewingInTheAudit, whatever resumes in it, changes nothing, and what is pressed then is about the row that is seen.
func TestRenewingInTheAudit(t *testing.T) {
	for name, begin := range map[string]func(*screen){
		"loading":       func(s *screen) { s.hold = true; s.press("a") },
		"a bulk":        func(s *screen) { s.tap("a", "*", "t", "y") },
		"a question":    func(s *screen) { s.tap("a", "*", "t") },
		"what waits":    func(s *screen) { unsettled(s); s.hold = true; s.press("d") },
		"an export":     func(s *screen) { s.tap("a"); s.hold = true; s.press("S", "x") },
		"another order": func(s *screen) { s.tap("a", "s", "down", "enter") },
	} {
		for _, press := range []string{"K", "c", "i", "e"} {
			s := newScreen(t, 120, 40)
			begin(s)
			before := len(s.svc.writes())
			s.press("ctrl+r")
			s.hold = true
			s.release()
			s.wait(time.Second)
			for range 3 {
				if s.open() > 0 {
					s.tap("esc")
				}
			}
			if sent := len(s.svc.writes()); sent != before {
				t.Errorf("%s: ctrl+r sent %q", name, s.svc.writes()[before:])
			}
			_, row, ok := s.m.audit.Row()
			if !s.m.audit.OnScreen() || !ok || row.Root() {
				continue
			}
			otherKey(s)
			s.send(nil)
			s.press(press)
			if s.open() > 0 {
				if user, _ := s.m.selectedUser(); !strings.Contains(s.view(), user.UserName()) || user != row.User {
					t.Errorf("%s, then %s asks about another user:\n%s", name, press, s.view())
				}
			}
		}
	}
}

// TestABurstLeavesNoRangeBehind: what its first key began is not shown as marked, and nothing acts on it, when it is known what it is.
func TestABurstLeavesNoRangeBehind(t *testing.T) {
	h := newHands(t)
	h.tap("a", "j")
	h.keys(10*time.Millisecond, "V", "v", "w")
	h.wait(time.Second)
	for _, ref := range h.m.audit.Visible() {
		if h.m.audit.ShowsMarked(ref) {
			t.Errorf("row %d is shown as marked", ref)
		}
	}
	if h.m.audit.TakeMarks() {
		t.Errorf("%d rows would be acted on", h.m.audit.Marked())
	}
}
