package ui

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
)

// These tests are about answers that break IAM's contract: each ends in a plain message or an honest cell.

// oddLister answers with pages of its own making.
type oddLister struct {
	*fakeService
	page func(marker string) iamsvc.UserPage
}

func (o oddLister) ListUsers(ctx context.Context, marker string) (iamsvc.UserPage, error) {
	if err := o.call(ctx, "ListUsers", marker); err != nil {
		return iamsvc.UserPage{}, err
	}
	return o.page(marker), nil
}

func oddPages(page func(marker string) iamsvc.UserPage) func(*fakeService, *Config) {
	return func(f *fakeService, c *Config) { c.Service = oddLister{f, page} }
}

func usersOf(names ...string) []iamsvc.User {
	var users []iamsvc.User
	for _, n := range names {
		users = append(users, iamsvc.User{Name: n, Path: "/"})
	}
	return users
}

func TestUserOnTwoPagesIsOneUser(t *testing.T) {
	s := newScreen(t, 120, 40, oddPages(func(marker string) iamsvc.UserPage {
		if marker == "" {
			return iamsvc.UserPage{Users: usersOf("alice", "bob"), More: true, Marker: "2"}
		}
		return iamsvc.UserPage{Users: usersOf("bob", "alice", "carol")}
	}))
	s.tap("/")
	s.typeText("o")
	s.wait(time.Second)
	s.tap("esc")
	s.shows("Users 3 ")
	if n := strings.Count(s.view(), "bob"); n != 1 {
		t.Errorf("bob is on the screen %d times:\n%s", n, s.view())
	}
}

// TestListThatGoesInACircleEnds: a marker that came before leads nowhere new.
func TestListThatGoesInACircleEnds(t *testing.T) {
	s := newScreen(t, 120, 40, oddPages(func(marker string) iamsvc.UserPage {
		next := map[string]string{"": "a", "a": "b", "b": "c", "c": "a"}[marker]
		return iamsvc.UserPage{Users: usersOf("user-" + next), More: true, Marker: next}
	}))
	s.tap("/")
	s.typeText("nobody")
	s.wait(time.Minute)
	if n := s.svc.count("ListUsers"); n > 8 {
		t.Errorf("ListUsers was called %d times", n)
	}
	s.tap("esc", "esc")
	s.shows("Users 3+", "user-a", "user-b", "user-c", "not all could be read")
	s.tap("!")
	s.shows("lead back to one")
	before := s.svc.count("ListUsers")
	s.tap("esc", "r") // asked anew, it ends again
	if n := s.svc.count("ListUsers") - before; n == 0 || n > 8 {
		t.Errorf("after a refresh ListUsers was called %d times", n)
	}
}

func TestTwoThousandKeysOfOneUser(t *testing.T) {
	s := newScreen(t, 120, 40, func(f *fakeService, _ *Config) {
		f.keys["bob"] = nil
		for i := range 2000 {
			f.keys["bob"] = append(f.keys["bob"], iamsvc.Key{ID: fmt.Sprintf("AKIAMANY%012d", i), User: iamsvc.NamedUser("bob"), Status: iamsvc.Active, Created: start.AddDate(0, 0, -i)})
		}
	})
	s.hold = true // their last uses come one by one, and late
	s.press("j")
	for _, msg := range s.answers() {
		s.send(msg)
	}
	s.press("tab", "g")
	s.shows("AKIAMANY000000001999")
	s.press("G")
	s.shows("AKIAMANY000000000000")
	s.press("c")
	s.shows("bob has 2000 access keys")
	if fault := wrongFrame(s.m.View().Content, 120, 40); fault != "" {
		t.Error(fault)
	}
	s.press("esc", "tab")
	for range 3 {
		s.wait(time.Second)
	}
	s.shows("●●+")
	if n := s.svc.count("LastUse"); n > 2000 {
		t.Errorf("LastUse was called %d times", n)
	}
}

// TestOddKeys has statuses and dates that IAM does not document.
func TestOddKeys(t *testing.T) {
	s := newScreen(t, 120, 40, func(f *fakeService, _ *Config) {
		f.keys["alice"] = []iamsvc.Key{
			{ID: "AKIANODATENODATENODA", User: iamsvc.NamedUser("alice"), Status: iamsvc.Active},
			{ID: "AKIAFUTUREFUTUREFUTU", User: iamsvc.NamedUser("alice"), Status: iamsvc.Active, Created: start.AddDate(0, 0, 400)},
			{ID: "AKIASUSPENDEDSUSPEND", User: iamsvc.NamedUser("alice"), Status: "Suspended", Created: start.AddDate(0, 0, -5)},
			{ID: "AKIANOSTATUSNOSTATUS", User: iamsvc.NamedUser("alice"), Created: time.Unix(0, 0)},
		}
		f.lastUse["AKIAFUTUREFUTUREFUTU"] = iamsvc.LastUse{At: start.AddDate(0, 0, 3), Service: "s3"}
	})
	row := func(id string) string {
		for _, l := range strings.Split(s.view(), "\n") {
			if _, after, ok := strings.Cut(l, id); ok {
				return after
			}
		}
		t.Fatalf("%s is not on the screen:\n%s", id, s.view())
		return ""
	}
	old := regexp.MustCompile(`\d{6,}d`)
	for range 3 {
		for id, want := range map[string][]string{
			"AKIANODATENODATENODA": {"active", "?", "never"}, "AKIAFUTUREFUTUREFUTU": {"active", "in ", "s3"},
			"AKIASUSPENDEDSUSPEND": {"Suspended", "5d"}, "AKIANOSTATUSNOSTATUS": {"status u"},
		} {
			for _, w := range want {
				if !strings.Contains(row(id), w) {
					t.Errorf("%s is drawn as %q, without %q", id, row(id), w)
				}
			}
		}
		if old.MatchString(s.view()) || strings.Contains(row("AKIAFUTUREFUTUREFUTU"), "!") || strings.Contains(row("AKIANODATENODATENODA"), "!") {
			t.Errorf("an age is made up:\n%s", s.view())
		}
		s.tap("s")
	}
	for _, k := range []string{"tab", "j", "j", "t"} {
		s.tap(k)
	}
	for range 4 {
		s.tap("enter")
		s.hides("56 years", "0001-01-01", "1 Jan 0001")
		s.tap("esc", "k")
	}
	if w := s.svc.writes(); len(w) > 1 {
		t.Errorf("the calls that change something were %q", w)
	}
}
