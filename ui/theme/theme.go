// Package theme holds the look: colours for dark and light backgrounds, and the marks and borders, with an ASCII set
// for terminals that have no others. No state is told by colour alone.
package theme

import (
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// Paint styles one piece of text. It is an opening and a closing sequence made once, so that painting a cell costs a
// concatenation. The zero Paint leaves text as it is.
type Paint struct{ open, end string }

// Render returns s in the paint's style. s must not hold styles of its own.
func (p Paint) Render(s string) string {
	if s == "" || p.open == "" {
		return s
	}
	return p.open + s + p.end
}

// probe is a text that no style alters, to find out what a style writes around it.
const probe = "x"

func newPaint(s lipgloss.Style) Paint {
	open, end, _ := strings.Cut(s.Render(probe), probe)
	return Paint{open, end}
}

// Palette is a set of paints for text on one background.
type Palette struct {
	Text   Paint // what people read first
	Dim    Paint // labels, hints, what is not known yet
	Strong Paint // names and headings
	Accent Paint // the cursor, keys to press, what matched a filter
	Good   Paint // active, done
	Warn   Paint // overdue, on its way
	Bad    Paint // failed, denied, destructive
}

// Theme is the look of the whole program. Make it with New.
type Theme struct {
	Palette
	// Selected is for the row under the cursor in the pane that has the focus.
	Selected Palette
	// Badge is for the program's name, Alert for what must not be overlooked in the header.
	Badge, Alert Paint
	// Button and its variants are for the buttons of dialogs.
	Button, ButtonFocus, ButtonDanger Paint
	// Frame and FrameFocus are for the borders of panes and dialogs.
	Frame, FrameFocus, FrameDanger Paint
	Marks                          Marks
	Dark                           bool
}

// New returns the look for a dark or light background in a terminal of all colours, with Unicode or ASCII marks.
func New(dark, ascii bool) Theme { return For(colorprofile.TrueColor, dark, ascii) }

// For returns the look for a terminal of fewer colours, too. Where there are only 16, the row under the cursor is in
// reverse: one of them as its background would drown the text.
func For(profile colorprofile.Profile, dark, ascii bool) Theme {
	pick, degrade := lipgloss.LightDark(dark), lipgloss.Complete(profile)
	of := func(light, dark tint) color.Color { return pick(light.in(degrade), dark.in(degrade)) }
	c := func(light, dark tint) lipgloss.Style { return lipgloss.NewStyle().Foreground(of(light, dark)) }
	plain := lipgloss.NewStyle()
	accent := [2]tint{{"4", "25", "#0b5cad"}, {"14", "75", "#6cb6ff"}}
	warn := [2]tint{{"3", "94", "#9a5b00"}, {"11", "179", "#e3a13a"}}
	base := palette{
		text: plain, strong: plain.Bold(true), accent: c(accent[0], accent[1]).Bold(true),
		dim:  c(tint{"8", "242", "#6b6f76"}, tint{"7", "245", "#8b919b"}),
		good: c(tint{"2", "28", "#1a7f37"}, tint{"10", "77", "#57c46e"}),
		warn: c(warn[0], warn[1]),
		bad:  c(tint{"1", "124", "#c0242f"}, tint{"9", "210", "#ff7b72"}),
	}
	badge := plain.Bold(true).Foreground(of(tint{"15", "231", "#ffffff"}, tint{"0", "233", "#10151c"}))
	t := Theme{
		Palette:      base.paints(),
		Badge:        newPaint(badge.Background(of(accent[0], accent[1]))),
		Alert:        newPaint(badge.Background(of(warn[0], warn[1]))),
		Button:       newPaint(base.dim),
		ButtonFocus:  newPaint(plain.Reverse(true).Bold(true)),
		ButtonDanger: newPaint(base.bad.Reverse(true).Bold(true)),
		Frame:        newPaint(c(tint{"7", "250", "#b3b8c0"}, tint{"8", "239", "#4a515c"})),
		FrameFocus:   newPaint(c(accent[0], accent[1])),
		FrameDanger:  newPaint(base.bad),
		Marks:        unicodeMarks(),
		Dark:         dark,
	}
	switch {
	case profile > colorprofile.ANSI:
		row := of(tint{"", "254", "#dbe7f5"}, tint{"", "237", "#273447"})
		t.Selected = base.on(func(s lipgloss.Style) lipgloss.Style { return s.Background(row) }).paints()
	case profile == colorprofile.ANSI:
		t.Selected = reversed()
	default:
		t.weigh()
	}
	if ascii {
		t.Marks = asciiMarks()
	}
	return t
}

// tint is a colour in a terminal of 16, of 256 and of all colours.
type tint struct{ ansi, ansi256, full string }

func (t tint) in(degrade lipgloss.CompleteFunc) color.Color {
	return degrade(lipgloss.Color(t.ansi), lipgloss.Color(t.ansi256), lipgloss.Color(t.full))
}

// weigh makes a look without colours of one: what is less is faint, what matters is bold, and bars are in reverse.
func (t *Theme) weigh() {
	plain, faint, bold := Paint{}, newPaint(lipgloss.NewStyle().Faint(true)), newPaint(lipgloss.NewStyle().Bold(true))
	t.Palette = Palette{Text: plain, Dim: faint, Strong: bold, Accent: bold, Good: plain, Warn: bold, Bad: bold}
	t.Selected = reversed()
	t.Badge, t.Alert, t.ButtonDanger = t.ButtonFocus, t.ButtonFocus, t.ButtonFocus
	t.Button = plain
	t.Frame, t.FrameFocus, t.FrameDanger = faint, bold, bold
}

// reversed are the paints for a row in reverse: one even bar, in which only weight tells names from the rest.
func reversed() Palette {
	row := lipgloss.NewStyle().Reverse(true)
	strong := row.Bold(true)
	return palette{text: row, dim: row, strong: strong, accent: strong, good: row, warn: strong, bad: strong}.paints()
}

// palette is a Palette in the making.
type palette struct{ text, dim, strong, accent, good, warn, bad lipgloss.Style }

func (p palette) on(f func(lipgloss.Style) lipgloss.Style) palette {
	return palette{f(p.text), f(p.dim), f(p.strong), f(p.accent), f(p.good), f(p.warn), f(p.bad)}
}

func (p palette) paints() Palette {
	return Palette{
		Text: newPaint(p.text), Dim: newPaint(p.dim), Strong: newPaint(p.strong), Accent: newPaint(p.accent),
		Good: newPaint(p.good), Warn: newPaint(p.warn), Bad: newPaint(p.bad),
	}
}
