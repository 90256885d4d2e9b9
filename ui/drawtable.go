package ui

import (
	"strings"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/store"
	"akia/ui/text"
	"akia/ui/theme"
	"akia/ui/words"
)

// column is one column of the table of keys.
type column struct {
	head  string
	width int
	cell  func(m *Model, k iamsvc.Key, p theme.Palette) (string, theme.Paint)
}

// columns returns the columns that fit into width cells; the first ones are the last to go.
func (m *Model) columns(width int) []column {
	used := 9
	if m.Times != text.Relative {
		used = 17
	}
	all := []column{
		{"KEY ID", 21, (*Model).IDCell},
		{"STATUS", 11, (*Model).statusCell},
		{"AGE", 6, (*Model).Age},
		{"LAST USED", used + 1, (*Model).UsedCell},
		{"SERVICE", 8, (*Model).ServiceCell},
		{"REGION", 14, (*Model).RegionCell},
		{"DESCRIPTION", 14, (*Model).DescriptionCell},
	}
	room := width - cursorWidth
	for i, c := range all {
		if room < c.width {
			all = all[:i]
			break
		}
		room -= c.width + columnGap
	}
	widen := func(i, widest int) {
		if len(all) > i && room > 0 {
			more := min(room, widest-all[i].width)
			all[i].width += more
			room -= more
		}
	}
	widen(serviceColumn, widestService)
	widen(descriptionColumn, widestDescription)
	return all
}

const (
	cursorWidth       = 2
	columnGap         = 1
	usedColumn        = 3
	serviceColumn     = 4
	widestService     = 16
	descriptionColumn = 6
	widestDescription = 48
)

// drawTable draws the pane of the selected user's keys.
func (m *Model) drawTable() []string {
	t := m.Theme
	box := theme.Box{Title: "Keys", Width: m.tableWidth(), Height: m.tableHeight(), Frame: t.Frame, Label: t.Strong, NotePaint: t.Dim}
	if m.pace.hasUser {
		box.Title = "Keys of " + userLabel(m.pace.user)
	}
	if m.focus == keysFocus {
		box.Frame = t.FrameFocus
	}
	box.Note, box.NotePaint = m.tableNote()
	rows := m.keyRows()
	if len(rows) == 0 {
		return box.Render(t.Marks, theme.Dense(m.noKeys(box.Width-4), box.Height-2))
	}
	columns := m.columns(box.Width - 2)
	lines := []string{m.heads(columns)}
	from, to := m.table.window.Range(rows)
	for _, k := range rows[from:to] {
		lines = append(lines, m.keyRow(k, columns, box.Width-2))
	}
	return box.Render(t.Marks, lines)
}

// worthSaying is the age from which the table says how old it is: while the cursor rests on a user nothing is read again.
const worthSaying = 5 * time.Minute

func (m *Model) heads(columns []column) string {
	var b strings.Builder
	b.WriteString("  ")
	for _, c := range columns {
		b.WriteString(text.Fit(c.head, c.width, "") + text.Spaces(columnGap))
	}
	return m.Theme.Dim.Render(strings.TrimRight(b.String(), " "))
}

// keyRow draws one key, over the whole width: a bar that ends with the last column would look torn off.
func (m *Model) keyRow(k iamsvc.Key, columns []column, width int) string {
	t := m.Theme
	p := t.Palette
	cursor := "  "
	if m.table.window.ID() == k.ID {
		cursor = t.Marks.Cursor + " "
		if m.focus == keysFocus {
			p = t.Selected
		}
	}
	var b strings.Builder
	b.WriteString(p.Accent.Render(cursor))
	used := cursorWidth
	for i, c := range columns {
		if i > 0 {
			b.WriteString(p.Text.Render(text.Spaces(columnGap)))
			used += columnGap
		}
		words, paint := c.cell(m, k, p)
		b.WriteString(paint.Render(text.Fit(words, c.width, t.Marks.Ellipsis)))
		used += c.width
	}
	b.WriteString(p.Text.Render(text.Spaces(width - used)))
	return b.String()
}

// noKeys says why there is no key to show.
func (m *Model) noKeys(width int) []string {
	t := m.Theme
	f := m.Store.Keys(m.pace.user)
	switch {
	case !m.pace.hasUser && m.users.Len() > 0:
		return theme.Paragraphs(width, t.Dim.Paragraph("No user is selected."))
	case !m.pace.hasUser:
		return nil
	case f.State() == store.Known:
		return theme.Paragraphs(width, t.Text.Paragraph("No access keys."), t.Dim.Paragraph("c creates one"))
	case f.State() != store.Failed:
		return theme.Paragraphs(width, t.Dim.Paragraph(m.Wait()+" Reading keys"))
	case f.Err.Kind == iamsvc.KindCancelled:
		return theme.Paragraphs(width, t.Dim.Paragraph("Stopped. r reads the keys."))
	}
	return theme.Paragraphs(width, t.Bad.Paragraph(f.Err.Error()),
		t.Text.Paragraph(words.Remedy(f.Err.Remedy(), words.Screen)), t.Dim.Paragraph("r tries again, ! shows the details"))
}

// tableNote is what the lower edge of the table says: what could not be read, and the permission that is missing.
func (m *Model) tableNote() (string, theme.Paint) {
	f := m.Store.Keys(m.pace.user)
	if f.Old() {
		return "could not be read again: as of " + text.Ago(f.Told(), m.Config.Now()), m.Theme.Bad
	}
	if f.Denied() {
		return "needs " + f.Err.Permission(), m.Theme.Warn
	}
	own := ""
	for _, k := range m.keyRows() {
		if u := m.Store.LastUse(k.ID); u.Denied() {
			return "last use denied: needs " + u.Err.Permission(), m.Theme.Warn
		}
		if m.Own(k) {
			own = m.Theme.Marks.Own + " the key akia is signed in with"
		}
	}
	if note, asking := m.usesNote(); asking {
		return note, m.Theme.Dim
	}
	if told := f.Told(); !told.IsZero() && m.Config.Now().Sub(told) >= worthSaying {
		return "as of " + text.Ago(told, m.Config.Now()) + ": r reads it again", m.Theme.Dim
	}
	if own != "" {
		return own, m.Theme.Dim
	}
	if m.table.order != byStatus {
		return m.table.order.String(), m.Theme.Dim
	}
	return "", m.Theme.Dim
}
