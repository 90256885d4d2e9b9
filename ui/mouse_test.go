package ui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/action"
	"akia/ui/text"
)

// cellOf returns the first cell of a text on the screen.
func (s *screen) cellOf(words string) (x, y int) {
	s.t.Helper()
	for y, line := range strings.Split(s.view(), "\n") {
		if i := strings.Index(line, words); i >= 0 {
			return text.Width(line[:i]), y
		}
	}
	s.t.Fatalf("%q is not on the screen:\n%s", words, s.view())
	return 0, 0
}

// clickAt clicks a cell, long enough after the last click.
func (s *screen) clickAt(x, y int) {
	s.t.Helper()
	s.wait(doubleClick)
	s.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	s.send(tea.MouseReleaseMsg{X: x, Y: y, Button: tea.MouseLeft})
}

// clickOn clicks on a text.
func (s *screen) clickOn(words string) {
	s.t.Helper()
	x, y := s.cellOf(words)
	s.clickAt(x, y)
}

func (s *screen) wheel(words string, button tea.MouseButton) {
	s.t.Helper()
	x, y := s.cellOf(words)
	s.send(tea.MouseWheelMsg{X: x, Y: y, Button: button})
}

// TestAClickSelects the user, the key or the row that it is on, and gives its pane the keys.
func TestAClickSelects(t *testing.T) {
	for _, size := range goldenSizes {
		s := newScreen(t, size[0], size[1])
		s.clickOn("bob")
		if u, _ := s.m.browse.User(); u != iamsvc.NamedUser("bob") || s.m.browse.OnKeys() {
			t.Errorf("%v: %s is selected", size, u)
		}
		s.clickOn("AKIABOBBOBBOBBOBBOB1")
		if k, _ := s.m.selectedKey(); k.ID != "AKIABOBBOBBOBBOBBOB1" || !s.m.browse.OnKeys() {
			t.Errorf("%v: %s is selected, on the keys: %v", size, k.ID, s.m.browse.OnKeys())
		}
		s.clickOn("alice")
		if u, _ := s.m.browse.User(); u != iamsvc.NamedUser("alice") || s.m.browse.OnKeys() {
			t.Errorf("%v: %s is selected, on the keys: %v", size, u, s.m.browse.OnKeys())
		}
		s.wait(time.Second)
		s.tap("a", "G")
		s.clickOn("deploy-bot")
		if _, row, _ := s.m.audit.Row(); row.User != iamsvc.NamedUser("deploy-bot") {
			t.Errorf("%v: the row of %s is selected", size, row.User)
		}
		s.wrote()
	}
}

// TestAClickOnAHeadSorts, and on that of the audit's order turns it round.
func TestAClickOnAHeadSorts(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.clickOn("OLDEST")
	s.shows("oldest key first")
	s.clickOn("LAST USED")
	s.shows("last used first")
	s.tap("a")
	s.clickOn("USER ")
	s.shows("users from A to Z")
	s.clickOn("USER↓")
	s.shows("users from Z to A")
	s.clickOn("AGE")
	s.shows("oldest first")
}

// TestTheWheelScrollsWhatIsUnderIt; the cursor stays on its row until that leaves the window, and the focus where it is.
func TestTheWheelScrollsWhatIsUnderIt(t *testing.T) {
	s := newScreen(t, 100, 15, func(f *fakeService, _ *Config) {
		for _, name := range strings.Fields("u10 u11 u12 u13 u14 u15 u16 u17 u18 u19 u20 u21 u22") {
			f.users = append(f.users, iamsvc.User{Name: name, Path: "/"})
		}
	})
	s.tap("j", "j", "j", "tab")
	before, _ := s.m.browse.User()
	s.wheel("Users", tea.MouseWheelDown)
	if u, _ := s.m.browse.User(); u != before || !s.m.browse.OnKeys() || strings.Contains(s.view(), "alice ") {
		t.Errorf("%s is selected after %s, and the list is\n%s", u, before, s.view())
	}
	for range 20 {
		s.wheel("Users", tea.MouseWheelDown)
	}
	if u, _ := s.m.browse.User(); u == before || !strings.Contains(s.view(), "u22") {
		t.Errorf("%s is selected, out of sight:\n%s", u, s.view())
	}
	s.wait(time.Second)
	s.tap("?")
	top := s.view()
	s.wheel("Help", tea.MouseWheelDown)
	if s.view() == top {
		t.Error("the wheel does not scroll the help")
	}
	s.wheel("Help", tea.MouseWheelUp)
	if s.view() != top {
		t.Error("the wheel does not scroll back")
	}
}

// TestTheHelpLineIsClickedAsItsKeysArePressed, guards included.
func TestTheHelpLineIsClickedAsItsKeysArePressed(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j")
	s.clickOn("deactivate")
	s.wrote(bobOff)

	s = newScreen(t, 120, 40)
	s.wait(time.Second)
	s.tap("j")
	s.wait(doubleClick)
	x, y := s.cellOf("deactivate")
	otherKey(s)
	s.send(nil) // the answer
	s.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	s.wrote()
	if !strings.Contains(s.m.Status.News.Text, "nothing was changed") {
		t.Errorf("it says %q", s.m.Status.News.Text)
	}

	s = newScreen(t, 120, 40)
	s.clickOn("help")
	s.shows("details of the user: groups")
	s.clickOn("close")
	if s.open() != 0 {
		t.Error("the help is not closed")
	}
}

// TestButtonsAreClicked once the question has been seen, and never by the second half of a double click.
func TestButtonsAreClicked(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("j")
	s.press("c")
	x, y := s.cellOf("[ Create")
	s.wait(action.Settle / 2)
	s.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	s.wrote() // it had not been there for long enough
	s.wait(action.Settle)
	s.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	s.wrote() // a double click
	s.wait(time.Second)
	s.clickAt(x, y)
	s.wrote("CreateKey bob")

	s = newScreen(t, 120, 40)
	s.tap("j", "c")
	s.clickOn("[ Cancel")
	if s.open() != 0 {
		t.Error("Cancel does not cancel")
	}
	s.wrote()
}

// TestNoClickOnTheScreenWrites: whatever cell of the panes, of the audit or of what is behind a dialog is clicked. Each row
// is clicked; a third of the cells, and all of them with AKIA_FULL.
func TestNoClickOnTheScreenWrites(t *testing.T) {
	for name, open := range pictureScenes() {
		for _, size := range [][2]int{{120, 40}, {60, 15}} {
			s := newScreen(t, size[0], size[1])
			open(s)
			s.svc.calls = nil
			for y := range size[1] - 2 {
				for x := 3; x < size[0]; x += 29 {
					if !sweepsAll() && (x/29+y)%3 != 0 || s.open() > 0 && dialogButtonAt(s, x, y) {
						continue
					}
					open := s.open()
					s.wait(action.Settle)
					s.send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
					if writes := s.svc.writes(); len(writes) > 0 || s.open() > open {
						t.Fatalf("%s: a click at %d,%d wrote %q or opened a dialog:\n%s", name, x, y, writes, s.view())
					}
				}
			}
		}
	}
}

// dialogButtonAt reports whether a button of a dialog, or a key that its foot names, may be at a cell.
func dialogButtonAt(s *screen, x, y int) bool {
	line := strings.Split(s.view(), "\n")[y]
	return strings.Contains(line, "[ ") || strings.Contains(line, "esc ")
}

// TestOtherButtonsAndTextFieldsTakeNoClick.
func TestOtherButtonsAndTextFieldsTakeNoClick(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.wait(time.Minute)
	x, y := s.cellOf("bob")
	before := s.view()
	for _, click := range []tea.MouseClickMsg{
		{X: x, Y: y, Button: tea.MouseRight},
		{X: x, Y: y, Button: tea.MouseMiddle},
		{X: x, Y: y, Button: tea.MouseLeft, Mod: tea.ModShift},
		{X: -1, Y: 5, Button: tea.MouseLeft},
		{X: 500, Y: 5, Button: tea.MouseLeft},
		{X: 5, Y: 500, Button: tea.MouseLeft},
	} {
		s.wait(time.Second)
		s.send(click)
		if s.view() != before {
			t.Errorf("%+v has changed the screen", click)
		}
	}
	s.send(tea.MouseMotionMsg{X: x, Y: y, Button: tea.MouseLeft})
	s.tap("/")
	s.typeText("b")
	x, y = s.cellOf("bob")
	s.clickAt(x, y)
	s.typeText("o")
	if got := s.m.browse.FilterLine(); !strings.Contains(got, "bo") {
		t.Errorf("after a click the line of the filter is %q", got)
	}
	s = newScreen(t, 120, 40)
	s.tap("o")
	s.typeText("AKIA")
	form := s.view()
	for y := range 38 {
		s.clickAt(60, y)
		s.send(tea.MouseWheelMsg{X: 60, Y: y, Button: tea.MouseWheelDown})
	}
	if s.view() != form {
		t.Errorf("the mouse has changed a form:\n%s", s.view())
	}
}

// TestTheMouseIsTheTerminals where the person wants it so, and no frame has marks of areas in it.
func TestTheMouseIsTheTerminals(t *testing.T) {
	s := newScreen(t, 120, 40, func(_ *fakeService, c *Config) { c.NoMouse = true })
	if s.m.View().MouseMode != tea.MouseModeNone {
		t.Error("the mouse is asked for")
	}
	s = newScreen(t, 120, 40)
	if s.m.View().MouseMode != tea.MouseModeCellMotion {
		t.Error("the mouse is not asked for")
	}
	s.clickOn("bob")
	if content := s.m.View().Content; strings.Contains(content, "\x1b[0z") {
		t.Error("a frame has marks of areas in it")
	}
}
