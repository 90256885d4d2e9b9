package export

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// markdown writes a heading, the findings, and a table of the keys.
func (d Document) markdown(w io.Writer) error {
	out := bufio.NewWriter(w)
	_, _ = fmt.Fprintf(out, "# %s\n\n%s\n", escape(d.title()), escape(d.summary()))
	for _, text := range d.Unchecked {
		_, _ = fmt.Fprintf(out, "\n**%s**\n", escape(clean(text)))
	}
	if found := d.findings(); len(found) > 0 {
		_, _ = fmt.Fprint(out, "\n| Finding | Keys | What | Source | Advice |\n|---|--:|---|---|---|\n")
		for _, f := range found {
			_, _ = fmt.Fprintf(out, "| %s | %d | %s | %s | %s |\n", f.finding, f.keys,
				escape(f.finding.Title(d.Thresholds)), escape(source(f.finding.Control())), escape(f.finding.Advice()))
		}
	}
	_, _ = fmt.Fprintf(out, "\n| %s |\n|%s\n", strings.Join(headings(), " | "), strings.Repeat("---|", len(headings())))
	for r := range d.Rows {
		cells := d.shownCells(r)
		for i := range cells {
			cells[i] = escape(cells[i])
		}
		if _, err := fmt.Fprintf(out, "| %s |\n", strings.Join(cells, " | ")); err != nil {
			return err
		}
	}
	_, _ = fmt.Fprintf(out, "\n%s\n", beyond)
	return out.Flush()
}

// escape makes a text mean nothing in Markdown but itself.
func escape(text string) string {
	if !strings.ContainsAny(text, "\\`*_{}[]<>#+!|~&") {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '<':
			b.WriteString("&lt;")
			continue
		case r == '>':
			b.WriteString("&gt;")
			continue
		case r == '&':
			b.WriteString("&amp;")
			continue
		case strings.ContainsRune("\\`*_{}[]#+!|~", r):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
