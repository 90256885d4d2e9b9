package dialog

import (
	"strings"
	"testing"

	"akia/ui/text"
)

// TestLongQuestionScrolls: every line of it can be read, however low the window is.
func TestLongQuestionScrolls(t *testing.T) {
	var lines []Line
	for i := range 40 {
		lines = append(lines, Line{Text: strings.Repeat("i", i+1)})
	}
	d := NewAsk("Sure?", lines, Button{Label: "Yes", Yes: true})
	v := draw(t, d, 80, 14)
	for range 10 {
		send(d, "pgdown")
		v += draw(t, d, 80, 14)
	}
	for _, l := range lines {
		shows(t, v, " "+l.Text+" ")
	}
	for range 10 {
		send(d, "pgup")
		draw(t, d, 80, 14)
	}
	shows(t, draw(t, d, 80, 14), " i ")
}

func TestGuideShowsTheStepInFocus(t *testing.T) {
	steps := make([]Step, 12)
	for i := range steps {
		steps[i] = Step{
			Title: "step " + strings.Repeat("x", i+1), State: Line{Text: "open"}, Command: "do " + strings.Repeat("y", i+1),
			Lines: []Line{{Text: "why " + strings.Repeat("z", 100)}}, Action: "act", Result: i,
		}
	}
	steps[3].Command, steps[3].Action = "", ""
	d := NewGuide("Guide", []Line{{Text: "head"}}, steps...)
	for i, s := range steps {
		v := draw(t, d, 60, 14)
		shows(t, v, s.Title+" ", "esc close")
		if i != 3 {
			shows(t, v, s.Command+" ", "enter act")
			if got := send(d, "enter"); got != i {
				t.Errorf("enter on step %d returned %v", i, got)
			}
			if got := send(d, "y"); got != (CopyCommand{s.Command}) {
				t.Errorf("y on step %d returned %v", i, got)
			}
		} else if send(d, "enter", "y") != nil {
			t.Error("a step without anything to do does something")
		}
		for _, l := range strings.Split(v, "\n") {
			if text.Width(l) > 60 {
				t.Errorf("too wide: %q", l)
			}
		}
		send(d, "j")
	}
}

func TestGuideFollows(t *testing.T) {
	step := func(action string) Step { return Step{Title: "one", Action: action, Result: action} }
	d := NewGuide("Guide", nil, Step{Title: "zero"}, step("a")).Focus(1)
	if d.Follow(NewGuide("Guide", nil, Step{Title: "zero", State: Line{Text: "done"}}, step("a"))) {
		t.Error("what can be answered has not changed")
	}
	if !d.Follow(NewGuide("Guide", nil, Step{Title: "zero"}, step("b"))) || send(d, "enter") != "b" {
		t.Error("what can be answered has changed")
	}
	if !d.Follow(NewGuide("Guide", nil, Step{Title: "zero"})) {
		t.Error("the step in focus is gone")
	}
}

func TestQuestionFollows(t *testing.T) {
	ask := func(line string, result int) *Ask {
		return NewAsk("Q", []Line{{Text: line}}, Button{Label: "A", Result: result}, Button{Label: "B", Result: 2})
	}
	d := ask("one", 1)
	send(d, "tab")
	if d.Follow(ask("two", 1)) || send(d, "enter") != 2 {
		t.Error("other words moved the focus")
	}
	shows(t, draw(t, d, 80, 20), "two")
	if !d.Follow(ask("two", 3)) || send(d, "enter") != 3 {
		t.Error("another answer is not noticed")
	}
}
