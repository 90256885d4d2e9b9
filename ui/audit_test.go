package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/audit"
)

// onRow fails unless the cursor of the audit is on the key of a user.
func (s *screen) onRow(user, keyID string) {
	s.t.Helper()
	if _, r, ok := s.m.audit.Row(); !ok || r.User != iamsvc.NamedUser(user) || r.KeyID != keyID {
		s.t.Errorf("the cursor is on %q of %q, want %q of %q", r.KeyID, r.User, keyID, user)
	}
}

// order returns the users of the rows in the order of the table.
func (s *screen) order() []string {
	var users []string
	for _, r := range s.m.audit.View().All() {
		users = append(users, r.User.UserName())
	}
	return users
}

func TestAuditOpensWorstFirstAndGoesBack(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "j", "a")
	s.shows("All access keys 7", "4 with findings", "credential report 1h old", "FINDINGS↓")
	s.onRow("deploy-bot", "AKIADEPLOYDEPLOYDEP2")
	s.tap("j", "a")
	s.on("build-bot")
	s.shows("Keys of build-bot")
	s.tap("a")
	s.onRow("deploy-bot", "AKIADEPLOYDEPLOYDEP1")
	s.tap("esc")
	s.on("build-bot")
}

func TestAuditAsksOnlyWhatIsNotKnown(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "j") // alice, bob and build-bot are known from now on, and after a rest the keys of all in view
	s.svc.calls = nil
	s.tap("a")
	s.asked("CredentialReport", "UserFacts")
	s.tap("j", "j", "G", "g", "space", "V", "j", "V", "s", "down", "enter", "f", "down", "enter", "/")
	s.typeText("deploy")
	s.tap("enter", "esc", "a", "a", "a")
	s.asked()
}

func TestAuditAsksForKeyIDsOfUsersWithKeysAlone(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.hold = true // nobody has rested yet: only alice is known
	s.press("a")
	s.release()
	s.wait(time.Second)
	for _, c := range []string{"ListKeys bob", "ListKeys build-bot", "ListKeys deploy-bot", "ListKeys ops"} {
		if n := s.svc.count(c); n != 1 {
			t.Errorf("%s was called %d times", c, n)
		}
	}
	if n := s.svc.count("ListKeys carol"); n != 0 {
		t.Errorf("the keys of carol, who has none, were listed %d times", n)
	}
	if n := s.svc.count("LastUse"); n > 2 {
		t.Errorf("last uses that the report tells were asked: %q", s.svc.calls)
	}
}

func TestWithoutAReportTheExactScanRunsByItself(t *testing.T) {
	for name, err := range map[string]error{
		"denied": denied("GenerateCredentialReport", ""),
		"quota":  &iamsvc.Error{Kind: iamsvc.KindQuota, Op: "GenerateCredentialReport"},
		"none":   &iamsvc.Error{Kind: iamsvc.KindInvalid, Op: "GenerateCredentialReport", Code: "InvalidAction"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScreen(t, 120, 40)
			s.svc.errs["CredentialReport"] = err
			s.tap("a")
			s.shows("All access keys 7", "no credential report", "Scan done: 6 users, 7 keys", "4 with findings")
			if n := s.svc.count("ListUsers"); n != 1 {
				t.Errorf("the users were listed %d times", n)
			}
		})
	}
}

// The facts about all users come sooner than the scan has found their keys.
func TestWithoutAReportQuarantinedUsersAreFoundAllTheSame(t *testing.T) {
	s := newScreen(t, 120, 40, quarantined)
	s.svc.errs["CredentialReport"] = denied("GenerateCredentialReport", "")
	s.hold = true // nothing is known of any user yet
	s.press("a")
	s.release()
	s.wait(time.Second)
	s.shows("Scan done: 6 users, 7 keys", "1 quarantined")
}

func TestThresholdsMarkAgesAndAreNamed(t *testing.T) {
	s := newScreen(t, 120, 40, func(_ *fakeService, c *Config) { c.Thresholds = &audit.Thresholds{MaxAge: 10, Inactive: 3} })
	s.tap("tab")
	s.shows("31d!")
	s.tap("?", "G")
	s.shows("an active key older than 10 days")
	s.tap("esc", "a", "f")
	s.shows("active, older than 10 days", "inactive, unused for 3 days")
	s.hides("never-used", "unused-long")

	none := newScreen(t, 120, 40, func(_ *fakeService, c *Config) { c.Thresholds = &audit.Thresholds{} })
	none.shows("412d")
	none.hides("412d!")
	none.tap("?", "G")
	none.hides("an active key older")
}

// A count in a menu is a fact like any other: it follows what becomes known while the menu is open.
func TestChoiceOfFindingsFollowsTheTable(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.hold = true
	s.press("a")
	s.press("f")
	s.shows("All keys")
	s.release()
	s.wait(time.Second)
	s.shows("All keys        7", "old             3, active, older than 90 days")
	s.press("down", "down")
	s.svc.keys["deploy-bot"] = nil
	s.m.Store.RemoveUser(iamsvc.NamedUser("deploy-bot"), s.now) // the option in focus may go: enter is not to choose another
	s.send(nil)
	s.press("enter")
	s.shows("Show keys with a finding")
}

func TestReportThatCannotBeReachedIsAnErrorAndNotAScan(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.svc.errs["CredentialReport"] = &iamsvc.Error{Kind: iamsvc.KindNetwork, Op: "GenerateCredentialReport"}
	s.tap("a")
	if s.m.audit.Scan().Begun {
		t.Error("a scan was begun although the network is gone")
	}
	s.shows("! details")
	delete(s.svc.errs, "CredentialReport")
	s.tap("esc", "r")
	s.shows("All access keys 7")
}

func TestExactScanFindsWhatTheReportDoesNot(t *testing.T) {
	s := newScreen(t, 120, 40)
	r := s.svc.report()
	s.svc.reported = &r
	s.svc.keys["carol"] = []iamsvc.Key{{ID: "AKIACAROLCAROLCAROL1", User: iamsvc.NamedUser("carol"), Status: iamsvc.Active, Created: start}}
	s.press("a") // before carol's keys were listed
	s.hides("AKIACAROLCAROLCAROL1")
	s.tap("S")
	s.shows("AKIACAROLCAROLCAROL1", "Scan done: 6 users, 8 keys")
	s.svc.calls = nil
	s.tap("S")
	s.shows("Scan done")
	if n := s.svc.count("ListKeys"); n != 0 {
		t.Errorf("what is done was asked again: %q", s.svc.calls)
	}
}

func TestToggleInTheAuditShowsInBothViewsAndCanBeTakenBack(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("a", "t")
	s.wrote("SetStatus AKIADEPLOYDEPLOYDEP2 Inactive")
	s.onRow("deploy-bot", "AKIADEPLOYDEPLOYDEP2") // it has another place now
	s.shows("deactivated", "u undo")
	s.tap("a")
	s.tap("j", "j", "j", "j")
	s.shows("Keys of deploy-bot", "○ inactive")
	s.tap("u")
	s.wrote("SetStatus AKIADEPLOYDEPLOYDEP2 Inactive", "SetStatus AKIADEPLOYDEPLOYDEP2 Active")
	s.tap("a")
	if _, r, _ := s.m.audit.Row(); r.Status != iamsvc.Active {
		t.Errorf("the audit shows %s after the undo", r.Status)
	}
}

func TestChangesOfThePanesShowInTheAudit(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("a", "a", "j", "t") // bob's key
	s.tap("a")
	for _, r := range s.m.audit.Table().All() {
		if r.User == iamsvc.NamedUser("bob") && r.Status != iamsvc.Inactive {
			t.Errorf("bob's key is %s in the audit", r.Status)
		}
	}
	s.tap("esc", "c", "y")
	s.tap("a")
}

// sameSecond gives alice two keys that were made at the same time: which is which the report does not tell.
func sameSecond(f *fakeService, _ *Config) {
	f.keys["alice"][1].Created = f.keys["alice"][0].Created
	f.keys["alice"][1].Status = iamsvc.Active
}

func TestAmbiguousRowIsSettledBeforeAnythingIsDone(t *testing.T) {
	s := newScreen(t, 120, 40, sameSecond, func(_ *fakeService, c *Config) { c.OpenAt = "bob" })
	s.press("a", "/")
	s.typeText("alice")
	s.press("enter")
	s.wait(time.Second)
	s.tap("t")
	_, r, _ := s.m.audit.Row()
	if i := slices.Index(s.svc.calls, "LastUse "+r.KeyID); i < 0 || r.Join == audit.JoinAmbiguous {
		t.Errorf("the row was not settled: %q", s.svc.calls)
	}
	s.wrote("SetStatus " + r.KeyID + " Inactive")
}

// Two rows of the report whose keys were made in the same second: which is which cannot be told once the IDs are there, so
// neither a mark nor a key pressed on one of the rows may hit a key.
func TestRowThatCannotBeToldFromAnotherIsNotActedOn(t *testing.T) {
	atBob := func(_ *fakeService, c *Config) { c.OpenAt = "bob" }
	s := newScreen(t, 120, 40, sameSecond, atBob)
	s.svc.errs["ListKeys alice"] = denied("ListAccessKeys", "alice")
	s.press("a", "/")
	s.typeText("alice")
	s.press("enter")
	s.wait(time.Second)
	s.shows("2 of 7", "denied")
	s.tap("space", "k")
	s.shows("1 marked")
	delete(s.svc.errs, "ListKeys alice")
	s.tap("t")
	s.shows("Nothing to change", "Skipped: 1 whose key ID is not known.")
	s.tap("esc", "r")
	s.shows("AKIAALICEALICEALICE1", "AKIAALICEALICEALICE2", "1 mark taken away")
	s.hides("1 marked")
	s.wrote()

	s = newScreen(t, 120, 40, sameSecond, atBob)
	s.svc.errs["ListKeys alice"] = denied("ListAccessKeys", "alice")
	s.press("a", "/")
	s.typeText("alice")
	s.press("enter")
	s.wait(time.Second)
	delete(s.svc.errs, "ListKeys alice")
	s.tap("t")
	s.shows("not there any more", "Choose again", "AKIAALICEALICEALICE1")
	s.wrote()
	s.wait(time.Second) // it is not the same press that is held down
	s.tap("t")          // now the row says which key it is
	_, r, _ := s.m.audit.Row()
	s.wrote("SetStatus " + r.KeyID + " Inactive")
}

func TestRowWithoutAKeyIDIsSettledBeforeADelete(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.svc.errs["ListKeys build-bot"] = denied("ListAccessKeys", "build-bot")
	s.press("a", "/")
	s.typeText("build")
	s.press("enter")
	s.wait(time.Second)
	s.shows("denied")
	s.tap("d")
	if s.open() != 0 {
		t.Error("a dialog is open for a key that is not known")
	}
	delete(s.svc.errs, "ListKeys build-bot")
	s.tap("esc", "d")
	s.shows("Delete access key?", "AKIABUILDBUILDBUILD1")
	s.tap("y")
	s.wrote("DeleteKey AKIABUILDBUILDBUILD1")
	s.shows("All access keys 0 of 6")
}

func TestFilterKeepsTheChosenRow(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("a", "j", "j")
	s.onRow("alice", "AKIAALICEALICEALICE1")
	s.press("/")
	s.typeText("alice")
	s.shows("2 of 7")
	s.onRow("alice", "AKIAALICEALICEALICE1")
	s.typeText("x")
	s.shows("No key matches", "0 of 7")
	s.tap("esc")
	s.onRow("alice", "AKIAALICEALICEALICE1")
	s.tap("f", "down", "down", "down", "enter") // unused
	s.shows("1 of 7", "unused")
	s.tap("esc")
	s.shows("All access keys 7")
}

func TestSortByEveryColumnAndBack(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("a")
	worst := s.order()
	for i, c := range audit.Columns() {
		s.tap("s")
		for range i {
			s.tap("down")
		}
		s.tap("enter")
		if got := s.m.audit.View().Order().By; got != c {
			t.Errorf("sorted by %s, want %s", got, c)
		}
	}
	s.tap("s", "down", "enter")
	if got := s.order(); !slices.IsSortedFunc(got, strings.Compare) {
		t.Errorf("by user: %q", got)
	}
	s.tap("s", "enter")
	if got := s.order(); !slices.Equal(got, worst) {
		t.Errorf("by risk: %q, want %q", got, worst)
	}
}

func TestBulkDeactivatesMarkedKeysAndTakesThemBack(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("a", "*", "t")
	s.shows("Deactivate 4 marked keys of 3 users?", "Skipped: the key akia is signed in with", "2 not active", "Account acme-test (123456789012)")
	s.tap("y")
	s.shows("deactivated")
	s.tap("esc")
	if n := len(s.svc.writes()); n != 4 {
		t.Errorf("%d changes: %q", n, s.svc.writes())
	}
	for _, c := range s.svc.writes() {
		if strings.Contains(c, "AKIAOPSOPSOPSOPSOPSO") {
			t.Error("the key akia is signed in with was in the bulk")
		}
	}
	s.shows("1 active", "6 inactive", "4 of 4 keys changed", "u undo")
	s.tap("u", "esc")
	s.shows("5 active", "2 inactive")
}

func TestBulkDeletesInactiveKeysUnlessMoreIsTyped(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("a", "*", "d")
	s.shows("Delete 6 marked keys of 4 users?", "This cannot be undone")
	s.tap("y")
	s.typeText("6")
	s.tap("enter")
	s.wrote()
	s.tap("backspace")
	s.typeText("2")
	s.tap("enter", "esc")
	slices.Sort(s.svc.calls)
	s.wrote("DeleteKey AKIAALICEALICEALICE2", "DeleteKey AKIABUILDBUILDBUILD1")
	s.shows("All access keys 5")
}

// What speaks for each key is said before all of them go, and that some of them are not in sight.
func TestBulkSaysWhatTheKeysAreAndWhichAreHidden(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("a", "*", "/")
	s.typeText("deploy")
	s.tap("enter", "d")
	s.shows(
		"AKIADEPLOYDEPLOYDEP2 of deploy-bot, active, used 150d ago", "AKIAALICEALICEALICE2 of alice, inactive, never used",
		"2 inactive, 4 active", "5 of the marked rows are hidden by the filter",
	)
	s.tap("esc", "esc", "esc")
	s.hides("marked")
}

func TestBulkShowsAllKeysAndComesBackToTheQuestion(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("a", "*", "t", "tab", "tab", "enter")
	s.shows("Marked keys", "AKIABOBBOBBOBBOBBOB1 of bob, active")
	s.tap("esc")
	s.shows("Deactivate 4 marked keys")
	s.tap("esc")
	s.wrote()
}

func TestMarksAndPlaceSurviveAReload(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("a", "j", "space", "j")
	s.onRow("build-bot", "AKIABUILDBUILDBUILD1")
	s.svc.keys["bob"] = append(s.svc.keys["bob"], iamsvc.Key{ID: "AKIABOBBOBBOBBOBBOB2", User: iamsvc.NamedUser("bob"), Status: iamsvc.Active, Created: start.AddDate(-2, 0, 0)})
	s.tap("r")
	s.onRow("build-bot", "AKIABUILDBUILDBUILD1")
	marked := s.m.audit.MarkedRows()
	if r, _ := s.m.audit.Table().Row(marked[0]); len(marked) != 1 || r.KeyID != "AKIADEPLOYDEPLOYDEP1" {
		t.Errorf("marked: %v, %+v", marked, r)
	}
	s.tap("esc", "a")
	s.onRow("build-bot", "AKIABUILDBUILDBUILD1")
}

func TestRangeOfMarksIsGivenUpWithEsc(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("a", "V", "j", "j", "esc")
	if n := s.m.audit.Marked(); n != 0 {
		t.Errorf("%d rows are marked", n)
	}
	s.tap("V", "k", "V")
	if n := s.m.audit.Marked(); n != 2 {
		t.Errorf("%d rows are marked, want 2", n)
	}
	s.tap("*", "*")
	if n := s.m.audit.Marked(); n != 0 {
		t.Errorf("%d rows are marked after all marks were taken away", n)
	}
}

func TestLeavingGoesToTheUserOfTheRow(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("a", "G", "tab")
	s.on("alice")
	s.shows("Keys of alice")
	if id := s.m.browse.KeyID(); id != "AKIAALICEALICEALICE2" {
		t.Errorf("the key selected is %q", id)
	}
}

func TestAnotherAccountStartsAnotherAudit(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("a", "space")
	s.svc.identity = iamsvc.Identity{Account: "999999999999", ARN: "arn:aws:iam::999999999999:user/ops"}
	s.tap("ctrl+r")
	s.shows("999999999999")
	if n := s.m.audit.Marked(); n != 0 {
		t.Errorf("%d marks came along from the other account", n)
	}
}
