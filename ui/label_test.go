package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
)

func labelled(_ *fakeService, c *Config) { c.Label, c.Color, c.Profile = "PROD", "red", "prod" }

// The label of an account is in its header, in the title of the window, and in every question that writes.
func TestTheLabelOfAnAccountIsWhereverSomethingIsChanged(t *testing.T) {
	for name, keys := range map[string][]string{
		"deactivate": {"j", "tab", "t"}, "delete": {"j", "tab", "d"}, "create": {"j", "c"}, "rotate": {"j", "tab", "R"},
		"describe": {"j", "tab", "e"}, "all keys": {"j", "K", "up", "enter"}, "new user": {"n"}, "leak": {"j", "tab", "L"},
		"deactivate marked": {"a", "*", "t"}, "delete marked": {"a", "*", "d"}, "own key": {"G", "t"},
	} {
		for _, size := range [][2]int{{120, 40}, {60, 15}} {
			s := newScreen(t, size[0], size[1], labelled)
			if title := s.m.View().WindowTitle; title != "akia: PROD acme-test" {
				t.Errorf("the title is %q", title)
			}
			if head, _, _ := strings.Cut(s.view(), "\n"); !strings.Contains(head, " PROD") {
				t.Errorf("the header is %q", head)
			}
			s.tap(keys...)
			if len(s.m.Windows) == 0 {
				continue // it asks nothing, and can be taken back
			}
			d := s.m.Top().View(s.m.Theme, 116, 39)
			if !strings.Contains(d, "PROD: acme-test") {
				t.Errorf("%s does not say that it is PROD:\n%s", name, d)
			}
		}
	}
}

// Where there are no colors the label is told by its text, and drawn as what must not be overlooked.
func TestTheLabelIsReadWithoutColors(t *testing.T) {
	for _, profile := range []colorprofile.Profile{colorprofile.ASCII, colorprofile.ANSI, colorprofile.TrueColor} {
		s := newScreen(t, 120, 40, labelled)
		s.send(tea.ColorProfileMsg{Profile: profile})
		if head, _, _ := strings.Cut(s.m.View().Content, "\n"); !strings.Contains(head, s.m.Theme.Label("red").Render(" PROD ")) {
			t.Errorf("%v: %q", profile, head)
		}
	}
}
