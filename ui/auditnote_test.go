package ui

import (
	"slices"
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
	s.shows("All access keys 6+", "full scan 2m old, 2 questions failed: S asks again")
	delete(s.svc.errs, "ListKeys bob")
	s.tap("S")
	s.wait(time.Minute)
	s.shows("All access keys 7 ", "1 question failed: S asks again")
	s.hides("All access keys 7+")
	if got := s.m.audit.Unchecked(); !slices.Equal(got, []string{"1 question failed.", "The last use of 1 key is not known."}) {
		t.Errorf("an export says %q", got)
	}
	delete(s.svc.errs, "LastUse AKIADEPLOYDEPLOYDEP1")
	s.tap("S")
	s.shows("full scan 3m old  ")
	s.hides("failed")
}

// TestAScanSaysHowOldItIs, and goes on saying so while nothing else happens.
func TestAScanSaysHowOldItIs(t *testing.T) {
	s := newScreen(t, 160, 40)
	s.svc.errs["CredentialReport"] = denied("GenerateCredentialReport", "")
	s.tap("a")
	s.shows("full scan just now", "All access keys 7 ")
	s.wait(8 * time.Minute)
	s.shows("full scan 8m old")
}

// TestAScanAsksWhoIsQuarantined where no report has had it asked, and does not ask again what is known or on its way.
func TestAScanAsksWhoIsQuarantined(t *testing.T) {
	s := newScreen(t, 160, 40, quarantined)
	s.hold = true
	s.press("a", "esc", "S") // the report is stopped before it is there
	s.release()
	s.wait(time.Second)
	s.shows("Scan done", "1 quarantined")
	if n := s.svc.count("UserFacts"); n != 1 {
		t.Errorf("the facts were asked for %d times", n)
	}
	s.wait(2 * time.Minute)
	s.tap("S")
	s.shows("Scan done", "1 quarantined")
	if n := s.svc.count("UserFacts"); n != 1 {
		t.Errorf("the facts were asked for %d times though they are known", n)
	}
	s.tap("r")
	if n := s.svc.count("UserFacts"); n != 2 {
		t.Errorf("the facts were asked for %d times after a new report", n)
	}
}

// TestTheAuditSaysThatQuarantineIsNotKnown as long as it is not; ! says why, and S asks again.
func TestTheAuditSaysThatQuarantineIsNotKnown(t *testing.T) {
	s := newScreen(t, 160, 40, quarantined)
	s.svc.errs["UserFacts"] = denied("GetAccountAuthorizationDetails", "")
	s.tap("a")
	s.wait(time.Hour)
	s.shows("quarantine not known")
	s.tap("!")
	s.shows("You may not see the policies and tags of all users")
	s.tap("esc")
	delete(s.svc.errs, "UserFacts")
	s.tap("S")
	s.shows("1 quarantined")
	s.hides("quarantine not known")
}

// TestNoKeysAreSaidOfWhatWasAskedAlone: of a report, of users below a path, of users whose keys could be listed.
func TestNoKeysAreSaidOfWhatWasAskedAlone(t *testing.T) {
	none := func(f *fakeService, _ *Config) { clear(f.keys) }
	s := newScreen(t, 120, 40, none)
	s.tap("a")
	s.shows("There are no access keys in the credential report of 2026-03-14 08:26Z.", "S asks every user")
	s.tap("S")
	s.shows("There are no access keys in this account.")
	s.hides("S asks every user")

	s = newScreen(t, 120, 40, none, func(_ *fakeService, c *Config) { c.PathPrefix = "/none/" })
	s.tap("a")
	s.shows("There are no keys of users under /none/ in the credential report of 2026-03-14 08:26Z.")
	s.tap("S")
	s.shows("There are no keys of users under /none/.")

	s = newScreen(t, 120, 40, none)
	s.svc.errs["CredentialReport"] = denied("GenerateCredentialReport", "")
	s.hold = true
	s.press("a")
	s.svc.errs["ListKeys"] = denied("ListAccessKeys", "") // those of alice are known
	s.release()
	s.wait(time.Minute)
	s.shows("No key is known. The keys of 5 users could not be listed.", "! says why, S asks again")
}

// TestAReportThatWasStoppedSaysSo also where the table has rows, of what the panes know or of the report before.
func TestAReportThatWasStoppedSaysSo(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.hold = true
	s.press("a", "esc")
	s.shows("AKIAALICEALICEALICE1", "report stopped: r asks again")
	s.release()
	s.tap("r")
	s.shows("credential report 1h old")
	s.hides("stopped")
	s.hold = true
	s.press("r", "esc")
	s.shows("credential report 1h old, the new one stopped: r asks again")
}

// TestTheRootUsersKey without a report: only that there is one is known, and nobody else ever sees more.
func TestTheRootUsersKey(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.svc.errs["CredentialReport"] = denied("GenerateCredentialReport", "")
	s.svc.errs["ListKeys bob"] = denied("ListAccessKeys", "bob")
	s.tap("a")
	s.m.Store.SetRootKey(true)
	s.send(nil)
	s.tap("g")
	s.shows("ID visible to root")
	s.hides("◇")
	s.tap("x")
	s.shows("Export")
	s.hides("not known yet")
	s.tap("esc", "g", "enter")
	s.shows("key ID not known: ID visible to root", "status      unknown")
}

// TestAnExportCountsTheIDsThatAreMissing, but not that of root.
func TestAnExportCountsTheIDsThatAreMissing(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.svc.errs["ListKeys"] = denied("ListAccessKeys", "")
	s.hold = true
	s.press("a")
	s.m.Store.SetRootKey(true)
	s.send(nil)
	s.release()
	s.wait(time.Second)
	s.tap("x")
	s.shows("The 8 keys that are shown", "5 key IDs are not known yet and will be empty.")
	s.tap("esc", "/")
	s.typeText("build")
	s.tap("enter", "x")
	s.shows("The one key that is shown.", "1 key ID is not known yet and will be empty.")
}

// TestTheSummaryLeavesOutWhatMattersLeast where there is no room, and cuts no word.
func TestTheSummaryLeavesOutWhatMattersLeast(t *testing.T) {
	for width, want := range map[int]string{
		120: "│ 1 marked   6 with findings   1 of the root user   1 quarantined   5 active   2 inactive  ",
		80:  "│ 1 marked   6 with findings   1 of the root user   1 quarantined   5 active   │",
		60:  "│ 1 marked   6 with findings   1 of the root user         ",
	} {
		s := newScreen(t, width, 40, quarantined)
		s.tap("a", "space")
		s.m.Store.SetRootKey(true)
		s.send(nil)
		s.shows(want)
	}
}

// TestCountsHaveCommasThroughout, as in the head of the table.
func TestCountsHaveCommasThroughout(t *testing.T) {
	s := newScreen(t, 160, 40, manyUsers(1200, 1000))
	s.tap("a", "f")
	s.shows("All access keys 1,200", "All keys     1,200", "old          1,110, active")
}
