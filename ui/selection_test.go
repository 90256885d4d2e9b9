package ui

import (
	"slices"
	"testing"
	"time"

	"akia/iamsvc"
)

// TestCursorStaysOnItsUser: whatever happens to the list, the same user stays selected, on the same line of the screen.
func TestCursorStaysOnItsUser(t *testing.T) {
	insert := func(f *fakeService, names ...string) {
		for _, n := range names {
			f.users = append([]iamsvc.User{{Name: n, Path: "/"}}, f.users...)
		}
	}
	for name, change := range map[string]func(*fakeService){
		"users added":   func(f *fakeService) { insert(f, "new-1", "new-2", "new-3") },
		"users removed": func(f *fakeService) { f.users = slices.Delete(f.users, 0, 4) },
		"users reordered": func(f *fakeService) {
			f.users[90], f.users[30] = f.users[30], f.users[90]
			f.users[0], f.users[50] = f.users[50], f.users[0]
		},
		"nothing changed": func(*fakeService) {},
	} {
		for _, refresh := range []string{"r", "ctrl+r"} {
			t.Run(name+" "+refresh, func(t *testing.T) {
				s := newScreen(t, 120, 24, manyUsers(120, 40))
				s.tap("G", "G", "G", "g")
				for range 60 {
					s.press("j")
				}
				s.wait(2 * time.Second)
				line := s.line("› user-060")
				change(s.svc)
				s.tap(refresh)
				s.on("user-060")
				if got := s.line("› user-060"); got != line || line < 0 {
					t.Errorf("the cursor was on line %d and is on line %d", line, got)
				}
			})
		}
	}
}

func TestCursorTakesTheNextRowWhenItsUserIsGone(t *testing.T) {
	s := newScreen(t, 120, 24, manyUsers(50, 100))
	s.tap("j", "j", "j")
	line := s.line("› user-003")
	s.svc.users = slices.Delete(s.svc.users, 3, 4)
	s.tap("r")
	s.on("user-004")
	if got := s.line("› user-004"); got != line {
		t.Errorf("the cursor was on line %d and is on line %d", line, got)
	}
	s.shows("Keys of user-004")
}

func TestCursorStaysThroughPagesSortAndFilter(t *testing.T) {
	s := newScreen(t, 120, 24, manyUsers(200, 50))
	for range 20 {
		s.press("j")
	}
	s.wait(2 * time.Second)
	for range 6 { // pages come in while the cursor goes near the end and back
		s.tap("pgdown")
	}
	for range 6 {
		s.tap("pgup")
	}
	s.on("user-020")
	for range 3 { // the orders of users
		s.tap("s")
		s.on("user-020")
	}
	s.tap("/")
	s.typeText("20")
	s.on("user-020")
	s.tap("enter")
	s.on("user-020")
	s.tap("esc")
	s.on("user-020")
	s.shows("› user-020", "Keys of user-020")
}

// TestRefreshNeverShrinksTheList: what is on the screen stays until the new list is as long.
func TestRefreshNeverShrinksTheList(t *testing.T) {
	s := newScreen(t, 120, 24, manyUsers(120, 40))
	s.tap("G", "G", "G")
	s.shows("Users 120 ", "› user-119")
	for _, refresh := range []string{"r", "ctrl+r"} {
		s.hold = true
		s.press(refresh)
		for range 12 {
			for _, msg := range s.answers() {
				s.deliver(msg)
				s.on("user-119")
				s.shows("› user-119", "Users 120")
			}
		}
		s.release()
		s.wait(2 * time.Second)
		s.shows("Users 120 ", "› user-119")
	}
}

// TestCountSaysThatThereIsMore: a count is followed by a plus until the last page has been read.
func TestCountSaysThatThereIsMore(t *testing.T) {
	s := newScreen(t, 120, 24, manyUsers(250, 100))
	s.shows("Users 100+ ")
	s.hold = true
	s.press("r")
	s.shows("Users 100+ ")
	s.release()
	s.wait(time.Second)
	s.tap("G")
	s.shows("Users 200+ ")
	s.tap("G")
	s.shows("Users 250 ")
	s.hides("250+")
}

// TestPagesLoadAsTheCursorComesNear: not all at once, and the cursor never has to wait at the end of a page.
func TestPagesLoadAsTheCursorComesNear(t *testing.T) {
	s := newScreen(t, 120, 24, manyUsers(1000, 100))
	if n := s.svc.count("ListUsers"); n != 1 {
		t.Errorf("%d pages were read at the start, want 1", n)
	}
	for range 99 {
		s.press("j")
		s.wait(200 * time.Millisecond)
	}
	if n := s.svc.count("ListUsers"); n != 2 {
		t.Errorf("%d pages were read when the cursor was at the end of the first, want 2", n)
	}
}

// TestCursorStaysOnItsKey: the table of keys is held by identity too.
func TestCursorStaysOnItsKey(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.tap("j", "j", "j", "j", "tab", "j")
	selected := func() string { return s.m.browse.KeyID() }
	if selected() != "AKIADEPLOYDEPLOYDEP2" {
		t.Fatalf("the key selected is %s", selected())
	}
	for _, step := range []func(){
		func() { s.tap("s") },
		func() { s.tap("s") },
		func() { s.tap("s") },
		func() { slices.Reverse(s.svc.keys["deploy-bot"]); s.tap("r") },
		func() { s.tap("t") },
		func() {
			s.svc.keys["deploy-bot"] = append([]iamsvc.Key{{ID: "AKIAOTHEROTHEROTHER1", User: iamsvc.NamedUser("deploy-bot"), Status: iamsvc.Active, Created: start.AddDate(-3, 0, 0)}}, s.svc.keys["deploy-bot"]...)
			s.tap("ctrl+r")
		},
	} {
		step()
		if selected() != "AKIADEPLOYDEPLOYDEP2" {
			t.Errorf("the key selected is %s", selected())
		}
		s.shows("› AKIADEPLOYDEPLOYDEP2")
	}
}

func TestAnotherUsersTableStartsAtItsFirstKey(t *testing.T) {
	s := newScreen(t, 120, 24)
	s.tap("tab", "j")
	s.shows("› AKIAALICEALICEALICE2")
	s.tap("tab", "j", "k")
	s.shows("› AKIAALICEALICEALICE1")
}
