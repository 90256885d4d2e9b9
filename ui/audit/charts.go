package audit

import (
	"strings"

	"akia/iamsvc/audit"
	"akia/ui/text"
	"akia/ui/theme"
)

// bar is one line of a chart: a label and how many keys it stands for.
type bar struct {
	label string
	count int
	bad   bool // painted as what is to be found fault with
}

// chart is a few bars under a heading.
type chart struct {
	head string
	bars []bar
}

// chartRows is how many lines the highest of the charts takes, with its heading.
const chartRows = 9

// charts returns the charts of an account: findings by kind, ages, and last use.
func charts(s audit.Summary) []chart {
	findings := chart{head: "Findings"}
	for _, f := range audit.AllFindings() {
		if n := s.Findings[f]; n > 0 && len(findings.bars) < chartRows-1 {
			findings.bars = append(findings.bars, bar{f.String(), n, true})
		}
	}
	if len(findings.bars) == 0 {
		findings.bars = []bar{{label: "none"}}
	}
	ages, uses := chart{head: "Age"}, chart{head: "Last used"}
	for span := audit.AgeMonth; span <= audit.AgeUnknown; span++ {
		if n := s.Ages[span]; n > 0 || span != audit.AgeUnknown {
			ages.bars = append(ages.bars, bar{span.String(), n, span > audit.AgeQuarter && span != audit.AgeUnknown})
		}
	}
	for span := audit.UseDay; span <= audit.UseUntold; span++ {
		uses.bars = append(uses.bars, bar{span.String(), s.Uses[span], span > audit.UseQuarter && span != audit.UseUntold})
	}
	return []chart{findings, ages, uses}
}

// leastChart is the width below which a chart says nothing.
const leastChart = 30

// drawCharts draws as many of the charts side by side as have room in width cells, each line exactly that wide.
func drawCharts(t theme.Theme, all []chart, width int) []string {
	n := min(len(all), max(width/leastChart, 1))
	each := (width - 2*(n-1)) / n
	lines := make([]string, chartRows)
	for i, c := range all[:n] {
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

// draw draws one chart, chartRows lines of width cells.
func (c chart) draw(t theme.Theme, width int) []string {
	labels, most, digits := 0, 1, 1
	for _, b := range c.bars {
		labels = max(labels, text.Width(b.shown(t)))
		most = max(most, b.count)
		digits = max(digits, len(text.Count(b.count)))
	}
	room := max(width-labels-digits-2, 1)
	lines := []string{t.Strong.Render(text.Fit(c.head, width, t.Marks.Ellipsis))}
	for _, b := range c.bars {
		paint := t.Accent
		if b.bad {
			paint = t.Warn
		}
		bar := drawBar(t.Marks.Bar, b.count, most, room)
		count := text.Count(b.count)
		lines = append(lines, t.Dim.Render(text.Fit(b.shown(t), labels, t.Marks.Ellipsis))+" "+
			paint.Render(bar)+text.Spaces(room-text.Width(bar))+" "+
			t.Text.Render(text.Spaces(digits-len(count))+count)+text.Spaces(width-labels-room-digits-2))
	}
	for len(lines) < chartRows {
		lines = append(lines, text.Spaces(width))
	}
	return lines
}

// shown returns the label in signs that the terminal can draw.
func (b bar) shown(t theme.Theme) string {
	if t.Marks.ASCII() {
		return strings.ReplaceAll(b.label, "≤", "<=")
	}
	return b.label
}

// drawBar draws count of most as a bar in room cells, to the step of the finest piece. What is there at all can be
// seen.
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
