package ui

import (
	"testing"
	"time"

	"akia/iamsvc"
)

// lostAnswer is a create whose connection broke: nobody knows yet whether a key was made.
func lostAnswer() *iamsvc.Error {
	return &iamsvc.Error{Kind: iamsvc.KindNetwork, Op: "CreateAccessKey", Subject: "bob", Unclear: true, Attempt: &iamsvc.CreateAttempt{}}
}

func lostKey() *iamsvc.LostKeyError {
	return &iamsvc.LostKeyError{
		User: iamsvc.NamedUser("bob"),
		Made: []iamsvc.Key{{ID: "AKIALOSTLOSTLOSTLOST", User: iamsvc.NamedUser("bob"), Status: iamsvc.Active, Created: start}},
		Err:  &iamsvc.Error{Kind: iamsvc.KindLostKey, Op: "CreateAccessKey", Subject: "bob"},
	}
}

func TestLostAnswerThatMadeAKeyOffersToDeleteIt(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j")
	s.svc.errs["CreateKey bob"] = lostAnswer()
	s.svc.errs["ReconcileCreate"] = lostKey()
	s.svc.keys["bob"] = append(s.svc.keys["bob"], lostKey().Made...)
	s.decide("c", "y")
	s.shows("A key was created, but its secret never arrived", "AKIALOSTLOSTLOSTLOST of bob", "Delete it")
	s.press("y")
	if n := s.svc.count("DeleteKey"); n != 0 {
		t.Fatal("a key typed before the dialog could be read has deleted a key")
	}
	s.wait(time.Second)
	s.tap("y")
	if n := s.svc.count("DeleteKey AKIALOSTLOSTLOSTLOST"); n != 1 {
		t.Errorf("the lost key was deleted %d times: %v", n, s.svc.calls)
	}
	if n := s.svc.count("CreateKey"); n != 1 {
		t.Errorf("CreateKey was called %d times", n)
	}
	s.shows("AKIALOSTLOSTLOSTLOST of bob deleted")
}

func TestLostAnswerThatMadeNothingSaysSo(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j")
	s.svc.errs["CreateKey bob"] = lostAnswer()
	s.tap("c", "y")
	if s.m.Status.Err == nil || s.m.Status.Err.Kind != iamsvc.KindNotCreated {
		t.Errorf("the status shows %v", s.m.Status.Err)
	}
	s.hides("New access key")
}

func TestLostAnswerThatIsNotKnownYetCanBeCheckedAgain(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j")
	s.svc.errs["CreateKey bob"] = lostAnswer()
	s.svc.errs["ReconcileCreate"] = lostAnswer()
	s.tap("c", "y")
	s.shows("Was a key created for bob?", "Check again")
	s.svc.errs["ReconcileCreate"] = lostKey()
	s.tap("y")
	s.shows("A key was created, but its secret never arrived")
	if n := s.svc.count("ReconcileCreate"); n != 2 {
		t.Errorf("ReconcileCreate was called %d times, want 2", n)
	}
}

func TestNoSecondCreateWhileTheFirstIsNotSettled(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j")
	s.svc.errs["CreateKey bob"] = lostAnswer()
	s.tap("c")
	s.hold = true
	s.press("y")
	s.hold = false
	s.decide("c", "y")
	s.shows("Still waiting for the creation of an access key for bob")
	if n := s.svc.count("CreateKey"); n != 0 {
		t.Errorf("CreateKey was called %d times although the first is held", n)
	}
}
