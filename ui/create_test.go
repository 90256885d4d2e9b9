package ui

import (
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
)

func TestCreateSaysWhatIsThereAlready(t *testing.T) {
	for _, c := range []struct {
		keys  string
		shows []string
	}{
		{"j j j c", []string{"Create an access key for carol?", "carol has no access key."}},
		{"j c", []string{"Create an access key for bob?", "bob has one access key:", bobsKey + ": active, 31d old, last used 30d"}},
		{"c", []string{"No room for another access key", "alice has 2 access keys; IAM allows 2", "AKIAALICEALICEALICE1: active", "AKIAALICEALICEALICE2: inactive"}},
	} {
		s := newScreen(t, 120, 40)
		s.tap(strings.Fields(c.keys)...)
		s.shows(c.shows...)
		s.wrote()
	}
}

// TestCreateNamesTheBetterKeyToRemove: the reasons are ranked.
// TestCreateSuggestsNoKeyThatMayBeNeeded: of a rotation under way the new key stays, and so does one that may be in use.
func TestCreateSuggestsNoKeyThatMayBeNeeded(t *testing.T) {
	const older, newer = "AKIAALICEALICEALICE1", "AKIAALICEALICEALICE2"
	for name, c := range map[string]struct {
		change func(*fakeService)
		want   string // the suggestion; empty for none
	}{
		"inactive":                       {func(*fakeService) {}, newer + ", it is not active."},
		"inactive, but made an hour ago": {func(f *fakeService) { f.keys["alice"][1].Created = start.Add(-time.Hour) }, ""},
		"the new one was never used":     {func(f *fakeService) { f.keys["alice"][1].Status = iamsvc.Active }, ""},
		"the old one was used longer ago": {func(f *fakeService) {
			f.keys["alice"][1].Status = iamsvc.Active
			f.lastUse[newer] = iamsvc.LastUse{At: start}
		}, older + ", it was used longer ago."},
		"last uses are denied": {func(f *fakeService) {
			f.keys["alice"][1].Status = iamsvc.Active
			f.errs["LastUse"] = denied("GetAccessKeyLastUsed", "")
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScreen(t, 120, 40, func(f *fakeService, _ *Config) { c.change(f) })
			s.tap("j", "k", "c")
			s.shows("No room for another access key", "To replace "+older+", rotate it.", "[ Rotate… ]")
			if c.want == "" {
				s.hides("Suggested", "[ Delete")
			} else {
				s.shows("Suggested: delete " + c.want)
			}
			s.tap("enter") // Cancel is in focus
			if s.open() != 0 {
				t.Error("enter alone resumes")
			}
			s.tap("c", "tab", "enter")
			s.shows("Rotation of " + older)
		})
	}
}

func TestCreateMakesRoomFirst(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("c", "tab", "tab", "enter")
	s.shows("Delete access key?", "AKIAALICEALICEALICE2 of alice")
	s.tap("y")
	s.wrote("DeleteKey AKIAALICEALICEALICE2")
	s.tap("c", "y")
	s.wrote("DeleteKey AKIAALICEALICEALICE2", "CreateKey alice")
	s.shows("New access key of alice")
}

func TestCreateShowsTheNewKeyInTheTable(t *testing.T) {
	s := newScreen(t, 120, 40, func(_ *fakeService, c *Config) { c.Clipboard = &clipboard{} })
	s.tap("j", "c", "y", "y", "esc")
	s.shows("› AKIANEWKEY0000000001", "never", bobsKey)
}

func TestCreateWaitsForTheKeysToBeKnown(t *testing.T) {
	s := newScreen(t, 120, 40, manyUsers(100, 100))
	s.wait(2 * time.Second)
	s.hold = true
	s.press("G", "c")
	s.shows("The keys of user-099 are not known yet")
	s.release()
	s.tap("c")
	s.shows("Create an access key for user-099?")
	s.wrote()
}

// TestCreateForAUserWhoseKeysWereLeftUnread: the cursor passed and came back before they were asked again.
func TestCreateForAUserWhoseKeysWereLeftUnread(t *testing.T) {
	s := newScreen(t, 120, 40, manyUsers(100, 100))
	s.wait(2 * time.Second)
	s.hold = true
	s.press("G")
	s.press("k", "G", "c")
	s.shows("The keys of user-099 are not known yet")
}

func TestCreateWhereKeysMayNotBeListed(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.svc.errs["ListKeys bob"] = denied("ListAccessKeys", "bob")
	s.tap("j", "c")
	s.shows("Create an access key for bob?", "Which keys bob has could not be read: You may not")
	s.tap("y")
	s.wrote("CreateKey bob")
	s.shows("New access key of bob")
}

func TestCreateOnceAtATime(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j")
	s.hold = true
	s.decide("c", "y", "c", "y")
	s.shows("Still waiting for the creation of an access key for bob")
	s.release()
	s.wrote("CreateKey bob")
}

func TestCreateThatFails(t *testing.T) {
	for _, c := range []struct {
		err   *iamsvc.Error
		shows string
	}{
		{&iamsvc.Error{Kind: iamsvc.KindQuota, Op: "CreateAccessKey", Subject: "bob", Message: "Cannot exceed quota for AccessKeysPerUser: 2"}, "bob has as many access keys as IAM allows, 2."},
		{denied("CreateAccessKey", "bob"), "You may not create an access key for bob."},
		{&iamsvc.Error{Kind: iamsvc.KindTimeout, Op: "CreateAccessKey", Subject: "bob", Unclear: true}, "It is not known whether an access key was created for bob"},
		{&iamsvc.Error{Kind: iamsvc.KindNotFound, Op: "CreateAccessKey", Subject: "bob"}, "There is no user bob."},
	} {
		s := newScreen(t, 160, 40)
		s.svc.errs["CreateKey"] = c.err
		s.tap("j", "c", "y")
		s.shows("✗ " + c.shows)
		s.wait(time.Hour)
		s.shows("✗ " + c.shows)
		if s.open() > 0 {
			t.Errorf("%v left a dialog open", c.err)
		}
	}
}

// TestSecretArrivesWhereverThePersonIs: its window opens over whatever is there, and what was there comes back.
func TestSecretArrivesWhereverThePersonIs(t *testing.T) {
	for name, keys := range map[string][]string{
		"another user": {"j", "j"}, "filter": {"/", "x"}, "typed text": {"o", "A"}, "question": {"j", "d"}, "help": {"?"}, "reveal below": {"j", "j", "c", "y"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScreen(t, 120, 40)
			s.tap("j")
			s.hold = true
			s.decide("c", "y")
			late := s.answers()
			s.hold = false
			s.press(keys...)
			before := s.open()
			for _, msg := range late {
				s.deliver(msg)
			}
			s.wait(time.Second)
			s.shows("New access key of bob", "AKIANEWKEY0000000001")
			s.tap("esc")
			s.typeText("discard")
			s.tap("enter")
			if s.open() != before {
				t.Errorf("%d dialogs are open, want the %d from before", s.open(), before)
			}
		})
	}
}
