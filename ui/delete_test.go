package ui

import (
	"testing"
	"time"

	"akia/iamsvc"
	"akia/ui/action"
)

func TestDeleteShowsTheKeyItsAgeAndLastUse(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "j", "d")
	s.shows("Delete access key?", buildKey+" of build-bot", "inactive, 95d old, never used", "This cannot be undone.")
	s.tap("y")
	s.wrote("DeleteKey " + buildKey)
	s.shows(buildKey+" of build-bot deleted", "No access keys.")
}

func TestDeleteOfAnActiveKeyOffersToDeactivateFirst(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "d")
	s.shows("Delete an active access key?", "active, 31d old, last used 30d ago for ec2 in eu-west-1", "[ Deactivate instead ]", "[ Delete… (y) ]")
	s.tap("tab", "enter")
	s.wrote(bobOff)
	s.shows("○ inactive", "u undo")
	s.tap("u")
	s.wrote(bobOff, bobOn)
}

func TestDeleteOfTheOwnKeyWantsItsWholeID(t *testing.T) {
	const own = "AKIAOPSOPSOPSOPSOPSO"
	s := newScreen(t, 120, 40)
	s.tap("G", "d")
	s.shows("akia is signed in with this key", "Type the whole key ID")
	s.typeText("OPSO")
	s.tap("enter")
	s.shows("That is not it")
	s.wrote()
	s.tap("esc", "d")
	s.typeText(own)
	s.tap("enter")
	s.wrote("DeleteKey " + own)
}

func TestOwnKeyIsMarked(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("G")
	s.shows("AKIAOPSOPSOPSOPSOPSO◂", "◂ the key akia is signed in with")
	s.tap("k")
	s.hides("◂")
}

// TestDeleteActsOnTheKeyThatWasShown, whatever the cursor or the list does meanwhile.
func TestDeleteActsOnTheKeyThatWasShown(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "j")
	s.hold = true
	s.press("r")
	s.press("d")
	s.svc.users = s.svc.users[3:]
	s.release()
	s.wait(action.Settle)
	s.press("y")
	s.wrote("DeleteKey " + buildKey)
}

// TestDeleteAsksAnewWhenTheKeyHasChanged: nothing was deleted, and the new dialog shows what is so now.
func TestDeleteAsksAnewWhenTheKeyHasChanged(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "j")
	s.svc.errs["DeleteKey"] = changedKey("build-bot", buildKey, iamsvc.Active)
	s.tap("d", "y")
	s.shows("Delete an active access key?", "The key has changed since you were asked. Nothing was deleted.", "active, 95d old, last used 1h ago for sts")
	s.tap("esc")
	s.shows("● active", "1h ago")
	s.wrote("DeleteKey " + buildKey)
}

func TestDeleteOfAKeyThatIsGoneReadsTheKeysAgain(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "j")
	s.svc.keys["build-bot"] = nil
	s.svc.errs["DeleteKey"] = &iamsvc.Error{Kind: iamsvc.KindNotFound, Op: "DeleteAccessKey", Subject: buildKey}
	s.tap("d", "y")
	s.shows("Key "+buildKey+" does not exist any more.", "No access keys.")
}

func TestDeleteWhoseEndIsUnclearReadsTheKeysAgain(t *testing.T) {
	s := newScreen(t, 120, 40, withoutDetails)
	s.tap("j", "j")
	s.svc.errs["DeleteKey"] = &iamsvc.Error{Kind: iamsvc.KindTimeout, Op: "DeleteAccessKey", Subject: buildKey, Unclear: true}
	s.svc.calls = nil
	s.tap("d", "y")
	s.shows("It is not known whether " + buildKey + " was deleted")
	s.asked("DeleteKey "+buildKey, "ListKeys build-bot", "LastUse "+buildKey)
}

func TestDeleteShowsThatItIsUnderWay(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "j")
	s.hold = true
	s.decide("d", "y")
	s.shows("· deleting", "deletion of access key "+buildKey)
	s.wait(time.Second)
	s.press("d")
	s.shows("Still waiting for the deletion")
	s.press("t")
	s.shows("Still waiting for the deletion")
	s.release()
	s.wrote("DeleteKey " + buildKey)
}

// TestDeleteEndsTheUndoOfItsKey: there is nothing left to switch on again.
func TestDeleteEndsTheUndoOfItsKey(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "t", "d", "y", "u")
	s.wrote(bobOff, "DeleteKey "+bobsKey)
	s.shows("Nothing to undo")
}

func TestDeleteOfAKeyOfUnknownStatusIsAsStern(t *testing.T) {
	s := newScreen(t, 120, 40, func(f *fakeService, _ *Config) { f.keys["bob"][0].Status = "Expired" })
	s.tap("j", "d", "enter")
	if got := s.svc.writes(); len(got) > 0 && got[0] == "DeleteKey "+bobsKey {
		t.Error("enter alone deleted a key of unknown status")
	}
}

// TestDeleteWithoutTheLastUse: what could not be read is said to be unknown, never "never".
func TestDeleteWithoutTheLastUse(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.svc.errs["LastUse"] = denied("GetAccessKeyLastUsed", "")
	s.tap("j", "j", "d")
	s.shows("inactive, 95d old, last use not known: denied")
}
