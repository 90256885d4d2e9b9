package ui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// TestLongTextIsShownInPart types and pastes more into each line of text than fits: the part with the cursor is shown, and
// the frame stays whole.
func TestLongTextIsShownInPart(t *testing.T) {
	for name, open := range map[string]func(*screen){
		"filter": func(s *screen) { s.tap("/") }, "owner": func(s *screen) { s.tap("o") },
		"delete": func(s *screen) { s.tap("d", "y") }, "discard": func(s *screen) { s.tap("j", "c", "y", "esc") },
	} {
		for _, unit := range []string{"x", "日本", "-"} {
			t.Run(name+" "+unit, func(t *testing.T) {
				for _, size := range [][2]int{{60, 15}, {80, 24}, {120, 40}} {
					s := newScreen(t, size[0], size[1])
					open(s)
					closed := strings.Count(s.view(), "│\n")
					s.typeText("begin ")
					s.send(tea.PasteMsg{Content: strings.Repeat(unit, 100)})
					s.typeText(" end")
					check := func(want string) {
						t.Helper()
						s.shows(want)
						if fault := wrongFrame(s.m.View().Content, size[0], size[1]); fault != "" {
							t.Error(fault)
						}
						if got := strings.Count(s.view(), "│\n"); name != "filter" && got != closed {
							t.Errorf("%d lines end with a border, before the text %d:\n%s", got, closed, s.view())
						}
					}
					check(" end")
					s.press("home")
					check("begin ")
				}
			})
		}
	}
}
