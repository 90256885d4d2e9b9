package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
)

// tagged gives a user a tag.
func tagged(user, name, value string) func(*fakeService, *Config) {
	return func(f *fakeService, _ *Config) { f.about(user).tags = []iamsvc.Tag{{Key: name, Value: value}} }
}

// TestPanesFilterByWhatKeysAre: a user is shown if one of its keys is as the filter says, once the keys are known.
func TestPanesFilterByWhatKeysAre(t *testing.T) {
	s := newScreen(t, 140, 24, tagged("carol", "team", "pay ments"))
	s.tap("a") // the credential report, and what there is to know of all users
	s.wait(2 * time.Second)
	s.tap("a")
	for filter, want := range map[string]string{
		"status:inactive":             "alice build-bot",
		"-status:active":              "alice build-bot carol",
		"status:active age:>365d":     "alice deploy-bot",
		"status:inactive age:>365d":   "",
		"used:>90d":                   "deploy-bot",
		"used:<30d -path:/people/":    "deploy-bot ops",
		"used:never":                  "alice build-bot",
		"service:s3":                  "alice deploy-bot",
		"service:s3 region:us":        "alice",
		"region:us-east-1 user:op":    "ops",
		"path:/ci/":                   "build-bot deploy-bot",
		"path:/ci/,/people -bot":      "alice bob carol",
		"bot -build":                  "deploy-bot",
		"dpb age:>1y":                 "deploy-bot",
		"created:<2025-03-01":         "alice deploy-bot",
		"finding:several-active":      "deploy-bot",
		"tag:team":                    "carol",
		`tag:"team=pay ments"`:        "carol",
		"-tag:team user:alice":        "alice",
		"key:BOBBOB":                  "bob",
		`user:"carol"`:                "carol",
		"status:active user:carol":    "",
		"":                            "alice bob build-bot carol deploy-bot ops",
		"alice status:":               "alice", // what is mistaken hides nothing
		"finding:nosuch path:/people": "alice bob carol",
	} {
		s.run(s.m.browse.SetFilter(filter))
		var got []string
		for _, who := range s.m.browse.InView() {
			got = append(got, who.UserName())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", filter, got, want)
		}
	}
}

// TestPanesSayWhatTheFilterCannotKnow: whose keys are not known is counted, enter reads what tells of all, and no keys are
// asked for one by one.
func TestPanesSayWhatTheFilterCannotKnow(t *testing.T) {
	s := newScreen(t, 120, 24, func(f *fakeService, _ *Config) {
		for i := range 300 {
			f.users = append(f.users, iamsvc.User{Name: fmt.Sprintf("zz-%03d", i), Path: "/"})
		}
		f.pageSize = 1000
	})
	lists := s.svc.count("ListKeys")
	s.tap("/")
	s.typeText("used:>90d")
	s.shows("0 of 306", "not known", "enter reads them", "users: enter reads it.")
	s.press("enter")
	s.wait(2 * time.Second)
	s.shows("1 of 306 ", "deploy-bot", "/used:>90d")
	s.hides("not known")
	if n := s.svc.count("CredentialReport"); n != 1 {
		t.Errorf("%d reports were asked for", n)
	}
	if n := s.svc.count("ListKeys") - lists; n > 25 { // of the users in view
		t.Errorf("the keys of %d users were listed", n)
	}
	s.tap("esc")
	s.shows("Users 306 ")
}

// TestPanesFilterWithoutAReport: where there is no credential report the failure is said, what is not known stays so, and no
// scan of the account begins.
func TestPanesFilterWithoutAReport(t *testing.T) {
	s := newScreen(t, 120, 24, func(f *fakeService, _ *Config) {
		f.errs["CredentialReport"] = &iamsvc.Error{Kind: iamsvc.KindDenied, Op: "GenerateCredentialReport"}
	})
	s.tap("/")
	s.typeText("used:>90d")
	s.press("enter")
	s.wait(2 * time.Second)
	s.shows("not known")
	if s.m.Status.Err == nil || s.m.audit.Scan().Begun {
		t.Errorf("error %v, scan %v", s.m.Status.Err, s.m.audit.Scan())
	}
	s.press("a")
	if n := s.svc.count("CredentialReport"); n != 2 {
		t.Errorf("the audit has asked for %d reports, want a second one", n)
	}
}

// TestFilterFollowsTime: what a filter by age shows is not as old as the filter.
func TestFilterFollowsTime(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.wait(2 * time.Second)
	s.run(s.m.browse.SetFilter("user:bob used:>31d"))
	s.shows("0 of 6")
	s.wait(24 * time.Hour)
	s.send(timer{})
	s.shows("1 of 6")
}

// TestMistakesAreSaidUnderTheLine: with their place, in panes and audit; nothing is hidden by them, and enter doesn't keep them.
func TestMistakesAreSaidUnderTheLine(t *testing.T) {
	for _, place := range []string{"panes", "audit"} {
		t.Run(place, func(t *testing.T) {
			s := newScreen(t, 120, 24)
			rows := "6 of 6"
			if place == "audit" {
				s.tap("a")
				s.wait(2 * time.Second)
				rows = "7 of 7"
			}
			s.tap("/")
			s.typeText("-statsu:active")
			s.shows("/ -statsu:active", rows)
			last := strings.Split(s.view(), "\n")[23]
			if want := `   ^ Unknown field "statsu". Did you mean status? Put quotes around a text with a colon.`; strings.TrimRight(last, " ") != want {
				t.Errorf("under the line: %q, want %q", last, want)
			}
			s.press("enter")
			s.shows("/ -statsu:active", "^ Unknown field") // it is typed still
			s.resize(60, 15)
			s.shows(`at character 1: Unknown field "statsu". Did you mean st`)
			s.press("esc")
			s.hides("statsu")
		})
	}
}

// TestFilterCompletes: tab takes what is offered, names first and then values, also those that the account has.
func TestFilterCompletes(t *testing.T) {
	s := newScreen(t, 120, 24, tagged("carol", "team", "pay ments"))
	s.tap("a")
	s.wait(2 * time.Second)
	s.tap("/")
	s.typeText("st")
	s.shows("tab status: active or inactive")
	s.press("tab")
	s.shows("/ status:", "tab active   inactive")
	s.typeText("i")
	s.press("tab")
	s.shows("/ status:inactive", "2 of 7", "enter keep the filter")
	s.typeText(" serv")
	s.press("tab")
	s.shows("status:inactive service:", "ec2   iam   lambda   s3")
	s.press("esc", "a", "/")
	s.typeText("tag:")
	s.shows(`tab team   "team=pay ments"`)
	s.press("down", "up") // moves in the list, and takes nothing
	s.typeText("team=")
	s.press("tab")
	s.shows(`/ tag:"team=pay ments"`, "1 of 6", "carol")
	s.press("tab") // there is nothing left to take
	s.hides("/ tag:")
	s.shows("/tag:")
}
