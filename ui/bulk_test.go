package ui

import (
	"fmt"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/ui/write"
)

func TestAllKeysOfAUserAreDeactivatedAndTakenBack(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "j", "j", "j", "K") // deploy-bot, two active keys
	s.shows("Deactivate 2 keys of deploy-bot?", "[ Delete all… ]", "AKIADEPLOYDEPLOYDEP1", "last used 10m ago for lambda", "Account acme-test (123456789012)")
	s.tap("y")
	s.shows("AKIADEPLOYDEPLOYDEP1 of deploy-bot", "deactivated")
	s.tap("esc")
	for _, k := range s.svc.keys["deploy-bot"] {
		if k.Status != iamsvc.Inactive {
			t.Errorf("%s is %s", k.ID, k.Status)
		}
	}
	s.shows("2 of 2 keys changed", "u undo", "○ inactive")
	s.tap("u", "esc")
	for _, k := range s.svc.keys["deploy-bot"] {
		if k.Status != iamsvc.Active {
			t.Errorf("after the undo %s is %s", k.ID, k.Status)
		}
	}
	s.tap("u")
	s.shows("Nothing to undo")
}

func TestAllKeysOfAUserAreDeletedAfterTheNameWasTyped(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("K", "tab", "tab", "enter")
	s.shows("Delete 2 keys of alice?", "Type the user's name")
	s.typeText("alic")
	s.tap("enter")
	s.shows("That is not the user's name")
	if n := s.svc.count("DeleteKey"); n != 0 {
		t.Fatalf("%d keys were deleted", n)
	}
	s.typeText("e")
	s.tap("enter", "esc")
	if left := s.svc.keys["alice"]; len(left) != 0 {
		t.Errorf("left: %v", left)
	}
	s.shows("No access keys.")
}

func TestPartialFailureIsShownKeyByKeyAndCanBeRepeated(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.svc.errs["SetStatus AKIADEPLOYDEPLOYDEP2 Inactive"] = &iamsvc.Error{Kind: iamsvc.KindThrottled, Op: "UpdateAccessKey"}
	s.tap("j", "j", "j", "j", "K", "y")
	s.shows("1 of 2 keys changed, 1 failed", "r repeats what failed")
	delete(s.svc.errs, "SetStatus AKIADEPLOYDEPLOYDEP2 Inactive")
	s.tap("r")
	s.shows("2 of 2 keys changed")
	if n := s.svc.count("SetStatus AKIADEPLOYDEPLOYDEP1"); n != 1 {
		t.Errorf("the change that had been carried out was sent %d times", n)
	}
}

func TestBulkSendsFourAtATimeAndStops(t *testing.T) {
	s := newScreen(t, 120, 40, func(f *fakeService, _ *Config) {
		for i := range 8 {
			f.keys["carol"] = append(f.keys["carol"], iamsvc.Key{ID: "AKIACAROLCAROLCARO" + string(rune('0'+i)) + "0", User: iamsvc.NamedUser("carol"), Status: iamsvc.Active, Created: start})
		}
	})
	s.tap("j", "j", "j", "K")
	s.hold = true
	s.press("y")
	if n := len(s.m.UnderWay); n != 4 {
		t.Fatalf("%d changes are under way, want 4", n)
	}
	s.press("esc")
	s.release()
	s.wait(time.Second)
	if n := s.svc.count("SetStatus"); n != 4 {
		t.Errorf("%d changes were sent although it was stopped after 4", n)
	}
	s.shows("not begun", "4 of 8 keys changed, 4 not begun")
}

func TestTheKeyAkiaIsSignedInWithIsNeverInABulk(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("G", "K")
	s.shows("There is no key of ops to change")
	if n := s.svc.count("SetStatus"); n != 0 {
		t.Errorf("SetStatus was called %d times", n)
	}
}

// manyKeys gives carol n active keys, more than IAM would.
func manyKeys(n int) func(*fakeService, *Config) {
	return func(f *fakeService, _ *Config) {
		for i := range n {
			id := fmt.Sprintf("AKIACAROLCAROLCA%04d", i)
			f.keys["carol"] = append(f.keys["carol"], iamsvc.Key{ID: id, User: iamsvc.NamedUser("carol"), Status: iamsvc.Active, Created: start})
		}
	}
}

func TestBulkSaysHowFarItIs(t *testing.T) {
	s := newScreen(t, 120, 30, manyKeys(110))
	s.svc.errs["SetStatus AKIACAROLCAROLCA0003 Inactive"] = &iamsvc.Error{Kind: iamsvc.KindThrottled, Op: "UpdateAccessKey"}
	s.tap("j", "j", "j", "K")
	s.hold = true
	s.press("y")
	s.shows("0 done, 110 to go", "lines 1-23 of 110", "under way")
	for _, msg := range s.answers() {
		s.send(msg)
	}
	s.shows("3 done, 1 failed, 106 to go")
	s.press("esc")
	s.shows("3 done, 1 failed, 4 to go, 102 not begun", "lines 1-23 of 110") // a stop does not scroll
	s.release()
	s.shows("7 changed, 1 failed, 102 not begun", "r resumes   u undo   esc close")
	s.wait(time.Second)
	s.tap("r")
	s.shows("109 changed, 1 failed", "r repeats what failed")
	if n := s.svc.count("SetStatus"); n != 111 {
		t.Errorf("%d changes were sent, want 110 and the failed one again", n)
	}
}

// TestUndoActsInTheWindowOfResults: what the lines below it offer works there, and elsewhere nothing is offered.
func TestUndoActsInTheWindowOfResults(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "j", "j", "j", "K", "y")
	s.shows("u undo   esc close", "2 of 2 keys changed   u undo")
	s.tap("?")
	s.hides("u undo")
	s.tap("esc", "u")
	s.shows("Undoing the changes", "2 of 2 keys changed")
	s.hides("u undo")
	for _, k := range s.svc.keys["deploy-bot"] {
		if k.Status != iamsvc.Active {
			t.Errorf("after the undo %s is %s", k.ID, k.Status)
		}
	}
	s.tap("esc", "K", "y")
	s.wait(write.UndoTime)
	s.hides("u undo")
	s.tap("u")
	s.shows("Deactivating keys of deploy-bot")
}

func TestDeletedKeysAreCalledSo(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("K", "tab", "tab", "enter")
	s.typeText("alice")
	s.tap("enter")
	s.shows("2 deleted", "2 of 2 keys deleted")
	s.hides("changed", "u undo")
}

// status sets the status of a key as somebody else does.
func (f *fakeService) status(user, id string, to iamsvc.Status) {
	for i := range f.keys[user] {
		if f.keys[user][i].ID == id {
			f.keys[user][i].Status = to
		}
	}
}

const (
	deploys      = "AKIADEPLOYDEPLOYDEP1"
	deploysOther = "AKIADEPLOYDEPLOYDEP2"
)

// TestUndoOfABulkLeavesAloneWhatSomebodyElseHasDeactivated: the question showed it active, from an old list.
func TestUndoOfABulkLeavesAloneWhatSomebodyElseHasDeactivated(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "j", "j", "j", "K")
	s.svc.status("deploy-bot", deploys, iamsvc.Inactive)
	s.tap("y")
	s.shows("was inactive already", "1 changed, 1 needed no change", "1 of 2 keys changed, 1 needed no change")
	s.wrote("SetStatus " + deploysOther + " Inactive")
	s.tap("u")
	s.wrote("SetStatus "+deploysOther+" Inactive", "SetStatus "+deploysOther+" Active")
	s.shows("○ inactive", "● active")
}

func TestBulkDoesNotDeactivateWhatIsGone(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "j", "j", "j", "K")
	s.svc.keys["deploy-bot"] = s.svc.keys["deploy-bot"][1:]
	s.tap("y")
	s.shows("does not exist any more")
	s.wrote("SetStatus "+deploys+" Inactive", "SetStatus "+deploysOther+" Inactive")
	s.tap("esc")
	s.hides(deploys)
}

// TestBulkDeactivatesAlthoughItMayNotLook: that is safe. It can be taken back as far as it is known what it was.
func TestBulkDeactivatesAlthoughItMayNotLook(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "j", "j", "j", "K")
	s.svc.errs["ListKeys deploy-bot"] = denied("ListAccessKeys", "deploy-bot")
	s.tap("y")
	s.wrote("SetStatus "+deploys+" Inactive", "SetStatus "+deploysOther+" Inactive")
	s.shows("2 changed", "u undo")
	s.tap("u", "esc")
	s.shows("2 of 2 keys changed")

	s.tap("K")
	s.wait(2 * time.Minute) // what is known is old by now
	s.tap("y")
	s.shows("deactivated; not part of the undo: it may have been inactive", "2 changed")
	s.hides("u undo")
}

// TestBulkLearnsWhyADeletionWasRefused: the row and the next question say what the key is now, and nothing repeats the
// deletion without a question that does.
func TestBulkLearnsWhyADeletionWasRefused(t *testing.T) {
	const id = "AKIABUILDBUILDBUILD1"
	s := newScreen(t, 120, 40)
	s.tap("j", "j", "a", "*", "d")
	s.shows(id + " of build-bot, inactive")
	s.svc.status("build-bot", id, iamsvc.Active)
	s.svc.errs["DeleteKey "+id] = changedKey("build-bot", id, iamsvc.Active)
	s.tap("y")
	s.typeText("2")
	s.tap("enter")
	s.shows("1 deleted, 1 changed meanwhile", "1 of 2 keys deleted, 1 changed meanwhile")
	s.hides("r repeats")
	s.tap("r")
	if n := s.svc.count("DeleteKey " + id); n != 1 {
		t.Errorf("the refused deletion was sent %d times", n)
	}
	s.tap("esc")
	if k, _ := s.m.Store.Key(iamsvc.NamedUser("build-bot"), id); k.Status != iamsvc.Active {
		t.Errorf("the store says that the key is %s", k.Status)
	}
	for _, ref := range s.m.audit.Table().User(iamsvc.NamedUser("build-bot")) {
		if row, _ := s.m.audit.Table().Row(ref); row.KeyID == id && !row.Active() {
			t.Error("the audit says that the key is inactive")
		}
	}
	s.tap("d")
	s.shows(id + " of build-bot, active")
}

// TestBulkDropsAKeyThatDoesNotExistAnyMore from the rows, also from those of the audit where the keys cannot be listed anew.
func TestBulkDropsAKeyThatDoesNotExistAnyMore(t *testing.T) {
	const id = "AKIABUILDBUILDBUILD1"
	gone := &iamsvc.Error{Kind: iamsvc.KindNotFound, Op: "DeleteAccessKey", Subject: id}
	s := newScreen(t, 120, 40)
	s.tap("j", "j", "a", "*", "d", "y")
	s.svc.keys["build-bot"] = nil
	s.svc.errs["DeleteKey "+id], s.svc.errs["ListKeys build-bot"] = gone, denied("ListAccessKeys", "build-bot")
	s.typeText("2")
	s.tap("enter")
	s.shows("does not exist any more", "1 deleted, 1 gone already")
	s.hides("r repeats")
	s.tap("esc")
	if k, there := s.m.Store.Key(iamsvc.NamedUser("build-bot"), id); there {
		t.Errorf("the store still has %+v", k)
	}
	for _, ref := range s.m.audit.Table().User(iamsvc.NamedUser("build-bot")) {
		if row, _ := s.m.audit.Table().Row(ref); row.KeyID == id {
			t.Errorf("the audit still has %+v", row)
		}
	}
	s.hides(id)
}

// TestUndoOfABulkWhoseKeyIsGone: it is not offered again.
func TestUndoOfABulkWhoseKeyIsGone(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "j", "j", "j", "K", "y")
	s.svc.errs["SetStatus "+deploys+" Active"] = &iamsvc.Error{Kind: iamsvc.KindNotFound, Op: "UpdateAccessKey", Subject: deploys}
	s.svc.keys["deploy-bot"] = s.svc.keys["deploy-bot"][1:]
	s.tap("u")
	s.shows("Key "+deploys+" does not exist any more.", "1 changed, 1 needed no change")
	s.tap("esc")
	s.hides(deploys)
}

// TestBulkStopsWithoutCredentials: all others would fail likewise. It says what to do, and goes on after that was done.
func TestBulkStopsWithoutCredentials(t *testing.T) {
	for _, kind := range []iamsvc.Kind{iamsvc.KindExpired, iamsvc.KindNoCredentials, iamsvc.KindCredentials} {
		s := newScreen(t, 100, 30, manyKeys(12))
		s.tap("j", "j", "j", "K")
		expired := &iamsvc.Error{Kind: kind, Op: "UpdateAccessKey"}
		s.svc.errs["SetStatus"], s.svc.errs["Renew"] = expired, expired
		s.tap("y")
		if n := s.svc.count("SetStatus"); n > write.AtOnce {
			t.Errorf("%d changes were sent without credentials", n)
		}
		s.shows("8 not begun", "After ctrl+r, r resumes.", "ctrl+r sign in again   r resumes   esc close")
		s.tap("ctrl+r") // in vain
		s.shows(s.m.ErrorWords(expired)[:20], "8 not begun", "ctrl+r sign in again   r resumes")
		s.svc.errs = map[string]error{}
		s.tap("ctrl+r")
		s.shows("Signed in to account acme-test (123456789012); r resumes.")
		s.tap("r")
		s.shows("12 changed", "12 of 12 keys changed   u undo")
		s.hides("sign in again", "Signed in")
	}
}

func TestBulkIsNotGoneOnWithInAnotherAccount(t *testing.T) {
	s := newScreen(t, 100, 30, manyKeys(12))
	s.tap("j", "j", "j", "K")
	s.svc.errs["SetStatus"] = &iamsvc.Error{Kind: iamsvc.KindExpired, Op: "UpdateAccessKey"}
	s.tap("y")
	sent := s.svc.count("SetStatus")
	s.svc.errs = map[string]error{}
	s.svc.identity = iamsvc.Identity{Account: "999999999999", ARN: "arn:aws:iam::999999999999:user/ops"}
	s.hold = true
	s.press("ctrl+r")
	s.shows("Looking for credentials")
	s.press("r") // nothing is sent before it is known whose credentials they are
	s.hides("Not sent")
	s.release()
	s.wait(time.Second)
	s.shows("The new login leads to another account, 999999999999")
	if n := s.svc.count("SetStatus"); n != sent || s.open() > 0 {
		t.Errorf("%d changes were sent in another account; %d windows are open", n-sent, s.open())
	}
}

// TestAllKeysOfAUserWhoseKeysAreInactive can be deleted, and nothing is in focus that does it.
func TestAllKeysOfAUserWhoseKeysAreInactive(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "j", "K") // build-bot
	s.shows("All access keys of build-bot are inactive", "AKIABUILDBUILDBUILD1", "[ Delete all… ]  [ Cancel ]")
	s.tap("enter")
	s.wrote()
	s.tap("K", "y", "tab", "enter")
	s.shows("Delete 1 key of build-bot?", "Type the user's name")
	s.wrote()
}
