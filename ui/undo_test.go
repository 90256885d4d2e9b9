package ui

import (
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/write"
)

// Whatever takes the place of the news that offered it, what u acts on is named on the screen, or u does nothing.
func TestWhatUndoActsOnIsNamedWhileItCanBeHad(t *testing.T) {
	for name, replace := range map[string]func(s *screen){
		"the news of another key press": func(s *screen) { s.tap("s") },
		"an error":                      func(s *screen) { s.m.Fail(denied("UpdateAccessKey", bobsKey)) },
		"an error that was dismissed":   func(s *screen) { s.m.Fail(denied("UpdateAccessKey", bobsKey)); s.tap("esc") },
		"news that has passed":          func(s *screen) { s.tap("s"); s.wait(10 * time.Second) },
		"the audit":                     func(s *screen) { s.tap("a") },
		"the audit, and back":           func(s *screen) { s.tap("a", "a", "s") },
		"a page that was closed":        func(s *screen) { s.tap("i", "esc", "s") },
		"a filter":                      func(s *screen) { s.tap("/", "o", "enter", "s") },
	} {
		for _, width := range []int{60, 80, 120, 200} {
			s := newScreen(t, width, 24)
			s.tap("j", "t")
			replace(s)
			if line := statusOf(s); !strings.Contains(line, "u undo") || !strings.Contains(line, "AKIA…BOB1") {
				t.Errorf("%s, %d columns: the line does not name what u acts on: %q", name, width, line)
			}
			s.tap("u")
			s.wrote(bobOff, bobOn)
			if line := statusOf(s); strings.Contains(line, "undo") {
				t.Errorf("%s: after the undo it is still on offer: %q", name, line)
			}
		}
	}
}

func TestWhatUndoActsOnIsNoLongerNamedWhenItCannotBeHad(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.tap("j", "t", "s")
	s.wait(57 * time.Second)
	s.shows("u undo (activate AKIA…BOB1 of bob)")
	s.wait(2 * time.Second)
	s.hides("undo (")
	s.tap("u")
	s.shows("Nothing to undo")
	s.wrote(bobOff)
}

func TestUndoOfSeveralAndOfAUserIsNamed(t *testing.T) {
	back := func(user, key string) write.Write {
		return write.Write{Op: write.SetStatus, User: iamsvc.NamedUser(user), Key: key, To: iamsvc.Inactive, Undo: true}
	}
	s := newScreen(t, 120, 24)
	s.m.Say(dialog.Good, "several")
	s.m.OfferUndo(back("bob", bobsKey), back("build-bot", buildKey))
	s.m.Say(dialog.Good, "something else")
	s.shows("something else   u undo (change 2 keys back)")
	s.m.Offer.Forget(bobsKey)
	s.shows("u undo (deactivate AKIA…ILD1 of build-bot)")
}

// statusOf returns the line below the panes.
func statusOf(s *screen) string {
	lines := strings.Split(s.view(), "\n")
	return strings.TrimRight(lines[len(lines)-2], " ")
}
