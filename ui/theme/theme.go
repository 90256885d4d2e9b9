// Package theme holds the look: colours for dark and light backgrounds, and the marks and borders, with an ASCII set
// for terminals that have no others. No state is told by colour alone.
package theme

import (
	"strings"

	"akia/ui/area"

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
	Labels                         map[string]Paint // of accounts, by the names of their colors
	// Areas notes what is drawn where, while a click is to be understood; nil otherwise.
	Areas *area.Map
}

// Area returns what is drawn as the area of a target.
func (t Theme) Area(target any, drawn string) string { return t.Areas.Mark(target, drawn) }

// New returns the theme for a dark or light background in a terminal of all colors, with Unicode or ASCII marks.
func New(dark, ascii bool) Theme { return For(colorprofile.TrueColor, dark, ascii) }

// For returns the theme for a terminal of fewer colors, too.
func For(profile colorprofile.Profile, dark, ascii bool) Theme {
	background := LightBackground
	if dark {
		background = DarkBackground
	}
	return Look{Profile: profile, Background: background, ASCII: ascii}.Theme()
}

// weigh makes a theme without colors of one: what is less is faint, what matters is bold, and bars are in reverse.
// In a strong one nothing is faint.
func (t *Theme) weigh(strong bool) {
	plain, faint, bold := Paint{}, newPaint(lipgloss.NewStyle().Faint(true)), newPaint(lipgloss.NewStyle().Bold(true))
	if strong {
		faint = plain
	}
	t.Palette = Palette{Text: plain, Dim: faint, Strong: bold, Accent: bold, Good: plain, Warn: bold, Bad: bold}
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
