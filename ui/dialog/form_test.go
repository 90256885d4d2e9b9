package dialog

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// word accepts one word.
func word(want string) func(string) (Result, string) {
	return func(s string) (Result, string) {
		if s == want {
			return "accepted " + s, ""
		}
		return nil, "That is not it."
	}
}

func TestTypedTakesEveryLetterAsText(t *testing.T) {
	var got string
	d := NewTyped("Type", nil, true, func(s string) (Result, string) { got = s; return nil, "" })
	for _, k := range strings.Split("ynqtcduvhjklgG?!/srRoea", "") {
		if r := send(d, k); r != nil {
			t.Errorf("%s ended the dialog with %v", k, r)
		}
	}
	send(d, "space", "ctrl+r", "tab", "shift+tab", "left", "right", "enter")
	if got != "ynqtcduvhjklgG?!/srRoea " {
		t.Errorf("typed was %q", got)
	}
}

func TestTypedIsAcceptedByEnterAlone(t *testing.T) {
	d := NewTyped("Type", nil, true, word("ab"))
	if r := send(d, "a", "enter"); r != nil {
		t.Errorf("a wrong text was accepted: %v", r)
	}
	shows(t, draw(t, d, 70, 20), "That is not it.")
	send(d, "b")
	if strings.Contains(draw(t, d, 70, 20), "That is not it.") {
		t.Error("the complaint stays while the text is being corrected")
	}
	if r := send(d, "enter"); r != "accepted ab" {
		t.Errorf("the right text returned %v", r)
	}
	for _, k := range []string{"esc", "ctrl+c"} {
		if r := send(NewTyped("Type", nil, true, word("")), k); r != (Cancelled{}) {
			t.Errorf("%s returned %v", k, r)
		}
	}
}

func TestTypedPastes(t *testing.T) {
	for _, c := range []struct{ paste, want string }{
		{"AKIA5EXAMPLE", "AKIA5EXAMPLE"},
		{"  AKIA5EXAMPLE\r\n", "AKIA5EXAMPLE"},
		{"two\nlines", "two lines"},
		{"e\x1b[2Jscape", "e[2Jscape"},
		{strings.Repeat("x", 10<<20), strings.Repeat("x", 256)},
	} {
		var got string
		d := NewTyped("Type", nil, false, func(s string) (Result, string) { got = s; return nil, "" })
		d.Update(tea.PasteMsg{Content: c.paste})
		send(d, "enter")
		if got != c.want {
			t.Errorf("a paste of %.20q became %.40q", c.paste, got)
		}
	}
}

// TestTypedLineBreakInAPasteIsNotEnter: it must not press anything.
func TestTypedLineBreakInAPasteIsNotEnter(t *testing.T) {
	d := NewTyped("Type", nil, true, word("ab"))
	if r := d.Update(tea.PasteMsg{Content: "ab\n"}); r != nil {
		t.Errorf("the paste returned %v", r)
	}
}

func TestFormGoesThroughItsFields(t *testing.T) {
	var got []string
	d := NewForm("Form", []Line{{Text: "Fill in."}}, false, []Field{
		{Label: "Name", Check: func(s string) string {
			if strings.Contains(s, "!") {
				return "No exclamation mark."
			}
			return ""
		}},
		{Label: "Path", Value: "/"},
	}, func(texts []string) (Result, string) {
		got = slices.Clone(texts)
		return "done", ""
	})
	send(d, "b", "o", "b", "tab", "c", "i", "shift+tab", "!", "down")
	if r := send(d, "enter"); r != nil {
		t.Errorf("a wrong field was accepted: %v", r)
	}
	v := draw(t, d, 70, 20)
	shows(t, v, "› Name", "Path  /ci", "No exclamation mark.")
	if r := send(d, "backspace", "enter"); r != "done" || !slices.Equal(got, []string{"bob", "/ci"}) {
		t.Errorf("the form returned %v with %q", r, got)
	}
}
