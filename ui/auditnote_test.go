package ui

import (
	"testing"
	"time"
)

// TestAScanWithFailuresSaysSoForGood: what could not be read is told as long as it is not known, not for some seconds.
func TestAScanWithFailuresSaysSoForGood(t *testing.T) {
	s := newScreen(t, 160, 40)
	s.svc.errs["CredentialReport"] = denied("GenerateCredentialReport", "")
	s.svc.errs["ListKeys bob"] = denied("ListAccessKeys", "bob")
	s.svc.errs["LastUse AKIADEPLOYDEPLOYDEP1"] = denied("GetAccessKeyLastUsed", "AKIADEPLOYDEPLOYDEP1")
	s.tap("a")
	s.wait(2 * time.Minute)
	s.shows("All access keys 6+", "exact scan 2m old, 2 questions failed: S asks again")
	delete(s.svc.errs, "ListKeys bob")
	s.tap("S")
	s.wait(time.Minute)
	s.shows("All access keys 7 ", "1 question failed: S asks again")
	s.hides("All access keys 7+")
	delete(s.svc.errs, "LastUse AKIADEPLOYDEPLOYDEP1")
	s.tap("S")
	s.shows("exact scan 3m old  ")
	s.hides("failed")
}

// TestAScanSaysHowOldItIs, and goes on saying so while nothing else happens.
func TestAScanSaysHowOldItIs(t *testing.T) {
	s := newScreen(t, 160, 40)
	s.svc.errs["CredentialReport"] = denied("GenerateCredentialReport", "")
	s.tap("a")
	s.shows("exact scan of this minute", "All access keys 7 ")
	shown := s.m.audit.visible
	s.m.audit.visible = nil // the rows have ages of their own
	if at, want := s.m.nextAuditAge(), s.m.audit.scan.ended.Add(time.Minute); !at.Equal(want) {
		t.Errorf("the age is drawn again at %s, want %s", at, want)
	}
	s.m.audit.visible = shown
	s.wait(8 * time.Minute)
	s.shows("exact scan 8m old")
}
