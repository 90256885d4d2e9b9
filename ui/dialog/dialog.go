// Package dialog holds the modal windows: questions with buttons, questions that want something typed, the one that
// shows a new secret, and pages of text. They know nothing of IAM calls: each returns a typed result, and its opener
// acts on it.
package dialog

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"akia/ui/text"
	"akia/ui/theme"
)

// Kind says how a dialog treats keys; there is one key map for each.
type Kind uint8

// The kinds of dialogs.
const (
	KindButtons Kind = iota // y, n, arrows and tab between buttons
	KindTyped               // letters are text; only enter and esc act
	KindReveal              // shows a secret
	KindPage                // text to scroll
)

// Dialog is one modal window. Update returns a nil Result while the window stays open.
type Dialog interface {
	Kind() Kind
	Update(msg tea.Msg) Result
	// View draws the window, at most width by height cells large.
	View(t theme.Theme, width, height int) string
	// Bindings are the keys that act now, for the help line.
	Bindings() []key.Binding
}

// Follower is a dialog that can be brought up to date while it is open.
type Follower interface {
	Dialog
	// Follow makes the dialog say what next says, and reports whether what it can be answered has changed. The place in it
	// that the person has chosen stays, if it still is there.
	Follow(next Dialog) (changed bool)
}

// Result is what a dialog ended with: Cancelled, or what its opener gave it to return.
type Result any

// Cancelled is the result of a dialog that was left without an answer.
type Cancelled struct{}

// Tone says how a line of a dialog is painted.
type Tone uint8

// The tones of a line.
const (
	Plain Tone = iota
	Dim
	Strong
	Warn
	Bad
	Good
)

// Line is one paragraph of a dialog; it is wrapped to the width there is.
type Line struct {
	Text string
	Tone Tone
	// Label stands before the text and is filled up to LabelWidth; what is wrapped stands below the text, not the label.
	Label string
}

// LabelWidth is the width of the column of labels.
const LabelWidth = 12

// Entry is a label and a value beside it; a label of one space is none.
func Entry(label, value string) Line { return Line{Label: label, Text: value} }

// A dialog is as wide as its lines need, between these two, where there is room for it.
const (
	common = 74
	widest = 100
)

// wide returns how wide a dialog of these lines is drawn: as wide whichever of them are in view, so that it does not
// jump.
func wide(width int, lines []Line) int {
	need := common
	for _, l := range lines {
		w := text.Width(l.Text)
		if l.Label != "" {
			w += LabelWidth
		}
		need = max(need, min(w+4, widest))
	}
	return min(width, need)
}

func (tone Tone) paint(p theme.Palette) theme.Paint {
	switch tone {
	case Dim:
		return p.Dim
	case Strong:
		return p.Strong
	case Warn:
		return p.Warn
	case Bad:
		return p.Bad
	case Good:
		return p.Good
	default:
		return p.Text
	}
}

// Render wraps and paints lines to width cells.
func Render(t theme.Theme, lines []Line, width int) []string {
	var out []string
	for _, l := range lines {
		paint := l.Tone.paint(t.Palette)
		if l.Label == "" {
			for _, s := range text.Wrap(l.Text, width) {
				out = append(out, paint.Render(s))
			}
			continue
		}
		label := text.Fit(l.Label, LabelWidth, t.Marks.Ellipsis)
		for _, s := range text.Wrap(l.Text, max(width-LabelWidth, 1)) {
			out = append(out, paint.Render(label+s))
			label = text.Spaces(LabelWidth)
		}
	}
	return out
}

// frame draws body, and foot below it, in a box width wide and at most height high; the lines are made for it. If it is
// too high, lines of the body are left out and the last one kept says so; the foot always stays.
func frame(t theme.Theme, title string, danger bool, width, height int, lines, foot []string) string {
	if room := height - 2 - len(foot); len(lines) > room && room > 0 {
		lines = append(lines[:room-1:room-1], t.Dim.Render(t.Marks.Ellipsis+" (more in a higher window)"))
	}
	lines = append(lines[:len(lines):len(lines)], foot...)
	for i := range lines {
		lines[i] = " " + lines[i]
	}
	paint, label := t.FrameFocus, t.Strong
	if danger {
		paint, label = t.FrameDanger, t.Bad
	}
	box := theme.Box{Title: title, Width: width, Height: min(len(lines)+2, height), Frame: paint, Label: label}
	return strings.Join(box.Render(t.Marks, lines), "\n")
}

// Overlay draws a dialog in the middle of a screen of width by height cells, whose own content fades. It splices lines:
// a canvas of cells gives the same text at twelve times the cost, and this is drawn anew with each key.
func Overlay(t theme.Theme, screen, window string, width, height int) string {
	box := strings.Split(window, "\n")
	box = box[:min(len(box), height)]
	w := min(lipgloss.Width(window), width)
	x, y := (width-w)/2, (height-len(box))/2
	behind := strings.Split(ansi.Strip(screen), "\n")
	lines := make([]string, height)
	for i := range lines {
		under := ""
		if i < len(behind) {
			under = behind[i]
		}
		if at := i - y; at >= 0 && at < len(box) {
			lines[i] = faded(t, under, 0, x) + fit(box[at], w) + faded(t, under, x+w, width)
		} else {
			lines[i] = faded(t, under, 0, width)
		}
	}
	return strings.Join(lines, "\n")
}

// faded returns the cells of a plain line from one column to another, dim. A wide character that is cut in two leaves
// blanks.
func faded(t theme.Theme, line string, from, to int) string {
	if from >= to {
		return ""
	}
	if from > 0 {
		left := text.Width(line) - from
		rest := ansi.TruncateLeft(line, from, "")
		if text.Width(rest) > left {
			rest = " " + ansi.TruncateLeft(line, from+1, "")
		}
		line = rest
	}
	return t.Frame.Render(fit(line, to-from))
}

// fit returns a line with exactly width cells.
func fit(line string, width int) string {
	w := text.Width(line)
	if w > width {
		line = ansi.Truncate(line, width, "")
		w = text.Width(line)
	}
	return line + strings.Repeat(" ", max(width-w, 0))
}
