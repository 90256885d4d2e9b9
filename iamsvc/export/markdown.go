package export

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"akia/iamsvc"
)

// markdown writes a heading, the findings, and a table of the keys.
func (d Document) markdown(w io.Writer) error {
	out := bufio.NewWriter(w)
	_, _ = fmt.Fprintf(out, "# %s\n\n%s\n", forMarkdown(d.title()), forMarkdown(d.summary()))
	if d.Incomplete() {
		_, _ = fmt.Fprintf(out, "\n%s\n", incomplete)
	}
	for _, text := range d.Unchecked {
		_, _ = fmt.Fprintf(out, "\n**%s**\n", forMarkdown(text))
	}
	if found := d.findings(); len(found) > 0 {
		_, _ = fmt.Fprint(out, "\n| Finding | Keys | What | Source | Advice |\n|---|--:|---|---|---|\n")
		for _, f := range found {
			_, _ = fmt.Fprintf(out, "| %s | %d | %s | %s | %s |\n", f.finding, f.keys,
				forMarkdown(f.finding.Title(d.Thresholds)), forMarkdown(source(f.finding.Control())),
				forMarkdown(f.finding.Advice()))
		}
	}
	heads := d.headings()
	_, _ = fmt.Fprintf(out, "\n| %s |\n|%s\n", strings.Join(heads, " | "), strings.Repeat("---|", len(heads)))
	for of, r := range d.rows() {
		cells := d.shownCells(of, r)
		for i := range cells {
			cells[i] = forMarkdown(cells[i])
		}
		if _, err := fmt.Fprintf(out, "| %s |\n", strings.Join(cells, " | ")); err != nil {
			return err
		}
	}
	_, _ = fmt.Fprintf(out, "\n%s\n", iamsvc.NotChecked)
	return out.Flush()
}
