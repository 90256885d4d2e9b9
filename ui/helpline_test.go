package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"akia/iamsvc"
	"akia/ui/action"
)

// helpLine returns the last line of the screen, without the space around it.
func (s *screen) helpLine() string {
	lines := strings.Split(s.view(), "\n")
	return strings.TrimSpace(lines[len(lines)-1])
}

// helpScenes are what the help line depends on.
func helpScenes() []struct {
	name string
	set  func(*fakeService, *Config)
	open func(*screen)
} {
	nothing := func(*fakeService, *Config) {}
	readOnly := func(_ *fakeService, c *Config) { c.ReadOnly = true }
	return []struct {
		name string
		set  func(*fakeService, *Config)
		open func(*screen)
	}{
		{"the users", nothing, func(s *screen) { s.tap("j") }},
		{"an inactive key", nothing, func(s *screen) { s.tap("j", "j", "tab") }},
		{"a user without keys", nothing, func(s *screen) { s.tap("j", "j", "j") }},
		{"something to undo", nothing, func(s *screen) { s.tap("j", "t") }},
		{"no more to undo", nothing, func(s *screen) { s.tap("j", "t"); s.wait(2 * time.Minute); s.tap("k") }},
		{"nobody", func(f *fakeService, _ *Config) { f.users = nil }, func(*screen) {}},
		{"read-only", readOnly, func(s *screen) { s.tap("j") }},
		{"the audit", nothing, func(s *screen) { s.tap("a") }},
		{"the audit, with marks", nothing, func(s *screen) { s.tap("a", "space", "space") }},
		{"the audit, read-only", readOnly, func(s *screen) { s.tap("a", "space") }},
		{"an audit of nothing", func(f *fakeService, _ *Config) { f.users = nil }, func(s *screen) { s.tap("a") }},
		{"a filter", nothing, func(s *screen) { s.tap("/") }},
		{"a question", nothing, func(s *screen) { s.tap("j", "c") }},
	}
}

// TestHelpLine keeps the help line of every kind of row, marks and permission, at four widths, as a file to be read in
// review.
func TestHelpLine(t *testing.T) {
	var b strings.Builder
	for _, scene := range helpScenes() {
		fmt.Fprintf(&b, "%s\n", scene.name)
		for _, width := range []int{200, 120, 80, 60} {
			s := newScreen(t, width, 24, scene.set)
			s.wait(time.Second)
			scene.open(s)
			fmt.Fprintf(&b, "%5d %s\n", width, s.helpLine())
		}
	}
	golden.RequireEqual(t, b.String())
}

// TestHelpLineOffersOnlyWhatApplies presses every key that the help line shows, and every one that it leaves out
// because it does not apply: those say why, in one line, and neither ask nor change anything.
func TestHelpLineOffersOnlyWhatApplies(t *testing.T) {
	for _, scene := range helpScenes() {
		fresh := func() *screen {
			s := newScreen(t, 200, 24, scene.set)
			s.wait(time.Second)
			scene.open(s)
			return s
		}
		s := fresh()
		if s.m.mode() != browsing {
			continue
		}
		for _, a := range s.m.present().actions {
			s := fresh()
			hint := "  " + a.Binding.Help().Key + " " + nowOn(s.m).Short(a.Action) + "  "
			shown := strings.Contains("  "+s.helpLine()+"  ", hint)
			applies := nowOn(s.m).WhyNot(a.Action) == action.Applies
			if shown && !applies {
				t.Errorf("%s: %s is offered and does not apply", scene.name, a.Name)
			}
			if applies {
				continue
			}
			s.m.Status.News.Text = ""
			writes := len(s.svc.writes())
			s.press(a.Action.Keys[0])
			if s.open() > 0 || len(s.svc.writes()) > writes || s.m.Status.News.Text == "" {
				t.Errorf("%s: %s does not apply: %d windows, %q", scene.name, a.Name, s.open(), s.m.Status.News.Text)
			}
		}
	}
}

// TestReadOnlyOffersNothingThatWrites, wherever the cursor is.
func TestReadOnlyOffersNothingThatWrites(t *testing.T) {
	for in := range action.Places {
		for _, a := range action.Table(in) {
			now := action.Now{
				Place: in, ReadOnly: true, User: true, Key: true, Listed: true, Keys: 1, Marks: 1, Rows: 1, Undo: true,
				Status: iamsvc.Active,
			}
			if why := now.WhyNot(a); (why == action.ReadOnly) != a.Changes {
				t.Errorf("%s: %s: %d", places[in].name, a.Name, why)
			}
		}
	}
}

// TestAKeyThatDoesNothingSaysSo: those that are bound to nothing too, by a name that is no longer than a line can hold.
func TestAKeyThatDoesNothingSaysSo(t *testing.T) {
	for in := range action.Places {
		for press, want := range map[string]string{
			"Z": "Z does nothing here: ? lists the keys", "ctrl+x": "ctrl+x does nothing here", "space": "space does nothing here",
			"u": "Nothing to undo", "!": "No errors yet", "ctrl+z": "There is no shell here",
		} {
			if press == "space" && in == action.InAudit {
				continue
			}
			s := newScreen(t, 120, 40)
			s.tap(places[in].open...)
			s.press(press)
			if got := s.m.Status.News.Text; !strings.HasPrefix(got, want) {
				t.Errorf("%s: %s says %q", places[in].name, press, got)
			}
		}
	}
	s := newScreen(t, 120, 40)
	s.press("esc")
	s.shows("There is nothing to go back from")
	s.press("g", "g", "k")
	s.typeText(strings.Repeat("漢", 1))
	s.shows("漢 does nothing here")
}

// TestAKeyThatDoesNothingInADialogSaysSo, and changes nothing in it; keys that move are silent at the end of what there is.
func TestAKeyThatDoesNothingInADialogSaysSo(t *testing.T) {
	for name, scene := range map[string]struct {
		open []string
		says string
	}{
		"question": {[]string{"j", "c"}, "Z does nothing here: ? lists the keys"},
		"menu":     {[]string{"a", "s"}, "Z does nothing here: ? lists the keys"},
		"page":     {[]string{"?"}, "Z does nothing here: esc closes"},
		"secret":   {[]string{"j", "c", "y"}, "Z does nothing here: ? lists the keys"},
	} {
		s := newScreen(t, 120, 40)
		s.wait(time.Second)
		s.tap(scene.open...)
		s.wait(time.Minute)
		s.m.Status.News.Text = ""
		windows, before := s.open(), s.m.Top().View(s.m.Theme, 100, 38)
		s.press("Z")
		if s.m.Status.News.Text != scene.says || s.open() != windows || s.m.Top().View(s.m.Theme, 100, 38) != before {
			t.Errorf("%s: it says %q", name, s.m.Status.News.Text)
		}
		s.m.Status.News.Text = ""
		s.press("down", "up", "k")
		if s.m.Status.News.Text != "" {
			t.Errorf("%s: a key that moves says %q", name, s.m.Status.News.Text)
		}
	}
}
