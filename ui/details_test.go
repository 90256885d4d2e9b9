package ui

import (
	"testing"
	"time"

	"akia/iamsvc"
)

// detailCalls are the calls that all details of a user take.
func detailCalls(user string) []string {
	return []string{"User " + user, "MFADevices " + user, "Groups " + user, "AttachedPolicies " + user, "InlinePolicies " + user}
}

// furnished gives bob something of everything.
func furnished(f *fakeService, _ *Config) {
	b := f.about("bob")
	b.boundary = "arn:aws:iam::123456789012:policy/Boundary"
	b.tags = []iamsvc.Tag{{Key: "team", Value: "data"}, {Key: bobKey, Value: "a description"}}
	b.mfa = []iamsvc.MFADevice{{Serial: "arn:aws:iam::123456789012:mfa/bob", Enabled: start.AddDate(-1, 0, 0)}}
	b.groups = []iamsvc.Group{{Name: "developers"}, {Name: "analysts"}}
	b.attached = []iamsvc.AttachedPolicy{{Name: "ReadOnlyAccess", ARN: "arn:aws:iam::aws:policy/ReadOnlyAccess"}}
	b.inline["backup"] = "{}"
}

// quarantined makes bob a user whose key AWS has found.
func quarantined(f *fakeService, _ *Config) {
	f.about("bob").attached = []iamsvc.AttachedPolicy{{Name: "AWSCompromisedKeyQuarantineV3", ARN: "arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3"}}
}

func TestDetailsAreAskedOnlyWhileThePageIsOpen(t *testing.T) {
	s := newScreen(t, 120, 40, furnished, withoutDetails)
	s.tap("j")
	s.svc.calls = nil
	s.tap("i")
	s.asked(detailCalls("bob")...)
	s.wait(10 * time.Minute)
	s.asked()
	s.tap("r")
	s.asked(detailCalls("bob")...)
	s.tap("esc", "i")
	s.asked()
	s.tap("esc")
	s.wait(2 * time.Minute)
	s.asked()
	s.tap("i")
	s.asked(detailCalls("bob")...)
}

func TestDetailsShowAllThereIs(t *testing.T) {
	s := newScreen(t, 120, 40, furnished)
	s.tap("j", "i")
	s.shows("arn:aws:iam::123456789012:user/people/bob", "/people/", "password    none, or never used", "mfa/bob since 2025-03-14 09:26Z",
		"groups      developers", "analysts", "attached    ReadOnlyAccess", "inline      backup", "policy/Boundary", "team = data")
	s.hides("a description", "quarantine")
	s.tap("esc", "j", "i")
	s.shows("MFA         none", "groups      none", "attached    none", "inline      none", "boundary    none", "tags        none")
}

// TestDetailsComePartByPart: what is there is shown while the rest is on its way or failed.
func TestDetailsComePartByPart(t *testing.T) {
	s := newScreen(t, 120, 40, furnished, withoutDetails)
	s.svc.errs["Groups"] = denied("ListGroupsForUser", "bob")
	s.svc.errs["MFADevices"] = &iamsvc.Error{Kind: iamsvc.KindNetwork, Op: "ListMFADevices", Subject: "bob"}
	s.tap("j")
	s.hold = true
	s.press("i")
	late := s.answers()
	s.hold = false
	s.shows("groups      ·", "inline      ·")
	for i, msg := range late {
		s.deliver(msg)
		if i == 0 {
			s.shows("inline      ·")
		}
	}
	s.shows("groups      denied: It needs the permission iam:ListGroupsForUser.", "MFA         failed: ", "inline      backup")
}

func TestDetailsThatAreLeftAreNotWaitedFor(t *testing.T) {
	s := newScreen(t, 120, 40, furnished, withoutDetails)
	s.tap("j")
	s.hold = true
	s.press("i", "esc")
	s.release()
	s.wait(time.Second)
	if len(s.svc.dropped) != len(detailCalls("")) {
		t.Errorf("the calls given up were %q", s.svc.dropped)
	}
	s.tap("i")
	s.shows("inline      backup")
}

func TestDetailsWarnOfAQuarantine(t *testing.T) {
	s := newScreen(t, 120, 40, quarantined)
	s.tap("j", "i")
	s.shows("! AWS has found a key of this user in public")
}

func TestDetailsScrollAndStayInPlace(t *testing.T) {
	s := newScreen(t, 60, 15, furnished)
	s.tap("j", "i", "G")
	s.shows("team = data")
	s.tap("r")
	s.shows("team = data")
}

func TestRootHasNoDetails(t *testing.T) {
	s := newScreen(t, 120, 40, func(f *fakeService, _ *Config) {
		f.identity.ARN = "arn:aws:iam::123456789012:root"
		f.errs["ListUsers"] = denied("ListUsers", "")
	})
	s.wait(time.Second)
	s.tap("i")
	s.shows("The root user has no details")
}
