package ui

import (
	"testing"
	"time"

	"akia/iamsvc"
)

func TestRenewedLoginToTheSameAccountKeepsThePlace(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "j", "ctrl+r")
	s.shows("Keys of build-bot", "Users 6", "acme-test 123456789012")
}

// A login that was renewed into another account must not leave names of the old one on the screen, where a key that
// changes something would act on the new one.
func TestRenewedLoginToAnotherAccountForgetsTheOldOne(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j")
	s.svc.identity = iamsvc.Identity{Account: "999988887777", Alias: "other", ARN: "arn:aws:iam::999988887777:user/ops"}
	s.svc.users = []iamsvc.User{{Name: "zoe", Path: "/"}}
	s.svc.keys = map[string][]iamsvc.Key{}
	s.tap("ctrl+r")
	s.shows("other 999988887777", "Users 1", "zoe", "Keys of zoe", "No access keys.")
	s.hides("alice", "bob")
}

func TestNothingIsSentWhileTheAccountIsNotKnown(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j")
	s.hold = true
	s.press("ctrl+r")
	s.release() // the credentials are renewed; what is asked then is answered, so hold the next round
	s.wait(time.Second)
	s.hold = true
	s.m.Store.ForgetAll()
	s.press("T") // any message: the plan asks for the identity again
	s.press("t")
	s.shows("Not sent: akia is still finding out which account this is")
	if n := s.svc.count("SetStatus"); n != 0 {
		t.Errorf("SetStatus was called %d times", n)
	}
}

func TestOpensAtAUserWhateverTheCase(t *testing.T) {
	s := newScreen(t, 120, 40, func(_ *fakeService, c *Config) { c.OpenAt = "Deploy-BOT" })
	s.shows("Keys of deploy-bot", "AKIADEPLOYDEPLOYDEP1")
}
