package theme

import (
	"slices"
	"strings"

	"akia/ui/text"
)

// Box draws lines inside a border of exactly width by height cells, with a title at the left of the upper edge and notes
// at the left of the lower one. Each line must be at most width-2 cells wide; what does not fit the height is left out.
type Box struct {
	Title, Note   string // plain text, cut to fit
	Width, Height int
	Frame, Label  Paint
	NotePaint     Paint
}

// Render draws the box, line by line.
func (b Box) Render(m Marks, lines []string) []string {
	inner := b.Width - 2
	if inner < 0 || b.Height < 2 {
		return nil
	}
	side := b.Frame.Render(m.Border.Side)
	out := make([]string, 0, b.Height)
	out = append(out, b.edge(m, m.Border.TopLeft, m.Border.Top, m.Border.TopRight, b.Title, b.Label))
	for i := range b.Height - 2 {
		line := ""
		if i < len(lines) {
			line = lines[i]
		}
		out = append(out, side+line+text.Spaces(inner-text.Width(line))+side)
	}
	return append(out, b.edge(m, m.Border.BottomLeft, m.Border.Bottom, m.Border.BottomRight, b.Note, b.NotePaint))
}

// edge draws the upper or lower edge with a label in it.
func (b Box) edge(m Marks, left, line, right, label string, paint Paint) string {
	inner := b.Width - 2
	label = text.Cut(label, inner-4, m.Ellipsis)
	if label == "" {
		return b.Frame.Render(left + strings.Repeat(line, inner) + right)
	}
	rest := inner - text.Width(label) - 2
	return b.Frame.Render(left) + " " + paint.Render(label) + " " + b.Frame.Render(strings.Repeat(line, rest)+right)
}

// Dense leaves out the empty lines where there is no room for them.
func Dense(lines []string, room int) []string {
	if len(lines) <= room {
		return lines
	}
	return slices.DeleteFunc(lines, func(l string) bool { return l == "" })
}
