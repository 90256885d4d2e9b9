package ui

import (
	"strings"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/store"
	"akia/ui/overview"
	"akia/ui/stage"
	"akia/ui/text"
	"akia/ui/theme"
	"akia/ui/write"
)

// auditRow draws one key over the whole width.
func (m *Model) auditRow(r audit.Row, columns []overview.Column, width int, selected, marked bool) string {
	t := m.Theme
	p := t.Palette
	cursor, mark := " ", "  "
	if selected {
		p, cursor = t.Selected, t.Marks.Cursor
	}
	if marked {
		mark = t.Marks.Picked + " "
	}
	var b strings.Builder
	b.WriteString(p.Accent.Render(cursor + mark))
	used := overview.Margin
	for i, c := range columns {
		if i > 0 {
			b.WriteString(p.Text.Render(text.Spaces(overview.Gap)))
			used += overview.Gap
		}
		words, paint := m.auditCell(r, c, p)
		b.WriteString(paint.Render(text.Fit(words, c.Width, t.Marks.Ellipsis)))
		used += c.Width
	}
	b.WriteString(p.Text.Render(text.Spaces(width - used)))
	return b.String()
}

func (m *Model) auditCell(r audit.Row, c overview.Column, p theme.Palette) (string, theme.Paint) {
	switch c.Cell {
	case overview.User:
		return userLabel(r.User), p.Strong
	case overview.KeyID:
		return m.auditIDCell(r, c, p)
	case overview.Status:
		return m.auditStatusCell(r, c, p)
	case overview.Age:
		return m.Age(rowKey(r), p)
	case overview.Used:
		return m.auditUsedCell(r, p)
	case overview.Service:
		return m.nameCell(r, r.Use.Service, p)
	case overview.Region:
		return m.nameCell(r, r.Use.Region, p)
	default:
		return m.findingsCell(r, p)
	}
}

// rowKey returns the key of a row.
func rowKey(r audit.Row) iamsvc.Key {
	return iamsvc.Key{ID: r.KeyID, User: r.User, Status: r.Status, Created: r.Created}
}

// onlyRoot is why the ID of the root user's key is not known.
const onlyRoot = "only root may list it"

// auditIDCell shows the key ID, or why it is not known.
func (m *Model) auditIDCell(r audit.Row, c overview.Column, p theme.Palette) (string, theme.Paint) {
	switch {
	case r.KeyID == "" && r.Root() && c.Short:
		return m.Theme.Marks.None, p.Dim
	case r.KeyID == "" && r.Root():
		return onlyRoot, p.Dim
	case r.KeyID == "" && r.List == audit.ListDenied:
		return "denied", p.Warn
	case r.KeyID == "" && r.List == audit.ListFailed:
		return "failed", p.Bad
	case r.KeyID == "" && m.Asker.Asking(store.Read{Op: store.AskKeys, User: r.User}):
		return m.Wait(), p.Dim
	case r.KeyID == "":
		return m.Theme.Marks.Unknown, p.Dim
	}
	id, own := r.KeyID, ""
	if m.Own(rowKey(r)) {
		own = m.Theme.Marks.Own
	}
	if c.Short {
		id = m.ShortID(id)
	}
	return text.Cut(id, c.Width-text.Width(own), m.Theme.Marks.Ellipsis) + own, p.Text
}

func (m *Model) auditStatusCell(r audit.Row, c overview.Column, p theme.Palette) (string, theme.Paint) {
	k := rowKey(r)
	if w, busy := m.UnderWay.Pending(k.User, k.ID); busy && k.ID != "" {
		if w.Op == write.Delete {
			return m.Wait() + " deleting", p.Warn
		}
		return m.Wait() + " " + stage.StatusWord(w.To), p.Warn
	}
	if r.Status == "" { // of the root user's key without a report: only that there is one is known
		return m.Theme.Marks.Unknown, p.Dim
	}
	mark, paint := m.StatusMark(r.Status, p)
	if c.Short {
		return mark, paint
	}
	return mark + " " + stage.StatusWord(r.Status), paint
}

// auditUsedCell shows the last use; one that may be that of the user's other key is marked.
func (m *Model) auditUsedCell(r audit.Row, p theme.Palette) (string, theme.Paint) {
	unsure := ""
	if r.Join == audit.JoinAmbiguous {
		unsure = m.Theme.Marks.Unsure
	}
	switch r.Use.State {
	case audit.UseKnown:
		return text.When(r.Use.At, m.Config.Clock.Now(), m.Times) + unsure, p.Text
	case audit.UseNever:
		return "never" + unsure, p.Dim
	case audit.UseDenied:
		return "denied", p.Warn
	case audit.UseFailed:
		return "failed", p.Bad
	default:
		if m.Asker.Asking(store.Read{Op: store.AskLastUse, User: r.User, Key: r.KeyID}) {
			return m.Wait(), p.Dim
		}
		return m.Theme.Marks.Unknown, p.Dim
	}
}

// nameCell shows a service or region of a last use.
func (m *Model) nameCell(r audit.Row, name string, p theme.Palette) (string, theme.Paint) {
	switch {
	case name != "":
		return name, p.Text
	case r.Use.State == audit.UseKnown:
		return m.Theme.Marks.None, p.Dim
	default:
		return "", p.Dim
	}
}

// findingsCell names what is to be found fault with, the worst first.
func (m *Model) findingsCell(r audit.Row, p theme.Palette) (string, theme.Paint) {
	paint := p.Warn
	switch told := r.Findings.Told(); {
	case told == 0:
		return m.Theme.Marks.None, p.Dim
	case told.Has(audit.RootKey) || told.Has(audit.Quarantined):
		paint = p.Bad
		return told.String(), paint
	default:
		return told.String(), paint
	}
}
