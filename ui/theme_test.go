package ui

import (
	"regexp"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"akia/ui/theme"
)

// TestThemeSwitchesLive: every theme draws the same characters, at once, and what the terminal says of its background later does
// not take a chosen one back.
func TestThemeSwitchesLive(t *testing.T) {
	colors := regexp.MustCompile(`\x1b\[[\d;]*\b(3[0-8]|4[0-8]|9[0-7]|10[0-7])\b`)
	for _, scene := range []string{"browse", "audit-marked", "delete-active", "bulk-results"} {
		s := newScreen(t, 120, 40)
		pictureScenes()[scene](s)
		plain, drawn := s.view(), map[string]theme.Name{}
		for _, name := range []theme.Name{theme.Dark, theme.Light, theme.HighContrast, theme.Mono} {
			s.m.SetTheme(name)
			content := s.m.View().Content
			if ansi.Strip(content) != plain {
				t.Errorf("%s: %s draws other characters", scene, name)
			}
			if other, twice := drawn[content]; twice {
				t.Errorf("%s: %s looks as %s does", scene, name, other)
			}
			drawn[content] = name
			if found := colors.FindString(content); name == theme.Mono && found != "" {
				t.Errorf("%s: mono has a color: %q", scene, found)
			}
		}
	}
	s := newScreen(t, 120, 40, func(_ *fakeService, c *Config) { c.Theme = theme.Light })
	light := s.m.View().Content
	s.background(true)
	if s.m.View().Content != light {
		t.Error("the background of the terminal has changed a theme that was chosen")
	}
	s.m.SetTheme(theme.Auto)
	if s.m.View().Content == light || s.m.ThemeName() != theme.Auto {
		t.Error("auto does not follow the background")
	}
}

// TestTellsStatesWithoutColor: in mono, as in a terminal without colors, the selected row, the pane in focus, marks and what failed
// are drawn otherwise than the rest.
func TestTellsStatesWithoutColor(t *testing.T) {
	for name, prepare := range map[string]func(*screen){
		"mono":     func(s *screen) { s.m.SetTheme(theme.Mono) },
		"NO_COLOR": func(s *screen) { s.send(tea.ColorProfileMsg{Profile: colorprofile.ASCII}) },
	} {
		s := newScreen(t, 120, 40)
		prepare(s)
		before := s.m.View().Content
		s.tap("tab")
		if s.m.View().Content == before {
			t.Errorf("%s: the pane in focus does not show", name)
		}
		s = newScreen(t, 120, 40)
		prepare(s)
		s.tap("a")
		unmarked := s.view()
		s.tap("space")
		if s.view() == unmarked {
			t.Errorf("%s: a marked row does not show", name)
		}
	}
}
