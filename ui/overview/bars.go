package overview

import (
	"strings"

	"akia/iamsvc/audit"
	"akia/ui/text"
	"akia/ui/theme"
)

// Bar is one line of a chart: a label and how many keys it stands for.
type Bar struct {
	Label string
	Count int
	Bad   bool // painted as what is to be found fault with
}

// Chart is a few bars under a heading.
type Chart struct {
	Head string
	Bars []Bar
}

// ChartRows is how many lines the highest of the charts takes, with its heading.
const ChartRows = 9

// Charts returns the charts of an account: findings by kind, ages, and last use.
func Charts(s audit.Summary) []Chart {
	findings := Chart{Head: "Findings"}
	for _, f := range audit.AllFindings() {
		if n := s.Findings[f]; n > 0 && len(findings.Bars) < ChartRows-1 {
			findings.Bars = append(findings.Bars, Bar{f.String(), n, true})
		}
	}
	if len(findings.Bars) == 0 {
		findings.Bars = []Bar{{Label: "none"}}
	}
	ages, uses := Chart{Head: "Age"}, Chart{Head: "Last used"}
	for span := audit.AgeMonth; span <= audit.AgeUnknown; span++ {
		if n := s.Ages[span]; n > 0 || span != audit.AgeUnknown {
			ages.Bars = append(ages.Bars, Bar{span.String(), n, span > audit.AgeQuarter && span != audit.AgeUnknown})
		}
	}
	for span := audit.UseDay; span <= audit.UseUntold; span++ {
		uses.Bars = append(uses.Bars, Bar{span.String(), s.Uses[span], span > audit.UseQuarter && span != audit.UseUntold})
	}
	return []Chart{findings, ages, uses}
}

// leastChart is the width below which a chart says nothing.
const leastChart = 30

// Draw draws as many of the charts side by side as have room in width cells, each line exactly that wide.
func Draw(t theme.Theme, charts []Chart, width int) []string {
	n := min(len(charts), max(width/leastChart, 1))
	each := (width - 2*(n-1)) / n
	lines := make([]string, ChartRows)
	for i, c := range charts[:n] {
		w := each
		if i == n-1 {
			w = width - (each+2)*(n-1)
		}
		for row, l := range c.draw(t, w) {
			if i > 0 {
				lines[row] += "  "
			}
			lines[row] += l
		}
	}
	return lines
}

// draw draws one chart, ChartRows lines of width cells.
func (c Chart) draw(t theme.Theme, width int) []string {
	labels, most, digits := 0, 1, 1
	for _, b := range c.Bars {
		labels = max(labels, text.Width(b.label(t)))
		most = max(most, b.Count)
		digits = max(digits, len(text.Count(b.Count)))
	}
	room := max(width-labels-digits-2, 1)
	lines := []string{t.Strong.Render(text.Fit(c.Head, width, t.Marks.Ellipsis))}
	for _, b := range c.Bars {
		paint := t.Accent
		if b.Bad {
			paint = t.Warn
		}
		bar := drawBar(t.Marks.Bar, b.Count, most, room)
		count := text.Count(b.Count)
		lines = append(lines, t.Dim.Render(text.Fit(b.label(t), labels, t.Marks.Ellipsis))+" "+
			paint.Render(bar)+text.Spaces(room-text.Width(bar))+" "+
			t.Text.Render(text.Spaces(digits-len(count))+count)+text.Spaces(width-labels-room-digits-2))
	}
	for len(lines) < ChartRows {
		lines = append(lines, text.Spaces(width))
	}
	return lines
}

// label returns the label in signs that the terminal can draw.
func (b Bar) label(t theme.Theme) string {
	if t.Marks.ASCII() {
		return strings.ReplaceAll(b.Label, "≤", "<=")
	}
	return b.Label
}

// drawBar draws count of most as a bar in room cells, to the step of the finest piece. What is there at all can be seen.
func drawBar(pieces []string, count, most, room int) string {
	if count <= 0 || len(pieces) == 0 {
		return ""
	}
	steps := max(count*room*len(pieces)/most, 1)
	full := strings.Repeat(pieces[len(pieces)-1], steps/len(pieces))
	if rest := steps % len(pieces); rest > 0 {
		return full + pieces[rest-1]
	}
	return full
}
