package filterline_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"akia/iamsvc/filter"
	"akia/ui/filterline"
	"akia/ui/text"
	"akia/ui/theme"
)

func newLine() filterline.Line {
	language := &filter.Language[string]{
		Texts: func(row *string, look func(string) bool) bool { return look(*row) },
		Fields: []filter.Field[string]{
			{Name: "colour", Help: "what it looks like", Values: []string{"red", "rose"}, Choice: func(*string, int) filter.Truth { return filter.True }},
			{Name: "count", Text: func(*string) (string, bool) { return "", true }},
		},
	}
	l := filterline.New(filterline.Rules{
		Check: func(text string) error { _, err := language.Parse(text); return err },
		Complete: func(text string, at int) []filter.Completion {
			return language.Complete(text, at, func(string) []string { return []string{"a b", "ü"} })
		},
	})
	l.Open()
	return l
}

func press(l *filterline.Line, keys ...string) (last filterline.Event) {
	codes := map[string]rune{"tab": tea.KeyTab, "enter": tea.KeyEnter, "left": tea.KeyLeft, "up": tea.KeyUp, "esc": tea.KeyEscape, "home": tea.KeyHome}
	for _, k := range keys {
		msg := tea.KeyPressMsg{Code: codes[k]}
		if msg.Code == 0 {
			r, _ := utf8.DecodeRuneInString(k)
			msg = tea.KeyPressMsg{Code: r, Text: k}
		}
		last = l.Input(msg)
	}
	return last
}

func TestTabTakesElseKeeps(t *testing.T) {
	l := newLine()
	for _, step := range []struct {
		key, text string
		event     filterline.Event
	}{
		{"c", "c", filterline.Changed},
		{"tab", "colour:", filterline.Changed},
		{"tab", "colour:red", filterline.Changed},
		{",", "colour:red,", filterline.Changed},
		{"r", "colour:red,r", filterline.Changed},
		{"o", "colour:red,ro", filterline.Changed},
		{"tab", "colour:red,rose", filterline.Changed},
		{"left", "colour:red,rose", filterline.Nothing},
		{"up", "colour:red,rose", filterline.Up},
		{"tab", "colour:red,rosee", filterline.Changed}, // what ends at the cursor is completed
	} {
		if got := press(&l, step.key); got != step.event || l.Value() != step.text {
			t.Fatalf("%s: %v, %q, want %v, %q", step.key, got, l.Value(), step.event, step.text)
		}
	}
	l.SetValue("red")
	if got := press(&l, "tab"); got != filterline.Kept || l.Editing {
		t.Errorf("with nothing to take: %v, typed still %v", got, l.Editing)
	}
}

// TestMistakesAreNotKept: enter says what is wrong instead, also where something could be completed.
func TestMistakesAreNotKept(t *testing.T) {
	l := newLine()
	l.SetValue("colour:")
	th := theme.New(true, false)
	if under := ansi.Strip(l.Under(th, "", 80)); !strings.HasPrefix(under, " tab red   rose") {
		t.Errorf("%q", under)
	}
	if got := press(&l, "enter"); got != filterline.Nothing || !l.Editing {
		t.Errorf("a mistake was kept: %v", got)
	}
	if under := ansi.Strip(l.Under(th, "", 80)); under != "          ^ colour needs a value, such as colour:red." {
		t.Errorf("%q", under)
	}
	press(&l, "r")
	if under := ansi.Strip(l.Under(th, "", 80)); !strings.HasPrefix(under, " tab red") {
		t.Errorf("after the next letter: %q", under)
	}
	if got := press(&l, "esc"); got != filterline.Left {
		t.Errorf("esc: %v", got)
	}
}

// TestUnderFits: whatever is typed, and however narrow it is, both lines fit and the place that is pointed at is that of the
// mistake.
func TestUnderFits(t *testing.T) {
	th := theme.New(true, false)
	for _, typed := range []string{
		"", "c", "colour:", "x colour:blue", "ü ü ü colour:blue", strings.Repeat("long ", 40) + "nosuch:1", `"open`, "count:", "-count:a,b,",
		strings.Repeat("世", 50) + " colour:x", "colour:blue co",
	} {
		l := newLine()
		l.SetValue(typed)
		for width := 60; width < 200; width += 7 {
			for _, note := range []string{"", "  12 of 301, 250 not known, reading the rest"} {
				under, view := ansi.Strip(l.Under(th, note, width)), ansi.Strip(l.View(th, note, width))
				if text.Width(under) > width || text.Width(view) > width {
					t.Errorf("%q in %d: %q, %q", typed, width, view, under)
				}
				if at := strings.Index(under, "^"); at >= 0 {
					want := text.Width(" / " + typed[:l.Mistake().From])
					if text.Width(under[:at]) != want {
						t.Errorf("%q in %d points at %d, want %d", typed, width, at, want)
					}
				}
			}
		}
	}
}
