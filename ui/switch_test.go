package ui

import (
	"testing"
	"time"

	"akia/iamsvc"
)

// elsewhere makes the next login lead to another account, where there is a bob too.
func (s *screen) elsewhere() {
	s.svc.identity = iamsvc.Identity{Account: "999988887777", Alias: "other", ARN: "arn:aws:iam::999988887777:user/ops"}
	s.svc.users = []iamsvc.User{{Name: "bob", Path: "/"}}
	s.svc.keys = map[string][]iamsvc.Key{}
}

// TestQuestionOfAnotherAccountIsNotAnswered: what a dialog says of an account must be true of where its answer goes.
func TestQuestionOfAnotherAccountIsNotAnswered(t *testing.T) {
	for name, keys := range map[string][]string{"create": {"c"}, "describe a new key": {"c", "tab", "enter"}, "delete": {"d"}} {
		t.Run(name, func(t *testing.T) {
			s := newScreen(t, 120, 40)
			s.tap("j")
			s.elsewhere()
			s.hold = true
			s.press("ctrl+r")
			s.hold = false
			s.tap(keys...)
			s.release()
			s.wait(time.Second)
			s.shows("other 999988887777")
			s.hides("acme-test (123456789012)")
			s.tap("y", "enter")
			s.wrote()
		})
	}
}

// TestNothingIsSentWhileCredentialsAreRenewed: it may already be another account that it would be sent to.
func TestNothingIsSentWhileCredentialsAreRenewed(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j")
	s.hold = true
	s.press("ctrl+r")
	s.hold = false
	s.tap("t")
	s.shows("Not sent")
	s.wrote()
	s.release()
	s.wait(time.Second)
	s.tap("t")
	s.wrote("SetStatus " + bobsKey + " Inactive")
}

// TestCredentialsAreNotRenewedUnderAChange: its repeats would be sent to the new account.
func TestCredentialsAreNotRenewedUnderAChange(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j")
	s.hold = true
	s.press("t")
	s.hold = false
	s.tap("ctrl+r")
	s.shows("Still waiting for the deactivation")
	if n := s.svc.count("Renew"); n != 0 {
		t.Errorf("Renew was called %d times", n)
	}
	s.release()
	s.tap("ctrl+r")
	if n := s.svc.count("Renew"); n != 1 {
		t.Errorf("Renew was called %d times", n)
	}
}

// TestSecretSurvivesARenewedLogin to another account, and its window goes on naming the one that it belongs to.
func TestSecretSurvivesARenewedLogin(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "c")
	s.hold = true
	s.press("y")
	s.hold = false
	s.release()
	s.elsewhere()
	s.send(renewedMsg{})
	s.wait(time.Second)
	s.shows("New access key of bob", "Account acme-test (123456789012)", "other 999988887777")
}

// TestOwnKeyIsKnownWithoutSTS: what akia is signed in with is still that after a refresh that failed.
func TestOwnKeyIsKnownWithoutSTS(t *testing.T) {
	s := newScreen(t, 120, 40, func(_ *fakeService, c *Config) { c.OpenAt = "ops" })
	s.svc.errs["WhoAmI"] = &iamsvc.Error{Kind: iamsvc.KindNetwork, Op: "GetCallerIdentity"}
	s.tap("ctrl+r", "esc", "t")
	s.shows("Deactivate the key akia is signed in with?")
	s.wrote()
}

// TestToggleAsksWhereTheAccountIsNotKnown: it may be the key that akia is signed in with.
func TestToggleAsksWhereTheAccountIsNotKnown(t *testing.T) {
	s := newScreen(t, 120, 40, func(f *fakeService, _ *Config) {
		f.errs["WhoAmI"] = &iamsvc.Error{Kind: iamsvc.KindNetwork, Op: "GetCallerIdentity"}
	})
	s.tap("j", "t")
	s.shows("Account not known", "Deactivate")
	s.hides("not known yet")
	s.wrote()
	s.tap("y")
	s.wrote("SetStatus " + bobsKey + " Inactive")
}

// TestAuditOfAnotherAccountIsForgotten, and what was asked for it too.
func TestAuditOfAnotherAccountIsForgotten(t *testing.T) {
	for name, inAudit := range map[string]bool{"in the audit": true, "in the panes": false} {
		t.Run(name, func(t *testing.T) {
			s := newScreen(t, 120, 40)
			s.tap("a")
			s.shows("AKIADEPLOYDEPLOYDEP1")
			s.hold = true
			s.press("r") // its answer will be late
			s.hold = false
			late := s.answers()
			if !inAudit {
				s.tap("a")
			}
			s.elsewhere()
			s.tap("ctrl+r")
			for _, msg := range late {
				s.send(msg)
			}
			if s.m.audit.OnScreen() {
				t.Error("the audit is still open")
			}
			s.tap("a")
			s.shows("other 999988887777")
			s.hides("AKIADEPLOYDEPLOYDEP1", "alice")
		})
	}
}
