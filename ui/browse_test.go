package ui

import (
	"testing"
	"time"

	"akia/iamsvc"
)

func TestOpensOnTheFirstUserAndItsKeys(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.shows("acme-test 123456789012", "user/ops", "Users 6", "› alice", "Keys of alice", "AKIAALICEALICEALICE1", "● active", "412d!", "3h ago", "s3", "us-east-1")
	s.shows("○ inactive", "never")
}

func TestMovingShowsTheNextUsersKeys(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j")
	s.shows("Keys of bob", "AKIABOBBOBBOBBOBBOB1", "30d ago")
	s.hides("AKIAALICEALICEALICE1")
}

func TestHoldingTheArrowAsksForAHandfulOfUsers(t *testing.T) {
	s := newScreen(t, 120, 40, func(f *fakeService, _ *Config) {
		for i := range 300 {
			f.users = append(f.users, iamsvc.User{Name: "zz-user-" + string(rune('a'+i/26)) + string(rune('a'+i%26)), Path: "/"})
		}
		f.pageSize = 1000
	})
	s.svc.calls = nil
	for range 200 {
		s.press("down")
		s.wait(33 * time.Millisecond)
	}
	if n := s.svc.count("ListKeys"); n > 2 {
		t.Errorf("ListKeys was called %d times while the arrow was held over 200 users, want at most 2", n)
	}
	s.wait(150 * time.Millisecond)
	user, _ := s.m.selectedUser()
	if last := s.svc.calls[len(s.svc.calls)-1]; last != "ListKeys "+user.UserName() {
		t.Errorf("at rest on %s the last call was %q", user, last)
	}
}

func TestToggleAndUndo(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j")
	s.tap("t")
	s.shows("○ inactive", "AKIA…BOB1 of bob deactivated", "u undo")
	s.tap("u")
	s.shows("● active", "AKIA…BOB1 of bob activated")
	if got := s.svc.keys["bob"][0].Status; got != iamsvc.Active {
		t.Errorf("after the undo the key is %s", got)
	}
}
