package ui

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"akia/iamsvc"
)

// toRow puts the cursor of the audit on the row of a user.
func (s *screen) toRow(user string) {
	s.t.Helper()
	s.tap("g")
	for range s.m.audit.View().Len() {
		if _, r, _ := s.m.audit.Row(); r.User == iamsvc.NamedUser(user) {
			return
		}
		s.tap("j")
	}
	s.t.Fatalf("there is no row of %s", user)
}

// TestABulkIsGivenUpWithTheAudit: its question would open over the panes, where y copies a key ID.
func TestABulkIsGivenUpWithTheAudit(t *testing.T) {
	s := newScreen(t, 120, 40, func(_ *fakeService, c *Config) { c.OpenAt = "carol" })
	s.press("a")
	s.wait(time.Second)
	s.press("*")
	s.hold = true
	s.press("d")
	if !s.m.audit.Waits() {
		t.Fatal("nothing is looked at before the question")
	}
	s.press("a")
	s.release()
	s.wait(5 * time.Second)
	if s.open() != 0 || s.m.audit.Waits() {
		t.Errorf("a question is open over the panes, or will be: %d", s.open())
	}
	s.tap("y")
	s.wrote()
}

// TestARangeIsMeantByWhatActsOnIt: its rows are drawn as marked before it is ended.
func TestARangeIsMeantByWhatActsOnIt(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("a", "V", "j", "t")
	s.wrote()
	s.shows("Deactivate 2 marked keys", "AKIADEPLOYDEPLOYDEP1", "AKIADEPLOYDEPLOYDEP2")
	s.tap("y")
	s.wrote("SetStatus AKIADEPLOYDEPLOYDEP2 Inactive", "SetStatus AKIADEPLOYDEPLOYDEP1 Inactive")
	s.tap("esc", "G")
	shown := 0
	for _, ref := range s.m.audit.Visible() {
		if s.m.audit.ShowsMarked(ref) {
			shown++
		}
	}
	if shown != 2 {
		t.Errorf("%d rows are shown as marked: the range goes on", shown)
	}
}

// TestAKeyThatIsGoneLeavesTheAudit, when IAM says that there is no such key.
func TestAKeyThatIsGoneLeavesTheAudit(t *testing.T) {
	for name, keys := range map[string][]string{"toggle": {"t"}, "delete": {"d", "y", "B", "O", "B", "1", "enter"}} {
		t.Run(name, func(t *testing.T) {
			s := newScreen(t, 120, 40)
			s.tap("a")
			s.toRow("bob")
			gone := &iamsvc.Error{Kind: iamsvc.KindNotFound, Op: "UpdateAccessKey", Subject: bobKey}
			s.svc.errs["SetStatus "+bobKey+" Inactive"], s.svc.errs["DeleteKey "+bobKey] = gone, gone
			s.svc.keys["bob"] = nil
			s.svc.errs["ListKeys bob"] = denied("ListAccessKeys", "bob") // there is nothing else to go by
			s.tap(keys...)
			s.shows("All access keys 6")
			s.tap("esc", "/")
			s.typeText("bob")
			s.shows("No key matches")
		})
	}
}

// TestDeleteAllWaitsForLastUses in the audit as in the panes: with nothing to compare, a use just now would go unseen.
func TestDeleteAllWaitsForLastUses(t *testing.T) {
	s := newScreen(t, 120, 40, func(_ *fakeService, c *Config) { c.OpenAt = "carol" })
	s.press("a")
	s.wait(time.Second)
	s.toRow("deploy-bot")
	s.tap("K", "tab", "tab", "enter")
	s.wait(time.Second)
	s.shows("Delete 2 keys of deploy-bot", "last used 10m ago", "last used 150d ago")
	for _, k := range s.svc.keys["deploy-bot"] {
		if !s.m.Store.Seen(k).LastUseKnown {
			t.Errorf("%s would be deleted whatever used it", k.ID)
		}
	}
}

// TestEscGivesUpTheWaitForLastUses and not a mark; nothing opens afterwards.
func TestEscGivesUpTheWaitForLastUses(t *testing.T) {
	s := newScreen(t, 120, 40, func(f *fakeService, _ *Config) {
		for i := range 60 {
			id := fmt.Sprintf("AKIABOBMANY%09d", i)
			f.keys["bob"] = append(f.keys["bob"], iamsvc.Key{ID: id, User: iamsvc.NamedUser("bob"), Status: iamsvc.Active, Created: start.AddDate(0, 0, -i)})
		}
	})
	s.tap("a")
	s.toRow("bob")
	s.tap("space")
	marks := s.m.audit.Marked()
	s.toRow("bob")
	s.tap("K", "tab", "tab")
	s.hold = true
	s.press("enter")
	if !s.m.browse.Busy() {
		t.Fatal("nothing is waited for")
	}
	s.press("esc")
	s.release()
	s.wait(time.Minute)
	if s.m.browse.Busy() || s.open() != 0 || s.m.audit.Marked() != marks {
		t.Errorf("waits: %v, windows: %d, marks: %d of %d", s.m.browse.Busy(), s.open(), s.m.audit.Marked(), marks)
	}
}

// TestFilterOfThePanesFollowsAScan that learns key IDs while it is set.
func TestFilterOfThePanesFollowsAScan(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newRig(t)
		s.svc.list = 2 * time.Second
		s.wait(time.Second)
		s.press(100*time.Millisecond, "a", "S", "a", "/")
		for _, r := range "AKIAUSER00000000007" {
			s.press(0, string(r))
		}
		s.press(0, "enter")
		s.finish()
		if n := s.m.browse.Shown(); n != 10 {
			t.Errorf("%d users match, want the ten whose key ID begins so", n)
		}
	})
}

// TestAnUnclearChangeIsLookedAtInTheAudit: what has become of the key, only its user's list tells.
func TestAnUnclearChangeIsLookedAtInTheAudit(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("a")
	s.toRow("bob")
	s.svc.errs["SetStatus "+bobKey+" Inactive"] = &iamsvc.Error{Kind: iamsvc.KindNetwork, Op: "UpdateAccessKey", Subject: bobKey, Unclear: true}
	s.svc.keys["bob"][0].Status = iamsvc.Inactive // the answer was lost, not the change
	s.svc.calls = nil
	s.tap("t")
	s.asked("SetStatus "+bobKey+" Inactive", "ListKeys bob", "LastUse "+bobKey)
	s.shows("○ inactive   31d")
}
