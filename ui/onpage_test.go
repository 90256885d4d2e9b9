package ui

import (
	"testing"
	"time"

	"akia/iamsvc"
	"akia/ui/keyboard"
)

// TestPagesOfDetailsAct on the key that they show, as its row does.
func TestPagesOfDetailsAct(t *testing.T) {
	for name, open := range map[string]func(s *screen){
		"panes": func(s *screen) { s.tap("j", "tab", "enter") },
		"audit": func(s *screen) { s.tap("a"); s.toRow("bob"); s.tap("enter") },
	} {
		for key, want := range map[string]string{
			"d": "Delete an active access key?", "R": "Rotation of " + bobKey, "e": "Describe access key", "L": "Leak of " + bobKey,
			"y": "Copied", "c": "[ Create", "K": "Deactivate 1 key of bob?", "t": "bob",
		} {
			t.Run(name+" "+key, func(t *testing.T) {
				s := newScreen(t, 120, 40)
				s.wait(2 * time.Second)
				open(s)
				s.shows("╭ Access key ─")
				s.svc.calls = nil
				s.tap(key)
				s.hides("╭ Access key ─")
				if key == "y" {
					if len(s.copied) != 1 || s.copied[0] != bobKey {
						t.Errorf("copied: %q", s.copied)
					}
					return
				}
				s.shows(want)
				if key == "t" { // last used 30 days ago: as from the row
					s.wrote("SetStatus " + bobKey + " Inactive")
				}
			})
		}
	}
}

// TestThePageOfAUserActsOnTheUser, and on no key of it.
func TestThePageOfAUserActsOnTheUser(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "i", "t", "d", "R")
	s.shows("╭ User ─")
	s.wrote()
	s.tap("K")
	s.shows("Deactivate 1 key of bob?")
}

// TestAPageActsOnNothingElse: what an answer has put under the cursor meanwhile is not what the page shows.
func TestAPageActsOnNothingElse(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "tab", "enter")
	s.shows("╭ Access key ─", bobKey)
	s.svc.keys["bob"] = []iamsvc.Key{{ID: "AKIAOTHEROTHEROTHER1", User: iamsvc.NamedUser("bob"), Status: iamsvc.Active, Created: start}}
	s.m.ForgetKeys(iamsvc.NamedUser("bob"))
	s.wait(time.Second)
	s.send(spinMsg{})
	s.wait(time.Second)
	s.tap("t")
	s.shows("Another key has just taken the place")
	s.wrote()
}

// TestAPageActsOnTheStatusThatItShows: what would deactivate the key that the page shows must not activate it.
func TestAPageActsOnTheStatusThatItShows(t *testing.T) {
	for place, open := range map[string]func(s *screen){
		"panes": func(s *screen) { s.tap("j", "tab", "enter") },
		"audit": func(s *screen) { s.tap("a"); s.toRow("bob"); s.tap("enter") },
	} {
		t.Run(place, func(t *testing.T) {
			s := newScreen(t, 120, 40)
			open(s)
			s.shows("╭ Access key ─", bobKey)
			s.m.Store.SetStatus(iamsvc.NamedUser("bob"), bobKey, iamsvc.Inactive, s.now)
			s.send(spinMsg{})
			s.wait(time.Second)
			s.tap("t")
			s.shows("The status of this key has just changed")
			s.wrote()
			if s.open() != 0 {
				t.Errorf("%d windows are open", s.open())
			}
		})
	}
}

// TestAPageActsOnItsKeyNotOnTheMarks of the audit.
func TestAPageActsOnItsKeyNotOnTheMarks(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("a", "space", "space")
	s.toRow("bob")
	s.tap("enter", "d")
	s.shows("Delete an active access key?", bobKey+" of bob")
}

// TestABurstDoesNothingOnAPage: it stays, and nothing begins.
func TestABurstDoesNothingOnAPage(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "tab", "enter")
	s.send(keyboard.Fast{Key: keyPress("t")})
	s.shows("╭ Access key ─")
	s.wrote()
}
