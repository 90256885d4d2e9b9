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
	for range s.m.audit.view.Len() {
		if _, r, _ := s.m.audit.row(); r.User == "bob" {
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
