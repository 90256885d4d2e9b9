package theme

import "akia/ui/text"

// Paragraph is a text in a pane that has nothing else to show.
type Paragraph struct {
	Paint Paint
	Text  string
}

// Paragraph is a text in this paint.
func (p Paint) Paragraph(text string) Paragraph { return Paragraph{p, text} }

// Paragraphs wraps texts to width cells, with an empty line before each and a margin of one cell. Empty ones are left
// out.
func Paragraphs(width int, ps ...Paragraph) []string {
	var lines []string
	for _, p := range ps {
		if p.Text == "" {
			continue
		}
		lines = append(lines, "")
		for _, l := range text.Wrap(p.Text, width) {
			lines = append(lines, " "+p.Paint.Render(l))
		}
	}
	return lines
}
