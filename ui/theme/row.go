package theme

import (
	"strings"

	"akia/ui/area"
	"akia/ui/text"
)

// ColumnGap is how many cells stand between two columns of a table.
const ColumnGap = 1

// Row is one row of a table in the making: cells beside each other on one background. Make it with NewRow.
type Row struct {
	line     strings.Builder
	paints   Palette
	ellipsis string
	used     int
	begun    bool
}

// NewRow begins a row; what does not fit into a cell ends with ellipsis.
func NewRow(p Palette, ellipsis string) *Row { return &Row{paints: p, ellipsis: ellipsis} }

// Margin adds what stands before the first column: the cursor and the marks of the row, as the area of a target.
func (r *Row) Margin(areas *area.Map, target any, words string, paint Paint) {
	r.line.WriteString(areas.Mark(target, paint.Render(words)))
	r.used += text.Width(words)
}

// Cell adds a cell of a width, and the gap before it.
func (r *Row) Cell(words string, width int, paint Paint) { r.Aligned(words, width, false, paint) }

// Aligned adds a cell whose words stand at its right, as numbers do that are read below each other, or else at its
// left.
func (r *Row) Aligned(words string, width int, right bool, paint Paint) {
	r.Area(nil, nil, words, width, right, paint)
}

// Area adds a cell, as Aligned does, that is the area of a target.
func (r *Row) Area(areas *area.Map, target any, words string, width int, right bool, paint Paint) {
	if r.begun {
		r.line.WriteString(r.paints.Text.Render(text.Spaces(ColumnGap)))
		r.used += ColumnGap
	}
	r.begun = true
	if right {
		words = text.Right(words, width, r.ellipsis)
	} else {
		words = text.Fit(words, width, r.ellipsis)
	}
	r.line.WriteString(areas.Mark(target, paint.Render(words)))
	r.used += width
}

// Fill returns the row over a whole width: a bar that ends with the last column would look torn off.
func (r *Row) Fill(width int) string {
	r.line.WriteString(r.paints.Text.Render(text.Spaces(width - r.used)))
	return r.line.String()
}
