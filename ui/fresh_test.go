package ui

import (
	"testing"
	"time"

	"akia/iamsvc"
)

// startCalls are the calls of the first screen; settledCalls those that follow after a second of rest.
func startCalls() []string {
	return []string{"WhoAmI", "ListUsers", "ListKeys alice", "LastUse AKIAALICEALICEALICE1", "LastUse AKIAALICEALICEALICE2"}
}

func settledCalls() []string {
	return []string{"ListKeys bob", "ListKeys build-bot", "ListKeys carol", "ListKeys deploy-bot", "ListKeys ops"}
}

func TestCallsOfTheFirstScreen(t *testing.T) {
	s := newScreen(t, 120, 24, withoutDetails)
	s.asked(startCalls()...)
	s.wait(time.Second)
	s.asked(settledCalls()...)
	s.wait(24 * time.Hour)
	s.asked()
}

// TestIdentityAndUsersAreAskedSideBySide: neither waits for the other, and keys wait for users alone.
func TestIdentityAndUsersAreAskedSideBySide(t *testing.T) {
	s := newScreen(t, 120, 24, func(f *fakeService, _ *Config) { f.pageSize = 3 })
	s.svc.calls = nil
	s.hold = true
	s.press("ctrl+r")
	s.deliver(s.answers()[0])
	s.asked("Renew")
	s.answers()
	s.asked("WhoAmI", "ListUsers", "ListKeys alice", "LastUse AKIAALICEALICEALICE1", "LastUse AKIAALICEALICEALICE2")
}

func TestFreshAnswersAreNotAskedAgain(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.wait(2 * time.Second)
	s.tap("j", "j", "j", "j", "j")
	s.svc.calls = nil
	for range 5 {
		s.tap("k")
	}
	for range 5 {
		s.tap("j")
	}
	s.wait(20 * time.Second)
	for range 5 {
		s.tap("k")
	}
	s.asked()
}

func TestOldAnswersAreAskedAgainOnReturn(t *testing.T) {
	s := newScreen(t, 120, 24, withoutDetails)
	s.tap("j")
	s.svc.calls = nil
	s.wait(59 * time.Second)
	s.tap("k")
	s.asked()
	s.wait(2 * time.Minute)
	s.asked() // not while it is looked at
	s.tap("j")
	s.asked("ListKeys bob", "LastUse AKIABOBBOBBOBBOBBOB1")
}

func TestRefresh(t *testing.T) {
	s := newScreen(t, 120, 24, withoutDetails)
	s.wait(2 * time.Second)
	s.svc.calls = nil
	s.tap("r")
	s.asked("ListUsers")
	s.tap("tab", "r")
	s.asked("ListKeys alice", "LastUse AKIAALICEALICEALICE1", "LastUse AKIAALICEALICEALICE2")
	s.tap("ctrl+r")
	s.asked(append(append(startCalls(), settledCalls()...), "Renew")...)
}

func TestRefreshAllKeepsPlaceFilterAndFocus(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.tap("/")
	s.typeText("bot")
	s.tap("down", "enter", "tab", "j", "ctrl+r")
	s.on("deploy-bot")
	s.shows("/bot", "2 of 6", "› AKIADEPLOYDEPLOYDEP2")
	if !s.m.browse.OnKeys() {
		t.Error("the focus moved")
	}
}

func TestRenewalThatFails(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.wait(2 * time.Second)
	s.svc.errs["Renew"] = &iamsvc.Error{Kind: iamsvc.KindExpired}
	s.svc.calls = nil
	s.tap("ctrl+r")
	s.asked("Renew")
	s.shows("The AWS credentials have run out.", "AKIAALICEALICEALICE1")
}

// TestAnswersForAUserLeftBehindAreNotApplied: they come after the cursor has moved on.
func TestAnswersForAUserLeftBehindAreNotApplied(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.hold = true
	s.press("j")
	late := s.answers() // bob's keys, answered but not delivered
	s.hold = false
	s.press("j")
	for _, msg := range late {
		s.deliver(msg)
	}
	s.on("build-bot")
	if s.m.Store.Keys(iamsvc.NamedUser("bob")).Known() {
		t.Error("an answer that nobody waited for was applied")
	}
	s.wait(time.Second)
	s.shows("Keys of build-bot", "AKIABUILDBUILDBUILD1")
	s.hides("AKIABOBBOBBOBBOBBOB1")
}

// TestLateLastUseIsForItsKeyAlone: it comes when another user's keys have been looked at meanwhile.
func TestLateLastUseIsForItsKeyAlone(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.hold = true
	s.press("j")
	for _, msg := range s.answers() {
		s.deliver(msg) // bob's keys; last use is asked
	}
	late := s.answers()
	s.release()
	s.press("j")
	s.press("k")
	for _, msg := range late {
		s.deliver(msg)
	}
	s.wait(2 * time.Second)
	s.shows("Keys of bob", "30d ago", "ec2")
	s.tap("j")
	s.shows("Keys of build-bot", "never")
	s.hides("ec2")
}

func TestMovingOnCancelsWhatNobodyWaitsFor(t *testing.T) {
	s := newScreen(t, 120, 24, manyUsers(100, 100))
	s.wait(5 * time.Second)
	s.svc.calls = nil
	s.hold = true
	s.press("G")
	s.press("k")
	s.release()
	if len(s.svc.dropped) != 1 || s.svc.dropped[0] != "ListKeys user-099" {
		t.Errorf("the calls cancelled were %q, want the keys of user-099", s.svc.dropped)
	}
	s.wait(150 * time.Millisecond)
	s.asked("ListKeys user-098", "LastUse AKIAUSER000000000098")
}

// TestLastUsesAreAskedTogether: one slow call delays no other cell, and the statuses show before any of them.
func TestLastUsesAreAskedTogether(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.press("G")
	s.wait(200 * time.Millisecond)
	s.hold = true
	s.press("k")
	for _, msg := range s.answers() {
		s.deliver(msg)
	}
	s.shows("AKIADEPLOYDEPLOYDEP1", "AKIADEPLOYDEPLOYDEP2", "● active")
	msgs := s.answers()
	if n := len(msgs); n != 2 {
		t.Fatalf("%d calls for the last use are under way, want 2 at once", n)
	}
	s.deliver(msgs[1])
	s.shows("150d ago")
	s.hides("10m ago")
	s.deliver(msgs[0])
	s.shows("150d ago", "10m ago", "lambda")
}

func TestEscStopsWhatLoads(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.hold = true
	s.press("j")
	s.press("esc")
	s.shows("Stopped. r reads the keys.")
	s.release()
	s.wait(time.Second)
	s.shows("Stopped. r reads the keys.")
	s.tap("tab", "r")
	s.shows("AKIABOBBOBBOBBOBBOB1", "30d ago")
}

// TestAnOldTableSaysHowOldItIs: while the cursor stays on a user nothing is read again, so the screen must not look as if
// it were just now.
func TestAnOldTableSaysHowOldItIs(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.tap("j")
	s.wait(4 * time.Minute)
	s.hides("as of")
	s.wait(2 * time.Minute)
	s.shows("as of 6m ago: r reads it again")
	s.svc.errs["ListKeys bob"] = &iamsvc.Error{Kind: iamsvc.KindNetwork, Op: "ListAccessKeys"}
	s.tap("tab", "r")
	s.shows("could not be read again: as of 6m ago")
	delete(s.svc.errs, "ListKeys bob")
	s.tap("r")
	s.hides("as of")
}
