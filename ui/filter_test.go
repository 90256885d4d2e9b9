package ui

import (
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
)

func TestFilterMatchesNamesPathsAndKeyIDs(t *testing.T) {
	for _, c := range []struct {
		filter string
		shows  []string
		hides  []string
	}{
		{"dpb", []string{"1 of 6", "› deploy-bot"}, []string{"carol"}}, // fuzzy
		{"BOT", []string{"2 of 6", "build-bot", "deploy-bot"}, []string{"carol"}},
		{"/ci", []string{"2 of 6", "build-bot", "deploy-bot", "/ci/"}, []string{"carol"}},
		{"OBBOB1", []string{"1 of 6", "› bob", "AKIABOBBOBBOBBOBBOB1"}, []string{"carol"}}, // of a key ID that is known
		{"zzz", []string{"0 of 6", "No user matches zzz.", "esc clears the filter"}, []string{"carol"}},
	} {
		t.Run(strings.ReplaceAll(c.filter, "/", "slash "), func(t *testing.T) {
			s := newScreen(t, 120, 24)
			s.wait(2 * time.Second) // the rows in view are asked for their keys
			s.tap("/")
			s.typeText(c.filter)
			s.shows(c.shows...)
			s.hides(c.hides...)
		})
	}
}

func TestFilterTakesLettersAsText(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.tap("j", "/")
	s.typeText("qtcduyon?!srjkgG")
	s.wrote()
	s.shows("/ qtcduyon?!srjkgG")
	if s.quit || s.open() > 0 {
		t.Error("a letter typed into the filter acted as a key")
	}
	s.press("backspace")
	s.shows("/ qtcduyon?!srjkg ")
}

func TestFilterMovesKeepsAndClears(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.tap("/")
	s.typeText("bot")
	s.tap("down")
	s.on("deploy-bot")
	s.shows("Keys of deploy-bot")
	s.tap("up")
	s.on("build-bot")
	s.tap("enter")
	s.shows("/bot", "2 of 6")
	s.tap("t", "y") // a key again, not text
	s.wrote("SetStatus AKIABUILDBUILDBUILD1 Active")
	s.tap("esc")
	s.shows("Users 6 ")
	s.on("build-bot")
}

func TestFilterIsClearedByEscWhileItIsTyped(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.tap("j", "j", "/")
	s.typeText("alice")
	s.on("alice")
	s.tap("esc")
	s.shows("Users 6 ")
	s.on("build-bot")
}

// TestFilterReadsTheRemainingPages: everything is searched, with the progress shown, and esc stops that.
func TestFilterReadsTheRemainingPages(t *testing.T) {
	t.Run("to the end", func(t *testing.T) {
		s := newScreen(t, 120, 24, manyUsers(1000, 100))
		s.press("/")
		s.typeText("user-999")
		s.shows("1 of 1000 ", "› user-999", "Keys of user-999")
		if n := s.svc.count("ListUsers"); n != 10 {
			t.Errorf("%d pages were read, want 10", n)
		}
	})
	t.Run("stopped", func(t *testing.T) {
		s := newScreen(t, 120, 24, manyUsers(1000, 100))
		s.press("/")
		s.hold = true
		s.typeText("user-9")
		for range 3 { // three pages come in
			for _, msg := range s.answers() {
				s.deliver(msg)
			}
		}
		s.shows("of 400+", "reading the rest")
		s.press("esc")
		s.shows("/ user-9", "of 400+", "stopped: the rest is not searched")
		s.release()
		s.wait(5 * time.Second)
		s.shows("of 400+")
		s.press("esc")
		s.shows("Users 400+ ")
		s.hides("/ user-9")
	})
}

func TestFilterOffersTheOwnerOfAWholeKeyID(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.svc.keys["carol"] = []iamsvc.Key{{ID: "AKIACAROLCAROLCAROL1", User: iamsvc.NamedUser("carol"), Status: iamsvc.Active, Created: start}}
	s.press("/")
	s.paste("AKIACAROLCAROLCAROL1")
	s.shows("enter finds the owner of this key")
	s.tap("enter")
	s.on("carol")
	s.shows("Users 6 ", "AKIACAROLCAROLCAROL1 belongs to carol", "› AKIACAROLCAROLCAROL1")
	if n := s.svc.count("FindOwner"); n != 1 {
		t.Errorf("FindOwner was called %d times, want once", n)
	}
}

func TestFilterOffersNoOwnerForAPartOfAKeyID(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.tap("/")
	s.typeText("AKIANOBODY")
	s.hides("finds the owner")
	s.tap("enter")
	if n := s.svc.count("FindOwner"); n != 0 {
		t.Errorf("FindOwner was called %d times", n)
	}
}

// TestFilterHitsSurviveNamesThatAreCut: what matched may lie where a name is cut off.
func TestFilterHitsSurviveNamesThatAreCut(t *testing.T) {
	s := newScreen(t, 120, 24, func(f *fakeService, _ *Config) {
		for n := 8; n < 40; n++ {
			f.users = append(f.users, iamsvc.User{Name: strings.Repeat("ab", n), Path: "/" + strings.Repeat("ab/", n)})
		}
	})
	for _, filter := range []string{"abababababababababa", "b", "aaaaaaaaaaaaaaaa", "/ab/ab/ab/ab/ab/ab/ab/ab/ab/ab"} {
		s.press("/")
		s.typeText(filter)
		for _, width := range []int{60, 80, 99, 100, 101, 120, 160, 200} {
			fits(t, s.resize(width, 24), width, 24)
		}
		s.press("esc", "esc")
	}
}

func TestSortOrders(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.wait(2 * time.Second)
	order := func() string {
		var names []string
		for _, user := range s.m.browse.InView() {
			names = append(names, user.UserName())
		}
		return strings.Join(names, " ")
	}
	for i, want := range []string{
		"alice bob build-bot carol deploy-bot ops",
		"ops deploy-bot carol build-bot bob alice", // the newest user first
		"alice deploy-bot build-bot ops bob carol", // the oldest key first, no keys last
	} {
		if got := order(); got != want {
			t.Errorf("after %d times s the order is %s, want %s", i, got, want)
		}
		s.tap("s")
	}
}

func TestSortOrdersOfKeys(t *testing.T) {
	s := newScreen(t, 120, 24, func(f *fakeService, _ *Config) {
		old, used := f.keys["alice"][0], f.keys["alice"][1]
		old.Status, used.Status = iamsvc.Inactive, iamsvc.Inactive
		f.keys["alice"] = []iamsvc.Key{used, old, {ID: "AKIAALICEALICEALICE3", User: iamsvc.NamedUser("alice"), Status: iamsvc.Active, Created: start.AddDate(0, 0, -100)}}
		f.lastUse[used.ID] = iamsvc.LastUse{At: start.Add(-time.Minute)}
	})
	s.tap("tab")
	for i, want := range []string{"3 1 2", "1 3 2", "2 1 3"} { // active first, oldest first, last used first
		var ids []string
		for _, k := range s.m.browse.Keys() {
			ids = append(ids, k.ID[len(k.ID)-1:])
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("after %d times s the keys are %s, want %s", i, got, want)
		}
		s.tap("s")
	}
}
