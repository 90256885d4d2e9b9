package journal

import (
	"strings"
	"time"

	"akia/ui/text"
	"akia/ui/theme"
)

// columnGap is between two columns.
const columnGap = 1

// column is one column of the page, from the most needed to the least.
type column struct {
	head        string
	width, most int
	of          func(*entry) string
}

// columns are those that have room in width cells.
func (p *page) columns(width int) []column {
	layout, outcome := time.DateTime, 14
	switch {
	case width < 76:
		layout, outcome = "01-02 15:04", 9
	case width < 110:
		layout, outcome = "2006-01-02 15:04", 9
	}
	all := []column{
		{"TIME", len(layout), 0, func(e *entry) string { return e.at.In(p.zone).Format(layout) }},
		{"WHAT", 11, 18, func(e *entry) string { return e.what }},
		{"USER", 16, 32, func(e *entry) string { return e.user }},
		{"OUTCOME", outcome, 16, func(e *entry) string { return e.outcome }},
		{"KEY", 20, 0, func(e *entry) string { return e.key }},
		{"ACCOUNT", 22, 60, func(e *entry) string { return e.account }},
		{"CALLER", 16, 60, func(e *entry) string { return e.caller }},
	}
	room := width - 2 // the cursor
	for i, c := range all {
		room -= c.width
		if i > 0 {
			room -= columnGap
		}
		if room < 0 {
			room += c.width + columnGap
			all = all[:i]
			break
		}
	}
	for i := range all { // what there is room for beyond the least
		more := min(max(all[i].most-all[i].width, 0), max(room, 0))
		all[i].width += more
		room -= more
	}
	return all
}

// View draws the page over the whole window.
func (p *page) View(t theme.Theme, width, height int) string {
	box := theme.Box{
		Title: p.title(), Note: p.note(), Width: width, Height: height,
		Frame: t.FrameFocus, Label: t.Strong, NotePaint: t.Dim,
	}
	inner := width - 2
	var lines []string
	for _, s := range text.Wrap(p.recorded(), inner-2) {
		if s != "" {
			lines = append(lines, " "+t.Warn.Render(s))
		}
	}
	foot := 0
	if p.filter.Editing {
		foot = 2
	}
	rows := height - 2 - len(lines) - 1 - foot
	p.window.Resize(p, max(rows, 1))
	if len(p.shown) == 0 {
		for _, s := range text.Wrap(p.empty(), inner-2) {
			lines = append(lines, " "+t.Text.Render(s))
		}
	} else {
		lines = append(lines, p.rows(t, inner)...)
	}
	if p.filter.Editing {
		for len(lines) < height-2-foot {
			lines = append(lines, "")
		}
		note := "  " + p.count()
		lines = append(lines, p.filter.View(t, note, inner), p.filter.Under(t, note, inner))
	}
	return strings.Join(box.Render(t.Marks, lines), "\n")
}

// rows draws the heads and the rows in view.
func (p *page) rows(t theme.Theme, width int) []string {
	columns := p.columns(width)
	heads := "  "
	for i, c := range columns {
		if i > 0 {
			heads += text.Spaces(columnGap)
		}
		heads += text.Fit(c.head, c.width, t.Marks.Ellipsis)
	}
	lines := []string{t.Dim.Render(heads)}
	from, to := p.window.Range(p)
	for i := from; i < to; i++ {
		lines = append(lines, p.row(t, &p.shown[i], columns, i == p.window.Pos()))
	}
	return lines
}

func (p *page) row(t theme.Theme, e *entry, columns []column, selected bool) string {
	palette, cursor := t.Palette, "  "
	if selected {
		palette, cursor = t.Selected, t.Marks.Cursor+" "
	}
	line := palette.Accent.Render(cursor)
	for i, c := range columns {
		if i > 0 {
			line += palette.Text.Render(text.Spaces(columnGap))
		}
		cell, paint := c.of(e), palette.Text
		switch {
		case cell == "":
			cell, paint = t.Marks.None, palette.Dim
		case c.head == "OUTCOME" && e.status != "done":
			paint = palette.Warn
		}
		line += paint.Render(text.Fit(cell, c.width, t.Marks.Ellipsis))
	}
	return line
}

// title says how many changes there are, and in which zone their times are.
func (p *page) title() string {
	zone := "times in UTC"
	if p.zone != time.UTC {
		zone = "local times, now UTC" + p.Config.Now().In(p.zone).Format("-07:00")
	}
	if p.Config.Journal == nil || len(p.loaded.entries) == 0 {
		return "Journal"
	}
	return "Journal " + p.count() + ", newest first, " + zone
}

func (p *page) count() string {
	n := text.Count(len(p.loaded.entries))
	if !p.query.All() {
		n = text.Count(len(p.shown)) + " of " + n
	}
	return n
}

func joined(said []string) string { return strings.Join(said, "   ") }
