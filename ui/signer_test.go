package ui

import (
	"testing"
	"time"

	"akia/iamsvc"
	"akia/ui/write"
)

// otherSigner is the refusal of a call whose credentials have become somebody else's.
func otherSigner() *iamsvc.Error {
	return &iamsvc.Error{Kind: iamsvc.KindOtherSigner, Op: "UpdateAccessKey"}
}

// TestCredentialsOfAnotherAccountAreSaid, and the screen shows that account from then on.
func TestCredentialsOfAnotherAccountAreSaid(t *testing.T) {
	for name, c := range map[string]struct {
		call string
		keys []string
	}{
		"change":   {"SetStatus", []string{"t"}},
		"creation": {"CreateKey", []string{"c", "y"}},
		"read":     {"ListKeys", []string{"r"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScreen(t, 120, 40)
			s.tap("j", "tab")
			s.svc.errs[c.call] = otherSigner()
			s.hold = true
			s.decide(c.keys...)
			s.elsewhere()
			s.hold = false
			s.release()
			delete(s.svc.errs, c.call)
			s.wait(2 * time.Second)
			s.shows("The credentials have become somebody else's", "other 999988887777")
			s.hides("acme-test", "alice")
			if s.open() != 0 {
				t.Error("a question about the old account is still open")
			}
		})
	}
}

// TestAnotherCallerOfTheAccountClosesQuestions: they may have been about the key that akia was signed in with.
func TestAnotherCallerOfTheAccountClosesQuestions(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "d")
	s.svc.identity.ARN = "arn:aws:iam::123456789012:user/somebody"
	s.send(renewedMsg{})
	s.wait(time.Second)
	s.shows("You are signed in as user/somebody now", "alice")
	if s.open() != 0 {
		t.Error("the question is still open")
	}
}

// TestChangesAreForTheAccountOnTheScreen: each says which that is.
func TestChangesAreForTheAccountOnTheScreen(t *testing.T) {
	s := newScreen(t, 120, 40)
	w := s.m.InAccount(write.Write{Op: write.SetStatus})
	if w.Account != "123456789012" {
		t.Errorf("the change is for account %q", w.Account)
	}
}
