// Package theme holds the look: colours for dark and light backgrounds, and the marks and borders, with an ASCII set for
// terminals that have no others. No state is told by colour alone.
package theme

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
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

// New returns the look for a dark or light background, with Unicode or ASCII marks.
func New(dark, ascii bool) Theme {
	pick := lipgloss.LightDark(dark)
	c := func(light, dark string) lipgloss.Style {
		return lipgloss.NewStyle().Foreground(pick(lipgloss.Color(light), lipgloss.Color(dark)))
	}
	plain := lipgloss.NewStyle()
	base := palette{
		text: plain, dim: c("#6b6f76", "#8b919b"), strong: plain.Bold(true), accent: c("#0b5cad", "#6cb6ff").Bold(true),
		good: c("#1a7f37", "#57c46e"), warn: c("#9a5b00", "#e3a13a"), bad: c("#c0242f", "#ff7b72"),
	}
	row := pick(lipgloss.Color("#dbe7f5"), lipgloss.Color("#273447"))
	badge := pick(lipgloss.Color("#ffffff"), lipgloss.Color("#10151c"))
	t := Theme{
		Palette:      base.paints(),
		Selected:     base.on(func(s lipgloss.Style) lipgloss.Style { return s.Background(row) }).paints(),
		Badge:        newPaint(plain.Bold(true).Foreground(badge).Background(pick(lipgloss.Color("#0b5cad"), lipgloss.Color("#6cb6ff")))),
		Alert:        newPaint(plain.Bold(true).Foreground(badge).Background(pick(lipgloss.Color("#9a5b00"), lipgloss.Color("#e3a13a")))),
		Button:       newPaint(base.dim),
		ButtonFocus:  newPaint(plain.Reverse(true).Bold(true)),
		ButtonDanger: newPaint(base.bad.Reverse(true).Bold(true)),
		Frame:        newPaint(c("#b3b8c0", "#4a515c")),
		FrameFocus:   newPaint(c("#0b5cad", "#6cb6ff")),
		FrameDanger:  newPaint(base.bad),
		Marks:        unicodeMarks(),
		Dark:         dark,
	}
	if ascii {
		t.Marks = asciiMarks()
	}
	return t
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

// Fade returns a drawn screen without its colours, dim: what lies behind a dialog.
func (t Theme) Fade(screen string) string {
	lines := strings.Split(ansi.Strip(screen), "\n")
	for i, l := range lines {
		lines[i] = t.Frame.Render(l)
	}
	return strings.Join(lines, "\n")
}
