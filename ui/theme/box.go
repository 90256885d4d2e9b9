package theme

import (
	"slices"
	"strings"

	"akia/ui/text"
)

// Box draws lines inside a border of exactly width by height cells, with a title at the left of the upper edge, notes
// at the left of the lower one, and where in a list the cursor is at its right. Each line must be at most width-2 cells
// wide; what does not fit the height is left out.
type Box struct {
	Title, Note   string // plain text, cut to fit
	Width, Height int
	Frame, Label  Paint
	NotePaint     Paint
	Scroll        Scroll
}

// Scroll is which rows of a list a box shows. The zero Scroll is of no list.
type Scroll struct {
	From, To, Of int    // the rows from From to To, and between, without To
	Heads        int    // lines above the rows
	Place        string // which row the cursor is on, as "12 of 301"
}

// long reports whether there are more rows than the box shows.
func (s Scroll) long() bool { return s.To > s.From && s.To-s.From < s.Of }

// thumb returns which lines of the box have the mark of the part that is shown: from inclusive to exclusive.
func (s Scroll) thumb() (from, to int) {
	if !s.long() {
		return 0, 0
	}
	rows := s.To - s.From
	size := max(rows*rows/s.Of, 1)
	from = s.Heads + s.From*(rows-size)/(s.Of-rows)
	return from, from + size
}

// Render draws the box, line by line.
func (b Box) Render(m Marks, lines []string) []string {
	inner := b.Width - 2
	if inner < 0 || b.Height < 2 {
		return nil
	}
	side, thumb := b.Frame.Render(m.Border.Side), b.Frame.Render(m.Thumb)
	from, to := b.Scroll.thumb()
	out := make([]string, 0, b.Height)
	top := [3]string{m.Border.TopLeft, m.Border.Top, m.Border.TopRight}
	out = append(out, b.edge(m, top, b.Title, b.Label, ""))
	for i := range b.Height - 2 {
		line := ""
		if i < len(lines) {
			line = lines[i]
		}
		right := side
		if i >= from && i < to {
			right = thumb
		}
		out = append(out, side+line+text.Spaces(inner-text.Width(line))+right)
	}
	bottom := [3]string{m.Border.BottomLeft, m.Border.Bottom, m.Border.BottomRight}
	place := ""
	if b.Scroll.long() {
		place = b.Scroll.Place
	}
	return append(out, b.edge(m, bottom, b.Note, b.NotePaint, place))
}

// edge draws the upper or lower edge with a label at its left, and another at its right where both have room.
func (b Box) edge(m Marks, pieces [3]string, label string, paint Paint, right string) string {
	left, line, end := pieces[0], pieces[1], pieces[2]
	inner := b.Width - 2
	label = text.Cut(label, inner-4, m.Ellipsis)
	lead := ""
	if label != "" {
		lead = " " + paint.Render(label) + " "
	}
	room := inner - text.Width(lead)
	if w := text.Width(right) + 3; right != "" && w < room {
		tail := b.Frame.Render(strings.Repeat(line, room-w)) + " " + b.NotePaint.Render(right) + " "
		return b.Frame.Render(left) + lead + tail + b.Frame.Render(line+end)
	}
	if label == "" {
		return b.Frame.Render(left + strings.Repeat(line, inner) + end)
	}
	return b.Frame.Render(left) + lead + b.Frame.Render(strings.Repeat(line, room)+end)
}

// Dense leaves out the empty lines where there is no room for them.
func Dense(lines []string, room int) []string {
	if len(lines) <= room {
		return lines
	}
	return slices.DeleteFunc(lines, func(l string) bool { return l == "" })
}
