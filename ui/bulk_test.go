package ui

import (
	"testing"
	"time"

	"akia/iamsvc"
)

func TestAllKeysOfAUserAreDeactivatedAndTakenBack(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "j", "j", "j", "K") // deploy-bot, two active keys
	s.shows("All access keys of deploy-bot", "Deactivate all", "Delete all")
	s.tap("enter")
	s.shows("Deactivate 2 keys of deploy-bot?", "AKIADEPLOYDEPLOYDEP1", "last used 10m ago for lambda", "Account acme-test (123456789012)")
	s.tap("y")
	s.shows("AKIADEPLOYDEPLOYDEP1 of deploy-bot", "deactivated")
	s.tap("esc")
	for _, k := range s.svc.keys["deploy-bot"] {
		if k.Status != iamsvc.Inactive {
			t.Errorf("%s is %s", k.ID, k.Status)
		}
	}
	s.shows("2 of 2 keys changed", "u undo", "○ inactive")
	s.tap("u", "esc")
	for _, k := range s.svc.keys["deploy-bot"] {
		if k.Status != iamsvc.Active {
			t.Errorf("after the undo %s is %s", k.ID, k.Status)
		}
	}
	s.tap("u")
	s.shows("Nothing to undo")
}

func TestAllKeysOfAUserAreDeletedAfterTheNameWasTyped(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("K", "j", "enter")
	s.shows("Delete 2 keys of alice?", "Type the user's name")
	s.typeText("alic")
	s.tap("enter")
	s.shows("That is not the user's name")
	if n := s.svc.count("DeleteKey"); n != 0 {
		t.Fatalf("%d keys were deleted", n)
	}
	s.typeText("e")
	s.tap("enter", "esc")
	if left := s.svc.keys["alice"]; len(left) != 0 {
		t.Errorf("left: %v", left)
	}
	s.shows("No access keys.")
}

func TestPartialFailureIsShownKeyByKeyAndCanBeRepeated(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.svc.errs["SetStatus AKIADEPLOYDEPLOYDEP2 Inactive"] = &iamsvc.Error{Kind: iamsvc.KindThrottled, Op: "UpdateAccessKey"}
	s.tap("j", "j", "j", "j", "K", "enter", "y")
	s.shows("1 of 2 keys changed, 1 failed", "r repeats what failed")
	delete(s.svc.errs, "SetStatus AKIADEPLOYDEPLOYDEP2 Inactive")
	s.tap("r")
	s.shows("2 of 2 keys changed")
	if n := s.svc.count("SetStatus AKIADEPLOYDEPLOYDEP1"); n != 1 {
		t.Errorf("the change that had been carried out was sent %d times", n)
	}
}

func TestBulkSendsFourAtATimeAndStops(t *testing.T) {
	s := newScreen(t, 120, 40, func(f *fakeService, _ *Config) {
		for i := range 8 {
			f.keys["carol"] = append(f.keys["carol"], iamsvc.Key{ID: "AKIACAROLCAROLCARO" + string(rune('0'+i)) + "0", User: "carol", Status: iamsvc.Active, Created: start})
		}
	})
	s.tap("j", "j", "j", "K", "enter")
	s.hold = true
	s.press("y")
	if n := len(s.m.writes); n != 4 {
		t.Fatalf("%d changes are under way, want 4", n)
	}
	s.press("esc")
	s.release()
	s.wait(time.Second)
	if n := s.svc.count("SetStatus"); n != 4 {
		t.Errorf("%d changes were sent although it was stopped after 4", n)
	}
	s.shows("not done: stopped", "4 of 8 keys changed")
}

func TestTheKeyAkiaIsSignedInWithIsNeverInABulk(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("G", "K", "enter")
	s.shows("There is no key of ops to change")
	if n := s.svc.count("SetStatus"); n != 0 {
		t.Errorf("SetStatus was called %d times", n)
	}
}
