package ui

import (
	"testing"

	"akia/iamsvc"
)

const bobKey = "AKIABOBBOBBOBBOBBOB1"

func TestDescriptionIsAskedOnlyWhereItShows(t *testing.T) {
	s := newScreen(t, 120, 40)
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
