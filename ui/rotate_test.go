package ui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/action"
)

const newKeyID = "AKIANEWKEY0000000001"

// busyBob has used bob's key a day ago.
func busyBob(f *fakeService, _ *Config) {
	f.lastUse[bobKey] = iamsvc.LastUse{At: start.Add(-26 * time.Hour), Service: "ec2", Region: "eu-west-1"}
}

// rotatingBob gives bob a newer key beside the old one, which was last used so many days ago.
func rotatingBob(days int) func(*fakeService, *Config) {
	return func(f *fakeService, _ *Config) {
		f.keys["bob"] = append(f.keys["bob"], iamsvc.Key{ID: newKeyID, User: iamsvc.NamedUser("bob"), Status: iamsvc.Active, Created: start.AddDate(0, 0, -20)})
		f.lastUse[bobKey] = iamsvc.LastUse{At: start.AddDate(0, 0, -days), Service: "s3", Region: "eu-west-1"}
	}
}

// inactiveBob is rotatingBob with the old key inactive.
func inactiveBob(days int) func(*fakeService, *Config) {
	return func(f *fakeService, c *Config) {
		rotatingBob(days)(f, c)
		f.keys["bob"][0].Status = iamsvc.Inactive
	}
}

// rotateBob opens the rotation of bob's old key, which is in whatever row.
func (s *screen) rotateBob() {
	s.t.Helper()
	s.tap("j", "tab")
	for range 3 {
		if s.m.browse.KeyID() == bobKey {
			break
		}
		s.tap("j")
	}
	s.tap("R")
	s.shows("Rotation of " + bobKey + " of bob")
}

// later lets time pass with nothing open that counts it.
func (s *screen) later(d time.Duration) {
	s.now = s.now.Add(d)
	s.wait(0)
}

func TestRotationFromBeginningToEnd(t *testing.T) {
	s := newScreen(t, 120, 40, busyBob, func(f *fakeService, c *Config) {
		c.Clipboard = &clipboard{}
		f.texts["bob"] = map[string]string{bobKey: "nightly backup"}
	})
	s.tap("j", "R")
	s.shows("Account acme-test (123456789012)", "✓ 1 make room", "› 2 create the new key", "· 3 wait until", "Create the new key (y)")
	s.tap("y", "y", "esc") // create, copy the secret, close its window
	s.wrote("CreateKey bob")
	s.shows("› 3 wait until the old key is unused for 7 days", "New: "+newKeyID+", active, created just now, never used", "Old: "+bobKey, "last used 1d ago for ec2", "Safe to deactivate on")
	s.tap("esc")
	s.later(8 * 24 * time.Hour)
	s.tap("R")
	s.shows("Rotation of "+bobKey, "› 4 deactivate the old key", "Safe to deactivate.")
	s.tap("y")
	s.wrote("CreateKey bob", "SetStatus "+bobKey+" Inactive")
	s.shows("› 5 delete the old key", "[ Activate… ]", "It has been inactive for long enough on")
	s.tap("esc")
	s.later(7*24*time.Hour + time.Minute)
	s.tap("R")
	s.shows("Deleting it cannot be undone.")
	s.tap("y")
	s.shows("Delete access key?", bobKey+" of bob")
	s.tap("y")
	s.wrote("CreateKey bob", "SetStatus "+bobKey+" Inactive", "DeleteKey "+bobKey)
	s.shows("✓ 5 delete the old key", "Done: the old key is gone, "+newKeyID+" has taken its place.", "[ Close ]")
	if _, there := s.svc.texts["bob"][bobKey]; there {
		t.Error("the description of the old key is still there")
	}
}

func TestRotationCopiesTheDescription(t *testing.T) {
	s := newScreen(t, 200, 40, func(f *fakeService, _ *Config) { f.texts["bob"] = map[string]string{bobKey: "nightly backup"} })
	s.tap("j", "R", "y")
	if got := s.svc.texts["bob"][newKeyID]; got != "nightly backup" {
		t.Errorf("the new key is described as %q", got)
	}
}

func TestRotationMakesRoom(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.wait(time.Second)
	s.tap("R")
	s.shows("› 1 make room", "The key to remove is AKIAALICEALICEALICE2: it is not active.", "[ Close ]")
	s.press("enter") // the button in focus is not the one that deletes
	s.wrote()
	s.tap("R", "tab", "enter")
	s.shows("Delete access key?", "AKIAALICEALICEALICE2 of alice")
	s.tap("y")
	s.wrote("DeleteKey AKIAALICEALICEALICE2")
	s.shows("› 2 create the new key")
}

// TestRotationIsTakenUpAgain: nothing of it is kept but what IAM says.
func TestRotationIsTakenUpAgain(t *testing.T) {
	s := newScreen(t, 120, 40, busyBob)
	s.tap("j", "R", "y", "esc")
	s.typeText("discard")
	s.tap("enter")
	s.shows("› 3 wait until")
	s.tap("esc")
	s.tap("R") // the cursor has stayed on the old key
	s.shows("Rotation of "+bobKey, "› 3 wait until")
	s.tap("esc", "j", "k", "R")
	s.shows("Rotation of "+bobKey, "› 3 wait until")
}

func TestRotationFollowsChangesOfOthers(t *testing.T) {
	s := newScreen(t, 120, 40, rotatingBob(2))
	s.rotateBob()
	s.shows("› 3 wait until", "Deactivate now")
	s.svc.keys["bob"][0].Status = iamsvc.Inactive
	s.wait(time.Minute)
	s.shows("› 5 delete the old key")
	s.svc.keys["bob"] = s.svc.keys["bob"][1:]
	s.wait(time.Minute)
	s.shows("Done: the old key is gone")
}

// TestRotationIsDeafWhenItsAnswersChange: a press meant for the old question must not answer the new one.
func TestRotationIsDeafWhenItsAnswersChange(t *testing.T) {
	s := newScreen(t, 120, 40, rotatingBob(10))
	s.rotateBob()
	s.shows("Deactivate (y)")
	s.svc.keys["bob"][0].Status = iamsvc.Inactive
	s.svc.lastUse[bobKey] = iamsvc.LastUse{At: start.AddDate(0, 0, -30)}
	s.m.Store.ForgetKeys(iamsvc.NamedUser("bob"))
	s.send(nil)
	s.shows("Delete… (y)")
	s.press("y")
	s.shows("Rotation of " + bobKey)
	s.wait(action.Settle)
	s.press("y")
	s.shows("Delete access key?")
	s.wrote()
}

// TestRotationKeepsItsFocus: words that change alone do not take the keys away, nor move the focus.
func TestRotationKeepsItsFocus(t *testing.T) {
	s := newScreen(t, 120, 40, rotatingBob(2))
	s.rotateBob()
	s.press("tab")
	before := s.m.Top().Ready
	s.svc.lastUse[bobKey] = iamsvc.LastUse{At: start.Add(-time.Hour), Service: "sqs"}
	s.wait(time.Minute)
	s.shows("for sqs")
	if s.m.Top().Ready != before {
		t.Error("the window went deaf although it can be answered as before")
	}
	s.tap("enter") // Deactivate now
	s.shows("Deactivate access key " + bobKey + "?")
}

func TestRotationDoesNotWaitIfThePersonDecides(t *testing.T) {
	s := newScreen(t, 120, 40, rotatingBob(2))
	s.rotateBob()
	s.press("enter") // looks again
	s.wrote()
	s.tap("tab", "enter")
	s.shows("Deactivate access key "+bobKey+"?", "old key     last used 2d ago for s3 in eu-west-1", "new key     never used ("+newKeyID+")")
	s.tap("enter") // enter alone does nothing
	s.wrote()
	s.tap("enter", "y")
	s.wrote("SetStatus " + bobKey + " Inactive")
	s.shows("› 5 delete the old key")
}

func TestRotationTakesADeactivationBack(t *testing.T) {
	s := newScreen(t, 120, 40, rotatingBob(10))
	s.rotateBob()
	s.tap("y")
	s.shows("› 5 delete the old key", "[ Activate… ]")
	s.tap("esc", "u")
	s.wrote("SetStatus "+bobKey+" Inactive", "SetStatus "+bobKey+" Active")
	s.tap("R")
	s.shows("› 4 deactivate the old key")
	s.tap("y", "tab", "enter", "y")
	s.wrote("SetStatus "+bobKey+" Inactive", "SetStatus "+bobKey+" Active", "SetStatus "+bobKey+" Inactive", "SetStatus "+bobKey+" Active")
	s.shows("› 4 deactivate the old key")
}

// TestRotationDeletesEarlyOnlyIfTyped: before its time the last four characters are asked for.
func TestRotationDeletesEarlyOnlyIfTyped(t *testing.T) {
	s := newScreen(t, 120, 40, rotatingBob(10))
	s.rotateBob()
	s.tap("y", "y") // y deletes nothing that is not due
	s.shows("› 5 delete the old key")
	s.tap("tab", "tab", "enter")
	s.shows("Delete access key?", "Type the last four characters")
	s.typeText("xxxx")
	s.tap("enter")
	s.wrote("SetStatus " + bobKey + " Inactive")
	for range 4 {
		s.tap("backspace")
	}
	s.typeText("BOB1")
	s.tap("enter")
	s.wrote("SetStatus "+bobKey+" Inactive", "DeleteKey "+bobKey)
	s.shows("Done: the old key is gone")
}

func TestRotationSaysWhatIsNotKnown(t *testing.T) {
	s := newScreen(t, 120, 40, rotatingBob(2), func(f *fakeService, _ *Config) { f.errs["LastUse"] = denied("GetAccessKeyLastUsed", "") })
	s.rotateBob()
	s.shows("› 3 wait until", "Its last use isn't known; your call.", "last use not known: denied")
	s = newScreen(t, 120, 40, inactiveBob(10))
	s.rotateBob()
	s.shows("AWS doesn't record when it was deactivated.")
	s = newScreen(t, 120, 40)
	s.tap("j")
	s.svc.errs["ListKeys"] = &iamsvc.Error{Kind: iamsvc.KindNetwork, Op: "ListAccessKeys", Subject: "bob"}
	s.tap("R", "tab")
	s.m.Store.ForgetKeys(iamsvc.NamedUser("bob"))
	s.send(nil)
	s.shows("The keys of bob are not known.", "Check again")
	delete(s.svc.errs, "ListKeys")
	s.wait(action.Settle)
	s.tap("enter")
	s.shows("› 2 create the new key")
}

// TestRotationOfTheOwnKey: akia goes on with the new key once it is in its profile.
func TestRotationOfTheOwnKey(t *testing.T) {
	s := newScreen(t, 120, 40, func(f *fakeService, _ *Config) {
		f.keys["ops"] = append(f.keys["ops"], iamsvc.Key{ID: newKeyID, User: iamsvc.NamedUser("ops"), Status: iamsvc.Active, Created: start.AddDate(0, 0, -1)})
		f.lastUse["AKIAOPSOPSOPSOPSOPSO"] = iamsvc.LastUse{At: start.AddDate(0, 0, -30)}
	})
	s.tap("G", "R")
	s.shows("Rotation of AKIAOPSOPSOPSOPSOPSO", "akia is signed in with the old key", "Sign in again (y)")
	s.tap("y") // the profile still has the old key
	s.shows("akia is signed in with the old key")
	s.tap("tab", "tab", "enter")
	s.shows("Deactivate the key akia is signed in with?")
	s.tap("esc")
	s.wrote()
	s.svc.identity.KeyID = newKeyID
	s.tap("shift+tab", "shift+tab", "enter")
	s.hides("akia is signed in with the old key")
	s.shows("Deactivate (y)")
	s.tap("y")
	s.wrote("SetStatus AKIAOPSOPSOPSOPSOPSO Inactive")
}

func TestRotationIsRefusedReadOnly(t *testing.T) {
	s := newScreen(t, 120, 40, func(_ *fakeService, c *Config) { c.ReadOnly = true })
	s.tap("j", "R")
	s.shows("Read-only")
	if s.open() > 0 {
		t.Error("a window is open")
	}
}

// TestRotationLooksOnceAMinuteWhileItIsOpen: at a humane pace, and not at all when it is closed.
func TestRotationLooksOnceAMinuteWhileItIsOpen(t *testing.T) {
	s := newScreen(t, 120, 40, rotatingBob(2))
	s.rotateBob()
	s.tap("esc", "R", "esc", "R") // one timer, however often it was opened
	s.svc.calls = nil
	s.wait(5*time.Minute + time.Second)
	if keys, uses := s.svc.count("ListKeys"), s.svc.count("LastUse "+bobKey); keys != 5 || uses != 5 {
		t.Errorf("in 5 minutes the keys were read %d times and the last use %d times", keys, uses)
	}
	s.tap("esc")
	s.svc.calls = nil
	s.wait(10 * time.Minute)
	s.asked()
}

func TestRotationSaysWhatFailed(t *testing.T) {
	s := newScreen(t, 120, 40, rotatingBob(10))
	s.svc.errs["SetStatus"] = denied("UpdateAccessKey", bobKey)
	s.rotateBob()
	s.tap("y")
	s.shows("› 4 deactivate the old key", "✗ You may not")
	s.hold = true
	s.press("y")
	s.shows("Under way: the deactivation of access key " + bobKey)
}

// TestRotationDaysCanBeSet: and one day is not "1 days".
func TestRotationDaysCanBeSet(t *testing.T) {
	s := newScreen(t, 120, 40, rotatingBob(2), func(_ *fakeService, c *Config) {
		c.RotationQuiet, c.RotationInactive = 24*time.Hour, 3*24*time.Hour
	})
	s.rotateBob()
	s.shows("unused for 1 day", "› 4 deactivate", "after 3 days inactive")
}

// TestRotationIsNotMovedToAnotherUser: an owner that is found late does not change the user below the window.
func TestRotationIsNotMovedToAnotherUser(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "o")
	s.typeText("AKIADEPLOYDEPLOYDEP1")
	s.hold = true
	s.press("enter", "R")
	s.release()
	s.on("bob")
	s.send(tea.WindowSizeMsg{Width: 120, Height: 40})
	s.shows("Rotation of " + bobKey)
}
