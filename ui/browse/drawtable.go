package browse

import (
	"time"

	"akia/iamsvc"
	"akia/iamsvc/store"
	"akia/ui/action"
	"akia/ui/stage"
	"akia/ui/text"
	"akia/ui/theme"
)

// column is one column of the table of keys.
type column struct {
	head  string
	width int
	right bool // numbers, which stand below each other
	cell  func(r *Room, k iamsvc.Key, p theme.Palette) (string, theme.Paint)
}

// columns returns the columns that fit into width cells; the first ones are the last to go.
func (r *Room) columns(width int) []column {
	used := 9
	if r.Times != text.Relative {
		used = 17
	}
	all := []column{
		{"KEY ID", 21, false, (*Room).IDCell},
		{"STATUS", 11, false, (*Room).statusCell},
		{"AGE ", 6, true, (*Room).Age},
		{"LAST USED", used + 1, true, (*Room).UsedCell},
		{"SERVICE", 8, false, (*Room).ServiceCell},
		{"REGION", 14, false, (*Room).RegionCell},
		{"DESCRIPTION", 14, false, (*Room).DescriptionCell},
	}
	room := width - cursorWidth
	for i, c := range all {
		if room < c.width {
			all = all[:i]
			break
		}
		room -= c.width + theme.ColumnGap
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
	usedColumn        = 3
	serviceColumn     = 4
	widestService     = 16
	descriptionColumn = 6
	widestDescription = 48
)

// drawTable draws the pane of the selected user's keys.
func (r *Room) drawTable() []string {
	t := r.Theme
	box := theme.Box{Title: "Keys", Width: r.tableWidth(), Height: r.tableHeight(), Frame: t.Frame, Label: t.Strong}
	if r.pace.hasUser {
		box.Title = "Keys of " + r.pace.user.String()
	}
	if r.focus == onKeys {
		box.Frame = t.FrameFocus
	}
	box.Note, box.NotePaint = r.tableNote()
	rows := r.keyRows()
	if len(rows) == 0 {
		return box.Render(t.Marks, theme.Dense(r.noKeys(box.Width-4), box.Height-2))
	}
	columns := r.columns(box.Width - 2)
	lines := []string{r.heads(columns)}
	from, to := r.table.window.Range(rows)
	box.Scroll = stage.ScrollOf(&r.table.window, rows, text.Count(len(rows)))
	for _, k := range rows[from:to] {
		lines = append(lines, r.areaOfKey(k.ID, r.keyRow(k, columns, box.Width-2)))
	}
	return box.Render(t.Marks, lines)
}

// worthSaying is the age from which the table says how old it is: while the cursor rests on a user nothing is read
// again.
const worthSaying = 5 * time.Minute

func (r *Room) heads(columns []column) string {
	t := r.Theme
	row := theme.NewRow(t.Palette, t.Marks.Ellipsis)
	row.Margin(nil, nil, text.Spaces(cursorWidth), t.Dim)
	for _, c := range columns {
		row.Area(t.Areas, r.keyHead(c.head), c.head, c.width, c.right, t.Dim)
	}
	return row.Fill(0)
}

// keyRow draws one key, over the whole width.
func (r *Room) keyRow(k iamsvc.Key, columns []column, width int) string {
	t := r.Theme
	p := t.Palette
	cursor := "  "
	if r.table.window.ID() == k.ID {
		cursor = t.Marks.Cursor + " "
		if r.focus == onKeys {
			p = t.Selected
		}
	}
	row := theme.NewRow(p, t.Marks.Ellipsis)
	row.Margin(nil, nil, cursor, p.Accent)
	for _, c := range columns {
		words, paint := c.cell(r, k, p)
		row.Aligned(words, c.width, c.right, paint)
	}
	return row.Fill(width)
}

// statusCell shows a status as it is, or what it is being changed to.
func (r *Room) statusCell(k iamsvc.Key, p theme.Palette) (string, theme.Paint) {
	if words, busy := r.host.Changing(k.User, k.ID); busy {
		return r.Wait() + " " + words, p.Warn
	}
	mark, paint := r.StatusMark(k.Status, p)
	return mark + " " + stage.StatusWord(k.Status), paint
}

// noKeys says why there is no key to show.
func (r *Room) noKeys(width int) []string {
	t := r.Theme
	f := r.Store.Keys(r.pace.user)
	switch {
	case !r.pace.hasUser && r.users.Len() > 0:
		return theme.Paragraphs(width, t.Dim.Paragraph("No user is selected."))
	case !r.pace.hasUser:
		return nil
	case f.State() == store.Known:
		return theme.Paragraphs(width, t.Text.Paragraph("No access keys."),
			t.Dim.Paragraph(r.KeyFor(action.Create)+" creates one"))
	case f.State() != store.Failed:
		return theme.Paragraphs(width, t.Dim.Paragraph(r.Wait()+" Reading keys"))
	case f.Err.Kind == iamsvc.KindCancelled:
		return theme.Paragraphs(width, t.Dim.Paragraph("Stopped. "+r.KeyFor(action.Refresh)+" reads the keys."))
	}
	return theme.Paragraphs(width, t.Bad.Paragraph(f.Err.Error()),
		t.Text.Paragraph(r.Remedy(f.Err.Remedy())),
		t.Dim.Paragraph(r.KeyFor(action.Refresh)+" tries again, "+r.KeyFor(action.Error)+" shows the details"))
}

// tableNote is what the lower edge of the table says: what could not be read, and the permission that is missing.
func (r *Room) tableNote() (string, theme.Paint) {
	f := r.Store.Keys(r.pace.user)
	if f.Old() {
		return "could not be read again: as of " + text.Ago(f.ValueAt(), r.Config.Now()), r.Theme.Bad
	}
	if f.Denied() {
		return "needs " + f.Err.Permission(), r.Theme.Warn
	}
	own := ""
	for _, k := range r.keyRows() {
		if u := r.Store.LastUse(k.ID); u.Denied() {
			return "last use denied: needs " + u.Err.Permission(), r.Theme.Warn
		}
		if r.Own(k) {
			own = r.Theme.Marks.Own + " the key akia is signed in with"
		}
	}
	if note, asking := r.usesNote(); asking {
		return note, r.Theme.Dim
	}
	if told := f.ValueAt(); !told.IsZero() && r.Config.Now().Sub(told) >= worthSaying {
		return "as of " + text.Ago(told, r.Config.Now()) + ": " + r.KeyFor(action.Refresh) + " reads it again", r.Theme.Dim
	}
	if own != "" {
		return own, r.Theme.Dim
	}
	if r.table.order != byStatus {
		return r.table.order.String(), r.Theme.Dim
	}
	return "", r.Theme.Dim
}
