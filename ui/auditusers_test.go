package ui

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"akia/iamsvc"
)

// called returns the calls of an operation, in their order.
func (f *fakeService) called(op string) []string {
	f.calling.Lock()
	defer f.calling.Unlock()
	return slices.DeleteFunc(slices.Clone(f.calls), func(c string) bool { return !strings.HasPrefix(c, op) })
}

// inPages gives the account 400 users in four pages, of which the panes show less than one.
func inPages(f *fakeService) { manyUsers(400, 100)(f, nil) }

// scanned waits until the scan of 400 users is done.
func (s *rig) scanned() {
	s.t.Helper()
	s.wait(time.Minute)
	if p := s.m.audit.Scan().Progress; !s.m.audit.Scan().Done || p.Users != 400 || p.Uses != 400 || p.Failed != 0 {
		s.t.Errorf("the scan is done: %v, %+v", s.m.audit.Scan().Done, p)
	}
	s.rest()
}

// TestPagesOfUsersAreReadOnce has a scan go on behind what the panes have read, and the panes have what the scan has read.
func TestPagesOfUsersAreReadOnce(t *testing.T) {
	for name, keys := range map[string][]string{
		"a scan alone":                   {"a"},
		"a filter meanwhile":             {"a", "a", "/", "7", "enter"},
		"the last user that is known":    {"a", "a", "G"},
		"a filter, then a scan":          {"/", "7", "enter", "a"},
		"a scan that pauses, and a list": {"a", "S", "a", "G", "a", "S"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newRig(t, noReport, inPages)
				s.svc.page = 200 * time.Millisecond
				s.wait(time.Second / 2)
				s.press(50*time.Millisecond, keys...)
				s.scanned()
				if s.m.audit.OnScreen() {
					s.press(time.Second, "a")
				}
				s.press(time.Second, "esc", "G", "G", "/", "7", "enter")
				if got := s.svc.called("ListUsers"); len(got) != 4 {
					t.Errorf("400 users in pages of 100 were listed by %q", got)
				}
				if n := len(s.m.Store.Users()); n != 400 {
					t.Errorf("the panes know of %d users", n)
				}
			})
		})
	}
}

// TestPanesReadOnWhereAScanWasStopped: a scan that reads no further pages is waited for no more.
func TestPanesReadOnWhereAScanWasStopped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newRig(t, noReport, inPages, func(f *fakeService) { f.errs["ListUsers user-200"] = denied("ListUsers", "") })
		s.wait(time.Second / 2)
		s.press(time.Second, "a")
		if n := len(s.m.Store.Users()); s.m.audit.Scan().Running && n != 200 {
			t.Errorf("the scan goes on, or the panes know of %d users", n)
		}
		s.svc.calling.Lock()
		delete(s.svc.errs, "ListUsers user-200")
		s.svc.calling.Unlock()
		s.press(time.Second, "esc", "a", "/", "7", "enter")
		if n := len(s.m.Store.Users()); n != 400 {
			t.Errorf("the panes know of %d users", n)
		}
		s.press(time.Second, "esc", "a", "S")
		s.scanned()
	})
}

// TestAScanAsksWhatIsNotFresh: what was read a while ago may have changed since, and an full scan is there to find that out.
func TestAScanAsksWhatIsNotFresh(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("a", "S")
	s.shows("Scan done: 6 users, 7 keys")
	s.svc.calls = nil
	s.tap("S")
	s.shows("Scan done")
	s.asked()
	s.wait(2 * time.Minute)
	s.svc.calls = nil
	s.tap("S")
	s.shows("Scan done: 6 users, 7 keys")
	for op, want := range map[string]int{"ListUsers": 1, "ListKeys": 6, "LastUse": 7} {
		if got := s.svc.called(op); len(got) != want {
			t.Errorf("two minutes later %s was called %d times, want %d: %q", op, len(got), want, got)
		}
	}
}

// TestAScanAsksALastUseThatIsNotFresh of a user whose keys are: the two were asked at different times.
func TestAScanAsksALastUseThatIsNotFresh(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.wait(2 * time.Minute)
	s.m.Store.LearnKeys(iamsvc.NamedUser("alice"), s.svc.keys["alice"], s.m.Config.Now(), s.m.Config.Now())
	s.tap("a")
	s.svc.calls = nil
	s.tap("S")
	if lists, uses := s.svc.called("ListKeys"), s.svc.called("LastUse AKIAALICE"); len(lists) != 5 || len(uses) != 2 {
		t.Errorf("asked were %v and %v", lists, uses)
	}
}

// TestSAsksAgainWhatFailed, and no more than that, however long ago the rest was asked.
func TestSAsksAgainWhatFailed(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.svc.errs["ListKeys carol"] = denied("ListAccessKeys", "carol")
	s.tap("a", "S")
	s.shows("Scan done: 1 of ", "S asks these again")
	delete(s.svc.errs, "ListKeys carol")
	s.wait(2 * time.Minute)
	s.svc.calls = nil
	s.tap("S")
	s.shows("Scan done: 6 users, 7 keys")
	s.asked("ListKeys carol")
}
