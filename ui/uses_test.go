package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/ui/flow/rotate"
)

// hoard gives the account one user, with n active keys: the first is the oldest one, and the one that was used last.
func hoard(n int) func(*fakeService, *Config) {
	return func(f *fakeService, _ *Config) {
		f.users = []iamsvc.User{{Name: "hoard", Path: "/", Created: start.AddDate(-9, 0, 0)}}
		for i := range n {
			k := iamsvc.Key{ID: hoarded(i), User: iamsvc.NamedUser("hoard"), Status: iamsvc.Active, Created: start.AddDate(0, 0, i-n)}
			f.keys["hoard"] = append(f.keys["hoard"], k)
			f.lastUse[k.ID] = iamsvc.LastUse{User: iamsvc.NamedUser("hoard"), At: start.Add(-time.Duration(i+1) * time.Hour), Service: "s3", Region: "us-east-1"}
		}
	}
}

func hoarded(i int) string { return fmt.Sprintf("AKIAHOARD%011d", i) }

// usesAsked returns the places of the hoarded keys whose last use was asked for since it was looked at last, and fails if
// one was asked for twice.
func (s *screen) usesAsked() (asked []int) {
	s.t.Helper()
	for _, c := range s.svc.calls {
		var i int
		if id, ok := strings.CutPrefix(c, "LastUse AKIAHOARD"); ok {
			if _, err := fmt.Sscanf(id, "%d", &i); err != nil {
				s.t.Fatal(err)
			}
			asked = append(asked, i)
		}
	}
	s.svc.calls = nil
	slices.Sort(asked)
	if n := len(asked); len(slices.Compact(slices.Clone(asked))) != n {
		s.t.Errorf("one of %v was asked for twice", asked)
	}
	return asked
}

// span is the numbers from and to, and all between.
func span(from, to int) (n []int) {
	for i := from; i <= to; i++ {
		n = append(n, i)
	}
	return n
}

// The table of these tests has 18 rows.
const hoardRows = 18

func TestLastUsesOutOfViewAreNotAsked(t *testing.T) {
	s := newScreen(t, 120, 24, hoard(2000))
	s.wait(time.Hour)
	if got := s.usesAsked(); !slices.Equal(got, span(0, hoardRows*3/2-1)) {
		t.Errorf("asked for %v", got)
	}
	s.tap("tab")
	for range hoardRows - 1 {
		s.tap("j")
	}
	if got := s.usesAsked(); len(got) != 0 {
		t.Errorf("in view already, but asked for %v", got)
	}
	s.tap("j")
	if got := s.usesAsked(); !slices.Equal(got, []int{27}) {
		t.Errorf("a row further down, asked for %v", got)
	}
	s.tap("pgdown")
	if got := s.usesAsked(); !slices.Equal(got, span(28, 45)) {
		t.Errorf("a page further down, asked for %v", got)
	}
	s.tap("G")
	if got := s.usesAsked(); !slices.Equal(got, span(2000-hoardRows*3/2, 1999)) {
		t.Errorf("at the end, asked for %v", got)
	}
	s.tap("g")
	s.wait(time.Hour)
	if got := s.usesAsked(); len(got) != 0 {
		t.Errorf("back at the top, asked for %v", got)
	}
}

// TestRowsThatArePassedAreNotAsked: what comes into view in quick succession is asked for at rest, as with users.
func TestRowsThatArePassedAreNotAsked(t *testing.T) {
	s := newScreen(t, 120, 24, hoard(2000))
	s.tap("tab")
	s.usesAsked()
	for range 40 {
		s.press("pgdown")
		s.wait(33 * time.Millisecond)
	}
	if got := s.usesAsked(); !slices.Equal(got, []int{27}) { // of the first press alone, which was a lone one
		t.Errorf("while moving, asked for %v", got)
	}
	s.wait(time.Second)
	if got := s.usesAsked(); !slices.Equal(got, span(694, 729)) {
		t.Errorf("at rest, asked for %v", got)
	}
}

// aheadAtOnce is how many reads for what is not looked at yet are under way at once.
const aheadAtOnce = 4

// TestWhatGoesOutOfViewIsGivenUp: what is in view now does not wait for what was.
func TestWhatGoesOutOfViewIsGivenUp(t *testing.T) {
	s := newScreen(t, 120, 24, hoard(2000))
	s.tap("tab")
	s.usesAsked()
	s.hold = true
	s.press("r", "G")
	s.answers()
	if got := s.usesAsked(); !slices.Equal(got, slices.Concat(span(1973, 1976), span(1982, 1999))) {
		t.Errorf("asked for %v", got)
	}
	if n := len(s.svc.dropped); n != hoardRows+aheadAtOnce {
		t.Errorf("%d of the questions about rows that were in view were given up", n)
	}
}

// TestRowsThatWereNotAskedSayNothing: neither a spinner nor a last use.
func TestRowsThatWereNotAskedSayNothing(t *testing.T) {
	s := newScreen(t, 120, 24, hoard(2000))
	s.tap("tab")
	for range 5 {
		s.press("pgdown")
	}
	s.m.Spinner.Turning = true
	spinner := s.m.Theme.Marks.Spinner[s.m.Spinner.Frame]
	s.shows(hoarded(90))
	s.hides(spinner, "ago")
	for _, l := range strings.Split(s.view(), "\n") {
		if strings.Contains(l, hoarded(91)) && !strings.Contains(l, s.m.Theme.Marks.Unknown) {
			t.Errorf("the row is %q", l)
		}
	}
}

// TestSortByLastUseAsksForAll, a few at a time, and has the right order in the end.
func TestSortByLastUseAsksForAll(t *testing.T) {
	s := newScreen(t, 120, 24, hoard(200), func(f *fakeService, _ *Config) {
		f.lastUse[hoarded(199)] = iamsvc.LastUse{At: start.Add(-time.Minute), Service: "s3"}
	})
	s.tap("tab", "s")
	s.hides("last used first")
	s.usesAsked()
	s.hold = true
	s.press("s")
	s.answers()
	if got := s.usesAsked(); len(got) != aheadAtOnce {
		t.Errorf("at once, asked for %v", got)
	}
	s.shows("last used first, 173 to come")
	s.hold = false
	s.m.Store.ForgetAll() // the answers above were not delivered
	s.m.Asker.EndAll()
	s.tap("g")
	for i := range 200 {
		if !s.m.Store.LastUse(hoarded(i)).Known() {
			t.Fatalf("the last use of %s was not asked for", hoarded(i))
		}
	}
	s.shows("last used first")
	s.hides("to come")
	rows := s.m.browse.Keys()
	if rows[0].ID != hoarded(199) || rows[1].ID != hoarded(0) || rows[199].ID != hoarded(198) {
		t.Errorf("the order is %s, %s, … %s", rows[0].ID, rows[1].ID, rows[199].ID)
	}
}

// TestDeletionOfAllKeysWaitsForEveryLastUse: it goes ahead only for keys that were not used since the person looked.
func TestDeletionOfAllKeysWaitsForEveryLastUse(t *testing.T) {
	s := newScreen(t, 120, 24, hoard(100))
	s.usesAsked()
	s.tap("K")
	s.hold = true
	s.press("tab", "tab", "enter")
	s.shows("asking for last uses, 73 to come; esc stops")
	if s.open() != 0 {
		t.Fatal("the question is open already")
	}
	s.release()
	if got := s.usesAsked(); !slices.Equal(got, span(hoardRows*3/2, 99)) {
		t.Errorf("asked for %v", got)
	}
	s.shows("Delete 100 keys of hoard?", hoarded(0)+": active, 100d old, last used 1h ago for s3 in")
	s.hides("to come")
	s.wait(time.Second)
	s.typeText("hoard")
	s.press("enter")
	if n := len(s.svc.keys["hoard"]); n != 0 {
		t.Errorf("%d keys are left", n)
	}
	for _, it := range s.m.Bulk.Items {
		if !it.Seen.LastUseKnown {
			t.Fatalf("%s was deleted though the person had not seen its last use", it.Write.Key)
		}
	}
}

func TestDeletionThatWaitsIsGivenUp(t *testing.T) {
	for name, leave := range map[string]func(*screen){
		"by esc":               func(s *screen) { s.press("esc") },
		"for another user":     func(s *screen) { s.press("down") },
		"for the audit":        func(s *screen) { s.press("a") },
		"for another question": func(s *screen) { s.press("?") },
		"because the keys are no": func(s *screen) {
			s.m.Store.RemoveUser(iamsvc.NamedUser("hoard"), start)
			s.m.browse.Relist()
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScreen(t, 120, 24, hoard(100), func(f *fakeService, _ *Config) {
				f.users = append(f.users, iamsvc.User{Name: "other", Path: "/"})
			})
			s.tap("K")
			s.hold = true
			s.press("tab", "tab", "enter")
			if !s.m.busy() || !s.m.browse.Busy() {
				t.Error("nothing waits")
			}
			leave(s)
			s.release()
			s.wait(time.Minute)
			if s.m.browse.Busy() {
				t.Error("it still waits")
			}
			s.hides("Delete 100 keys")
		})
	}
}

// TestDeactivationOfAllKeysWaitsForNothing: it is urgent, and can be taken back.
func TestDeactivationOfAllKeysWaitsForNothing(t *testing.T) {
	s := newScreen(t, 120, 24, hoard(100))
	s.tap("K")
	s.shows("Deactivate 100 keys of hoard?")
}

// TestKeyThatMakesRoomIsDeletedAfterItsLastUseIsKnown: an inactive key is the first to go, and stands last in the table.
func TestKeyThatMakesRoomIsDeletedAfterItsLastUseIsKnown(t *testing.T) {
	s := newScreen(t, 120, 24, hoard(100), func(f *fakeService, _ *Config) { f.keys["hoard"][50].Status = iamsvc.Inactive })
	s.usesAsked()
	s.tap("c")
	s.shows("No room for another access key", "[ Delete AKIA…0050… ]")
	s.hold = true
	s.press("tab", "tab", "enter")
	s.shows("asking for last uses, 1 to come; esc stops")
	s.release()
	s.shows("Delete access key?", hoarded(50)+" of hoard", "inactive, 50d old, last used 2d ago")
	if got := s.usesAsked(); !slices.Equal(got, []int{50}) {
		t.Errorf("asked for %v", got)
	}
}

// TestRotationMakesRoomByAllLastUses: of many inactive keys, the one that was never used goes first.
func TestRotationMakesRoomByAllLastUses(t *testing.T) {
	s := newScreen(t, 120, 24, hoard(200), func(f *fakeService, _ *Config) {
		for i := 100; i < 200; i++ {
			f.keys["hoard"][i].Status = iamsvc.Inactive
		}
		delete(f.lastUse, hoarded(180))
	})
	s.tap("tab")
	for range 99 {
		s.press("j")
	}
	s.wait(time.Second)
	s.tap("R")
	s.shows("Rotation of "+hoarded(99), "The key to remove is "+hoarded(180)+": it was never used.")
	s.tap("tab", "enter")
	s.shows("Delete access key?", hoarded(180)+" of hoard", "never used")
}

// TestRotationKnowsItsKeysOutOfView: where its window opens over the audit, the table of the panes shows other rows.
func TestRotationKnowsItsKeysOutOfView(t *testing.T) {
	s := newScreen(t, 120, 40, hoard(120))
	s.tap("a", "/")
	s.typeText(hoarded(100))
	s.tap("enter")
	s.onRow("hoard", hoarded(100))
	s.tap("R")
	s.shows("Rotation of "+hoarded(100), "Old: "+hoarded(100)+", active, 20d old, last used 4d ago", "New: "+hoarded(119))
	s.hides("not known")
	s.usesAsked()
	s.wait(rotate.LookPause)
	if got := s.usesAsked(); !slices.Contains(got, 100) || !slices.Contains(got, 119) || len(got) > 60 {
		t.Errorf("asked again for %d, among them %v", len(got), got)
	}
}
