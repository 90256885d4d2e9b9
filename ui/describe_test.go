package ui

import (
	"testing"
	"time"

	"akia/iamsvc"
)

const bobKey = "AKIABOBBOBBOBBOBBOB1"

func TestDescriptionIsAskedOnlyWhereItShows(t *testing.T) {
	s := newScreen(t, 120, 40, withoutDetails)
	s.tap("j", "tab", "enter", "esc")
	if n := s.svc.count("Descriptions"); n != 0 {
		t.Errorf("without a column for it, Descriptions was called %d times", n)
	}
	s = newScreen(t, 200, 40, func(f *fakeService, _ *Config) { f.texts["bob"] = map[string]string{bobKey: "nightly backup"} })
	s.tap("j")
	s.shows("DESCRIPTION", "nightly backup")
	s.tap("j", "j", "j", "k", "k", "k") // bob again, within a minute
	if n := s.svc.count("Descriptions bob"); n != 1 {
		t.Errorf("Descriptions of bob was called %d times", n)
	}
}

func TestDescriptionIsEdited(t *testing.T) {
	s := newScreen(t, 120, 40, func(f *fakeService, _ *Config) { f.texts["bob"] = map[string]string{bobKey: "old"} })
	s.tap("j", "e")
	s.shows("Describe access key", bobKey+" of bob", "old")
	s.typeText(" and new")
	s.tap("enter")
	if got := s.svc.texts["bob"][bobKey]; got != "old and new" {
		t.Errorf("the description is %q", got)
	}
	s.tap("tab", "enter")
	s.shows("description old and new")
}

func TestDescriptionThatIAMWouldRefuseIsNotSent(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "e")
	s.typeText("what?") // IAM allows no question mark in a tag
	s.tap("enter")
	if n := s.svc.count("Describe"); n != 0 {
		t.Errorf("Describe was called %d times", n)
	}
	s.shows("Describe access key")
}

func TestDescriptionWithoutThePermission(t *testing.T) {
	s := newScreen(t, 200, 40, func(f *fakeService, _ *Config) { f.errs["Descriptions"] = denied("ListUserTags", "bob") })
	s.tap("j")
	s.shows("denied", "● active")
	s.tap("e")
	s.hides("Describe access key")
	s.shows("✗")
}

func TestKeyIsCreatedWithADescription(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j", "c", "tab", "tab", "enter")
	s.typeText("for the build")
	s.tap("enter")
	s.shows("New access key of bob")
	if got := s.svc.texts["bob"]["AKIANEWKEY0000000001"]; got != "for the build" {
		t.Errorf("the description is %q", got)
	}
}

func TestDescriptionGoesWithItsKey(t *testing.T) {
	s := newScreen(t, 120, 40, func(f *fakeService, _ *Config) {
		f.texts["build-bot"] = map[string]string{"AKIABUILDBUILDBUILD1": "old robot"}
	})
	s.tap("j", "j", "d", "y")
	if _, there := s.svc.texts["build-bot"]["AKIABUILDBUILDBUILD1"]; there {
		t.Error("the description of the deleted key is still there")
	}
	s.shows("AKIABUILDBUILDBUILD1 of build-bot deleted")
}

func TestDeletionIsASuccessEvenIfTheDescriptionStays(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.svc.errs["Describe"] = &iamsvc.Error{Kind: iamsvc.KindDenied, Op: "UntagUser"}
	s.tap("j", "j", "d", "y")
	s.shows("AKIABUILDBUILDBUILD1 of build-bot deleted")
	s.hides("✗")
}

// TestALineForADescriptionOpensOnlyWhereItWasAskedFor: who has gone elsewhere while the description was being read is not
// asked for it, neither then nor when the description becomes known much later.
func TestALineForADescriptionOpensOnlyWhereItWasAskedFor(t *testing.T) {
	for name, keys := range map[string][]string{
		"stopped":              {"esc", "ctrl+r"},
		"another user":         {"j", "k"},
		"a user without keys":  {"j", "j", "ctrl+r", "k", "k"},
		"a question":           {"d"},
		"a page":               {"?"},
		"a question, and back": {"d", "esc"},
		"the audit, and back":  {"a", "a"},
		"another key":          {"tab", "j"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newScreen(t, 120, 40, withoutDetails)
			s.wait(time.Second)
			s.hold = true
			s.press("e")
			s.shows("Reading the description of AKIAALICEALICEALICE1")
			for _, k := range keys {
				s.press(k)
				s.wait(50 * time.Millisecond)
			}
			s.release()
			s.wait(time.Minute)
			s.hides("Describe access key")
		})
	}
}

// TestALineForADescriptionOpensOnceItIsKnown, where the person has not gone elsewhere, also in the audit.
func TestALineForADescriptionOpensOnceItIsKnown(t *testing.T) {
	for name, before := range map[string][]string{"panes": nil, "keys": {"tab", "j"}, "audit": {"a", "j"}} {
		t.Run(name, func(t *testing.T) {
			s := newScreen(t, 120, 40, withoutDetails)
			s.wait(time.Second)
			s.tap(before...)
			s.hold = true
			s.press("e")
			s.shows("Reading the description of ")
			s.hides("Describe access key")
			s.release()
			s.wait(time.Second)
			s.shows("Describe access key")
		})
	}
}
