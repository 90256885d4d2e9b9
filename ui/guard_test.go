package ui

import (
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
)

// TestWhoTypesOnDoesNotAnswerADialog: the time in which a dialog that opens by itself is deaf begins anew with each key that
// it did not take. A key that is held down, or a text that is being typed, must not copy a secret or delete a key.
func TestWhoTypesOnDoesNotAnswerADialog(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "c")
	s.hold = true
	s.press("y")
	s.release()
	for range 100 { // y is held down
		s.wait(30 * time.Millisecond)
		s.press("y")
	}
	if len(s.copied) > 0 {
		t.Errorf("copied were %d texts", len(s.copied))
	}
	s.shows("New access key of bob")
	s.wait(200 * time.Millisecond)
	s.press("y")
	if len(s.copied) != 1 {
		t.Errorf("then copied were %d texts", len(s.copied))
	}
}

// TestToggleDoesNotHitTheKeyThatTookThePlace of the one that the person was looking at.
func TestToggleDoesNotHitTheKeyThatTookThePlace(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("tab")
	s.svc.keys["alice"] = s.svc.keys["alice"][1:] // someone else deletes the key under the cursor
	s.hold = true
	s.press("r")
	late := s.answers()
	s.hold = false
	for _, msg := range late {
		s.send(msg)
	}
	s.press("L")
	s.wrote()
	s.press("t")
	s.wrote()
	s.shows("nothing was changed")
	s.wait(time.Second)
	s.tap("t", "y")
	s.wrote("SetStatus AKIAALICEALICEALICE2 Active")
}

// TestToggleDoesNotHitTheUserWhoTookThePlace of another one.
func TestToggleDoesNotHitTheUserWhoTookThePlace(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "j", "k", "k") // bob's keys are known
	s.svc.users = s.svc.users[1:]
	s.hold = true
	s.press("r")
	late := s.answers()
	s.hold = false
	for _, msg := range late {
		s.send(msg)
	}
	s.on("bob")
	s.press("t")
	s.wrote()
}

// TestKeyFromTheFutureIsNotNew: the clock of one side is wrong, and the age is made up.
func TestKeyFromTheFutureIsNotNew(t *testing.T) {
	s := newScreen(t, 120, 40, func(f *fakeService, _ *Config) { f.keys["bob"][0].Created = start.AddDate(0, 0, 3).Add(time.Hour) })
	s.tap("j", "d")
	s.hides("just now", "in 3d old")
	s.shows("created in 3d, a date in the future")
}

// TestDeactivationIsForgottenOnceTheKeyIsActiveAgain: a later one, made elsewhere, has not lasted as long.
func TestDeactivationIsForgottenOnceTheKeyIsActiveAgain(t *testing.T) {
	for name, activate := range map[string]func(*screen){
		"from here": func(s *screen) { s.tap("u") },
		"elsewhere": func(s *screen) { s.svc.keys["bob"][0].Status = iamsvc.Active; s.tap("tab", "r") },
	} {
		t.Run(name, func(t *testing.T) {
			s := newScreen(t, 120, 40)
			s.tap("j", "t")
			if s.m.Store.Deactivated(bobsKey).IsZero() {
				t.Fatal("the deactivation was not noted")
			}
			activate(s)
			if !s.m.Store.Deactivated(bobsKey).IsZero() {
				t.Error("the deactivation is still noted")
			}
		})
	}
}

// TestKeyIsDeletedThoughItsDescriptionIsLeft: in a bulk as by itself.
func TestKeyIsDeletedThoughItsDescriptionIsLeft(t *testing.T) {
	s := newScreen(t, 120, 40)
	k := s.svc.keys["bob"][0]
	s.svc.errs["DeleteKey "+k.ID] = &iamsvc.LeftDescriptionError{Err: &iamsvc.Error{Kind: iamsvc.KindDenied, Op: "UntagUser", Subject: k.ID}}
	s.tap("j", "K", "tab", "tab", "enter")
	s.typeText("bob")
	s.tap("enter")
	s.shows("deleted, but not its desc")
	s.tap("esc")
	s.shows("1 of 1 key deleted", "No access keys.")
	s.hides("failed")
}

// TestLeavingBeginsNothingMore: what of a bulk was not sent when the program was told to end is not sent, and is told.
func TestLeavingBeginsNothingMore(t *testing.T) {
	s := newScreen(t, 120, 40, func(f *fakeService, _ *Config) {
		for range 8 {
			id := "AKIAMANY" + strings.Repeat(string(rune('A'+len(f.keys["bob"]))), 12)
			f.keys["bob"] = append(f.keys["bob"], iamsvc.Key{ID: id, User: iamsvc.NamedUser("bob"), Status: iamsvc.Active, Created: start})
		}
	})
	s.tap("j", "K")
	s.hold = true
	s.press("y")
	s.send(Signal(nil))
	s.release()
	s.wait(time.Minute)
	if n := len(s.svc.writes()); n != 4 {
		t.Errorf("%d changes were sent", n)
	}
	if words := strings.Join(s.m.LastWords(), "\n"); !strings.Contains(words, "5 changes that were decided together were not begun") {
		t.Errorf("the last words are\n%s", words)
	}
}

// TestKeysAreThoseOfTheUserOnTheScreen, whatever name the service gives them: what is sent about them has that name, and the
// row that it is about is found again.
func TestKeysAreThoseOfTheUserOnTheScreen(t *testing.T) {
	s := newScreen(t, 120, 40, func(f *fakeService, _ *Config) { f.keys["bob"][0].User = iamsvc.Principal{} })
	s.tap("j", "t")
	s.shows("of bob deactivated", "inactive")
	s.hides("root user")
}
