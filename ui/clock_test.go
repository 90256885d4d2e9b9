package ui

import (
	"slices"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/report"
)

// TestTheClockOfThisMachineIsOff: ages are IAM's, and that is said for as long as it is so.
func TestTheClockOfThisMachineIsOff(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.hides("CLOCK OFF")
	s.m.Config.Clock.Heard(start.AddDate(0, 0, 100), s.now, s.now)
	s.press("j")
	s.shows("CLOCK OFF", "This machine's clock is 100d behind AWS. Ages are counted by the time of AWS.", "512d")
	s.tap("a")
	s.shows("CLOCK OFF", "512d", "credential report 100d old")
	if got := s.m.audit.Document().Now; got.Before(start.AddDate(0, 0, 100)) {
		t.Errorf("an export counts ages to %s", got)
	}
	s.m.Config.Clock.Heard(s.now, s.now, s.now)
	s.tap("j")
	s.hides("CLOCK OFF", "512d")
}

// TestAKeyGetsOldWhileTheAuditIsOpen, without a key being pressed.
func TestAKeyGetsOldWhileTheAuditIsOpen(t *testing.T) {
	s := newScreen(t, 120, 40, func(f *fakeService, _ *Config) {
		f.keys["bob"][0].Created = start.AddDate(0, 0, -90).Add(30 * time.Minute)
	})
	s.tap("a")
	old := s.m.audit.Table().Summary().Findings[audit.Old]
	s.wait(time.Hour)
	if got := s.m.audit.Table().Summary().Findings[audit.Old]; got != old+1 {
		t.Errorf("%d keys are old, %d before", got, old)
	}
}

// TestUsersWhoAreNotInTheReport are asked about; where it is not known who they are, how many is said.
func TestUsersWhoAreNotInTheReport(t *testing.T) {
	short := func(f *fakeService, _ *Config) {
		r := f.report()
		r.Rows = slices.DeleteFunc(r.Rows, func(r report.Row) bool { return r.User == "deploy-bot" })
		f.reported = &r
	}
	s := newScreen(t, 120, 40, short)
	s.hold = true // nobody has rested yet: the panes know alice alone
	s.press("a")
	s.hold = false
	s.release()
	s.wait(time.Second)
	s.shows("All access keys 7", "AKIADEPLOYDEPLOYDEP1", "AKIADEPLOYDEPLOYDEP2")
	s.hides("not in the report")

	s = newScreen(t, 120, 40, short, func(f *fakeService, _ *Config) {
		f.errs["UserFacts"] = &iamsvc.Error{Kind: iamsvc.KindDenied, Op: "GetAccountAuthorizationDetails"}
	})
	s.hold = true
	s.press("a")
	s.hold = false
	s.release()
	s.wait(time.Second)
	s.shows("1 user not in the report: S asks about all", "All access keys 5+")
	s.tap("S")
	s.shows("All access keys 7 ")
	s.hides("not in the report")
}

// TestCtrlRRefreshesTheAuditToo, which is open or not.
func TestCtrlRRefreshesTheAuditToo(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("a", "ctrl+r")
	if n := s.svc.count("CredentialReport"); n != 2 {
		t.Errorf("with the audit open the report was asked for %d times", n)
	}
	s.tap("a", "ctrl+r", "a")
	if n := s.svc.count("CredentialReport"); n != 3 {
		t.Errorf("with the audit closed the report was asked for %d times", n)
	}
}
