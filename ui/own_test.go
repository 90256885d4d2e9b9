package ui

import (
	"testing"
	"time"

	"akia/iamsvc"
)

// cannotList is an account whose users the caller may not list.
func cannotList(arn string) func(*fakeService, *Config) {
	return func(f *fakeService, _ *Config) {
		f.errs["ListUsers"] = denied("ListUsers", "")
		f.identity.ARN = arn
		f.keys[""] = []iamsvc.Key{{ID: "AKIAROOTROOTROOTROOT", Status: iamsvc.Active, Created: start.AddDate(0, 0, -10)}}
	}
}

func TestOwnKeysWhenUsersMayNotBeListed(t *testing.T) {
	s := newScreen(t, 120, 24, cannotList("arn:aws:iam::123456789012:user/teams/ops"))
	s.on("ops")
	s.shows("› ops", "Keys of ops", "AKIAOPSOPSOPSOPSOPSO◂", "needs iam:ListUsers")
	s.wait(time.Second)
	if n := s.svc.count("ListUsers"); n != 1 {
		t.Errorf("ListUsers was called %d times", n)
	}
	s.tap("c", "y")
	s.wrote("CreateKey ops")
}

func TestOwnKeysOfTheRootUser(t *testing.T) {
	s := newScreen(t, 120, 24, cannotList("arn:aws:iam::123456789012:root"))
	s.shows("› the root user", "Keys of the root user", "AKIAROOTROOTROOTROOT")
	s.wait(time.Second)
	s.tap("t")
	s.wrote("SetStatus AKIAROOTROOTROOTROOT Inactive")
	s.shows("AKIA…ROOT of the root user deactivated", "○ inactive")
	s.tap("c", "y")
	s.shows("New access key of the root user")
}

func TestRoleHasNoKeysOfItsOwn(t *testing.T) {
	s := newScreen(t, 120, 24, cannotList("arn:aws:sts::123456789012:assumed-role/Admin/alice"))
	s.shows("You may not list the users.", "assumed-role/Admin/alice is no IAM", "o finds the", "iam:ListUsers")
	s.tap("t", "c", "d")
	s.wrote()
	s.tap("o")
	s.paste("AKIADEPLOYDEPLOYDEP2")
	s.tap("enter")
	s.shows("deploy-bot")
}

// TestOwnKeysWaitForTheIdentity: the refusal may come before it is known who asks.
func TestOwnKeysWaitForTheIdentity(t *testing.T) {
	s := newScreen(t, 120, 24, cannotList("arn:aws:iam::123456789012:user/ops"))
	s.hold = true
	s.press("ctrl+r")
	for range 4 {
		msgs := s.answers()
		for i := range msgs { // the last first
			s.deliver(msgs[len(msgs)-1-i])
		}
	}
	s.release()
	s.wait(time.Second)
	s.shows("› ops", "AKIAOPSOPSOPSOPSOPSO")
}

func TestUsersAreListedOncePermissionIsThere(t *testing.T) {
	s := newScreen(t, 120, 24, cannotList("arn:aws:iam::123456789012:user/ops"))
	delete(s.svc.errs, "ListUsers")
	s.tap("r")
	s.on("ops")
	s.shows("Users 6 ", "alice", "› ops")
	s.hides("needs iam:ListUsers")
}
