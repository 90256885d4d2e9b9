package ui

import (
	"strings"
	"testing"
	"time"
)

// TestAHeldKeyActsOnOneRow: where what it does takes the row off the screen, another row comes under the cursor before
// the terminal begins to repeat the key.
func TestAHeldKeyActsOnOneRow(t *testing.T) {
	for place, open := range map[string]func(s *screen){
		"panes":        func(s *screen) { s.tap("tab") },
		"list of keys": func(*screen) {},
		"audit":        func(s *screen) { s.tap("a") },
	} {
		for _, first := range []time.Duration{200, 250, 500, 660, 1000} {
			t.Run(place, func(t *testing.T) {
				s := newScreen(t, 120, 40, manyUsers(5, 100))
				s.wait(2 * time.Second)
				if place == "audit" {
					open(s)
				}
				s.press("/")
				s.typeText("status:active")
				s.tap("enter")
				if place != "audit" {
					open(s)
				}
				s.press("t")
				s.wait(first * time.Millisecond)
				for range 60 {
					s.press("t")
					s.wait(33 * time.Millisecond)
				}
				if got := s.svc.writes(); len(got) != 1 {
					t.Errorf("after %d ms a held key has changed %q", first, got)
				}
				s.wait(time.Second)
				s.press("t") // let go, and pressed for what is seen now
				if got := s.svc.writes(); len(got) != 2 || !strings.HasSuffix(got[1], "Inactive") {
					t.Errorf("pressed anew it has changed %q", got)
				}
			})
		}
	}
}

// TestAKeyPressedTwiceActsOnTwoRows: a person who has moved has let the key go.
func TestAKeyPressedTwiceActsOnTwoRows(t *testing.T) {
	s := newScreen(t, 120, 40, manyUsers(5, 100))
	s.tap("a")
	s.press("t", "down")
	s.wait(250 * time.Millisecond)
	s.press("t")
	if got := s.svc.writes(); len(got) != 2 {
		t.Errorf("changed: %q", got)
	}
}
