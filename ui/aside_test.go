package ui

import (
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/report"
)

// besideCalls are those that what stands beside the panes takes for a user.
func besideCalls(user string) []string { return append(detailCalls(user), "Descriptions "+user) }

// TestWhatIsKnownBesideThePanes: findings with advice, and of the user what the page about it shows.
func TestWhatIsKnownBesideThePanes(t *testing.T) {
	s := newScreen(t, 120, 40, furnished, func(f *fakeService, _ *Config) {
		f.texts["bob"] = map[string]string{bobKey: "nightly backup"}
	})
	s.wait(time.Second)
	s.shows("│ findings    old: active, older than 90 days", "Rotate it: create a second key")
	s.tap("j")
	s.shows("│ findings    none", "│ description nightly backup", "│ path        /people/", "│ password    none, or never used",
		"│ MFA         arn:aws:iam::123456789012:mfa/bob ", "│ groups      developers, analysts",
		"│ policies    ReadOnlyAccess, backup (inline)", "│ boundary    arn:aws:iam::123456789012:policy/Boundary",
		"│ tags        team = data")
	s.tap("j", "j")
	s.on("carol")
	s.shows("│ carol ", "│ groups      none")
	s.hides("findings")
}

// TestWhatIsBesideIsAskedAfterARest of a second, with at most six calls, once.
func TestWhatIsBesideIsAskedAfterARest(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.wait(5 * time.Second)
	s.svc.calls = nil
	s.press("j")
	s.wait(999 * time.Millisecond)
	s.shows("│ groups      ·")
	s.asked("LastUse " + bobKey)
	s.wait(time.Millisecond)
	calls := besideCalls("bob")
	if len(calls) > 6 {
		t.Errorf("%d calls for a row", len(calls))
	}
	s.asked(calls...)
	s.wait(10 * time.Minute)
	s.asked()
	s.press("k", "j", "k", "j") // passing by
	s.wait(300 * time.Millisecond)
	for _, op := range besideCalls("") {
		if n := s.svc.count(strings.TrimSpace(op)); n > 0 {
			t.Errorf("while the cursor passed by, %s was called", op)
		}
	}
}

// TestWhatIsBesideIsNotAsked where there is no room for it, it is turned off, IAM limits calls, or another room is on the screen.
func TestWhatIsBesideIsNotAsked(t *testing.T) {
	none := func(t *testing.T, s *screen) {
		t.Helper()
		for _, op := range []string{"User", "MFADevices", "Groups", "AttachedPolicies", "InlinePolicies", "Descriptions"} {
			if n := s.svc.count(op); n > 0 {
				t.Errorf("%s was called %d times", op, n)
			}
		}
	}
	for _, size := range [][2]int{{80, 24}, {60, 15}, {85, 30}, {120, 15}} {
		s := newScreen(t, size[0], size[1])
		s.wait(5 * time.Second)
		s.hides("Details")
		none(t, s)
	}
	s := newScreen(t, 120, 40, withoutDetails)
	s.wait(5 * time.Second)
	s.hides("Details", "findings")
	none(t, s)
	s = newScreen(t, 120, 40)
	s.send(Throttled())
	s.wait(10 * time.Second)
	s.shows("not loaded while calls are limited", "│ groups      ·")
	none(t, s)
	s.wait(time.Minute)
	s.hides("not loaded while")
	if n := s.svc.count("Groups"); n != 1 {
		t.Errorf("when IAM does not limit calls any more, Groups was called %d times", n)
	}
	s = newScreen(t, 120, 40)
	s.press("a")
	s.wait(5 * time.Second)
	none(t, s)
}

// TestWhatIsBesideTellsStatesApart: each line by itself.
func TestWhatIsBesideTellsStatesApart(t *testing.T) {
	s := newScreen(t, 120, 40, furnished)
	s.svc.errs["Groups"] = denied("ListGroupsForUser", "bob")
	s.svc.errs["MFADevices"] = &iamsvc.Error{Kind: iamsvc.KindNetwork, Op: "ListMFADevices", Subject: "bob"}
	s.press("j")
	s.wait(999 * time.Millisecond)
	s.shows("│ groups      ·", "│ tags        ·")
	s.hold = true
	s.wait(time.Millisecond)
	late := s.answers()
	s.hold = false
	s.shows("│ groups      loading", "│ policies    loading", "│ tags        ·") // four at once
	s.hides("│ tags        none")
	for _, msg := range late {
		s.deliver(msg)
	}
	s.wait(time.Second)
	s.shows("│ groups      denied: needs iam:ListGroupsForUser", "│ MFA         failed: ", "│ tags        team = data")
	if s.m.Status.Err != nil {
		t.Errorf("what nobody has asked for fails aloud: %v", s.m.Status.Err)
	}
	if s.m.Status.Last != nil {
		t.Errorf("it takes the place of the last error: %v", s.m.Status.Last)
	}
}

// TestAnswersAboutAUserWhoWasLeftAreDropped: they are not waited for, and say nothing of who is selected now.
func TestAnswersAboutAUserWhoWasLeftAreDropped(t *testing.T) {
	s := newScreen(t, 120, 40, furnished)
	s.wait(5 * time.Second)
	s.press("j")
	s.hold = true
	s.wait(time.Second)
	s.press("j")
	s.release()
	if len(s.svc.dropped) == 0 {
		t.Error("the questions about bob were waited for")
	}
	s.hides("developers", "team = data")
	s.shows("│ build-bot ")
}

// TestWhatTheReportTellsIsNotAskedAgain: nor what the page about the user has told.
func TestWhatTheReportTellsIsNotAskedAgain(t *testing.T) {
	s := newScreen(t, 120, 40, func(f *fakeService, _ *Config) {
		r := f.report()
		for i := range r.Rows {
			r.Rows[i].Password, r.Rows[i].MFA = report.Yes, report.Yes
			if r.Rows[i].User == "bob" {
				r.Rows[i].MFA = report.No
			}
		}
		f.reported = &r
	})
	s.tap("a", "a", "j")
	s.shows("│ password    never used", "│ MFA         none, and there is a password")
	s.tap("k")
	s.shows("│ MFA         active, by the credential report")
	if n := s.svc.count("MFADevices"); n != 0 {
		t.Errorf("MFADevices was called %d times: %q", n, s.svc.calls)
	}
	s.svc.calls = nil
	s.tap("j", "j", "i", "esc")
	s.wait(time.Second)
	if n := s.svc.count("Groups build-bot"); n != 1 {
		t.Errorf("the groups were asked %d times", n)
	}
}

// TestRotationBesideThePanes says of a key for which there is a newer one what its rotation waits for.
func TestRotationBesideThePanes(t *testing.T) {
	const oldKey, newKey = "AKIAOLDOLDOLDOLDOLD1", "AKIANEWNEWNEWNEWNEW1"
	for name, c := range map[string]struct {
		status iamsvc.Status
		used   time.Duration
		want   string
	}{
		"in use":   {iamsvc.Active, 24 * time.Hour, "If it is not used again, this one can be deactivated in 5d."},
		"quiet":    {iamsvc.Active, 10 * 24 * time.Hour, "This one is not used any more: deactivate it."},
		"inactive": {iamsvc.Inactive, 8 * 24 * time.Hour, "This one can be deleted in 5d at the earliest."},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScreen(t, 200, 40, func(f *fakeService, _ *Config) {
				bob := iamsvc.NamedUser("bob")
				f.keys["bob"] = []iamsvc.Key{
					{ID: oldKey, User: bob, Status: c.status, Created: start.AddDate(-1, 0, 0)},
					{ID: newKey, User: bob, Status: iamsvc.Active, Created: start.AddDate(0, 0, -2)},
				}
				f.lastUse = map[string]iamsvc.LastUse{oldKey: {At: start.Add(-c.used), Service: "s3"}}
			})
			s.tap("j", "tab")
			for _, k := range []string{"j", "k"} {
				if s.m.browse.KeyID() != oldKey {
					s.tap(k)
				}
			}
			s.shows("│ rotation    AKIA…NEW1 is newer. " + c.want)
			s.tap("j", "k")
			for _, k := range []string{"j", "k"} {
				if s.m.browse.KeyID() != newKey {
					s.tap(k)
				}
			}
			s.hides("rotation  ")
		})
	}
}
