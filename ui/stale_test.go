package ui

import (
	"testing"
	"time"

	"akia/iamsvc"
)

// TestAnAnswerOfTheAuditDoesNotOutdateThePanes asks for bob's keys in the audit, whose answer is late, and then in the panes,
// where someone else's change of a key shows at once. What comes late from before that change changes nothing.
func TestAnAnswerOfTheAuditDoesNotOutdateThePanes(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "a")
	for range s.m.audit.View().Len() {
		if _, r, _ := s.m.audit.Row(); r.User == iamsvc.NamedUser("bob") {
			break
		}
		s.tap("j")
	}
	s.onRow("bob", bobKey)
	s.hold = true
	s.press("r")
	late := s.answers()
	s.hold = false

	s.svc.keys["bob"][0].Status = iamsvc.Inactive
	s.wait(time.Second)
	s.tap("tab", "r")
	s.shows("Keys of bob", "○ inactive")
	s.svc.calls = nil
	for _, msg := range late {
		s.deliver(msg)
	}
	s.shows("Keys of bob", "○ inactive")
	s.tap("a", "/")
	s.typeText("bob")
	s.tap("enter")
	s.onRow("bob", bobKey)
	s.shows("○ inactive")
	s.hides("● active")
}

// TestALateFailureDoesNotHideANewerList: a question of the audit fails after a later one of the panes was answered.
func TestALateFailureDoesNotHideANewerList(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "a", "/")
	s.typeText("bob")
	s.tap("enter")
	s.onRow("bob", bobKey)
	s.hold = true
	s.svc.errs["ListKeys bob"] = denied("ListAccessKeys", "bob")
	s.press("r")
	late := s.answers()
	s.hold = false
	delete(s.svc.errs, "ListKeys bob")

	s.wait(time.Second)
	s.tap("tab", "r")
	for _, msg := range late {
		s.deliver(msg)
	}
	s.shows("Keys of bob", bobKey)
	s.hides("denied", "refresh failed")
	if f := s.m.Store.Keys(iamsvc.NamedUser("bob")); !f.Known() {
		t.Errorf("bob's keys are in state %d: %v", f.State(), f.Err)
	}
}

// TestAListFromBeforeADeletionDoesNotBringTheKeyBack has the audit list bob's keys, deletes one, and only then delivers the list.
func TestAListFromBeforeADeletionDoesNotBringTheKeyBack(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "a", "/")
	s.typeText("bob")
	s.tap("enter")
	s.onRow("bob", bobKey)
	s.hold = true
	s.press("r")
	late := s.answers()
	s.hold = false

	s.wait(time.Second)
	s.tap("t", "d", "y")
	s.wrote("SetStatus "+bobKey+" Inactive", "DeleteKey "+bobKey)
	for _, msg := range late {
		s.deliver(msg)
	}
	s.wait(time.Second)
	s.shows("No key matches")
	s.tap("a")
	s.shows("Keys of bob")
	if _, there := s.m.Store.Key(iamsvc.NamedUser("bob"), bobKey); there {
		t.Error("the deleted key is back")
	}
}
