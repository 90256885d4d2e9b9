package export

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"akia/iamsvc"
	"akia/iamsvc/sanitize"
)

// table writes what is to be read in a terminal: the keys, then what was found.
func (d Document) table(w io.Writer) error {
	out := bufio.NewWriter(w)
	_, _ = fmt.Fprintf(out, "%s\n%s\n", d.title(), d.summary())
	if d.Incomplete() {
		_, _ = fmt.Fprintln(out, incomplete)
	}
	for _, text := range d.Unchecked {
		_, _ = fmt.Fprintf(out, "! %s\n", sanitize.Text(text))
	}
	widths := make([]int, len(d.headings()))
	measure := func(cells []string) {
		for i, cell := range cells {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	measure(d.headings())
	for of, r := range d.rows() {
		measure(d.shownCells(of, r))
	}
	_, _ = out.WriteString("\n" + strings.ToUpper(aligned(d.headings(), widths)))
	for of, r := range d.rows() {
		if _, err := out.WriteString(aligned(d.shownCells(of, r), widths)); err != nil {
			return err
		}
	}
	d.legend(out)
	_, _ = fmt.Fprintf(out, "\n%s\n", iamsvc.NotChecked)
	return out.Flush()
}

// legend says what the findings mean and what to do about them.
func (d Document) legend(out *bufio.Writer) {
	for _, f := range d.findings() {
		_, _ = fmt.Fprintf(out, "\n%s: %s, %s\n", f.finding, plural(f.keys, "key"), f.finding.Title(d.Thresholds))
		if from := source(f.finding.Control()); from != "" {
			_, _ = fmt.Fprintf(out, "  %s\n", from)
		}
		_, _ = fmt.Fprintf(out, "  %s\n", f.finding.Advice())
	}
}

// aligned returns a line of cells that are as wide as their columns; the last one is as wide as it is.
func aligned(cells []string, widths []int) string {
	var b strings.Builder
	for i, cell := range cells {
		b.WriteString(cell)
		if i < len(cells)-1 {
			b.WriteString(strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+2))
		}
	}
	return b.String() + "\n"
}
