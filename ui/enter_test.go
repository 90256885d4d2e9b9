package ui

import (
	"slices"
	"testing"
	"time"

	"akia/ui/dialog"
)

// TestEnterOnWhatHasJustOpenedChangesNothing: whatever a window is about, enter pressed once on what it opens with starts no
// change. What is typed is a decision, and so is a page whose focus the person has moved.
func TestEnterOnWhatHasJustOpenedChangesNothing(t *testing.T) {
	for name, open := range pictureScenes() {
		s := newScreen(t, 120, 40)
		open(s)
		if s.open() == 0 || s.m.Top().Kind() == dialog.KindTyped || slices.Contains(focusMoved, name) {
			continue
		}
		s.svc.calls = nil
		s.wait(300 * time.Millisecond)
		s.press("enter")
		s.wait(time.Second)
		if sent := s.svc.writes(); len(sent) > 0 {
			t.Errorf("%s: enter sent %q", name, sent)
		}
	}
}

// focusMoved are the scenes in which the person has gone to an entry.
var focusMoved = []string{"leak-deny"}
