package audit

import (
	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/store"
	"akia/ui/stage"
	"akia/ui/text"
	"akia/ui/theme"
	"akia/ui/write"
)

// drawRow draws one key over the whole width.
func (a *Room) drawRow(r audit.Row, columns []column, width int, selected, marked bool) string {
	t := a.Theme
	p := t.Palette
	cursor, mark := " ", "  "
	if selected {
		p, cursor = t.Selected, t.Marks.Cursor
	}
	if marked {
		mark = t.Marks.Picked + " "
	}
	row := theme.NewRow(p, t.Marks.Ellipsis)
	row.Margin(cursor+mark, p.Accent)
	for _, c := range columns {
		words, paint := a.cell(r, c, p)
		row.Aligned(words, c.width, c.right(), paint)
	}
	return row.Fill(width)
}

func (a *Room) cell(r audit.Row, c column, p theme.Palette) (string, theme.Paint) {
	switch c.field {
	case userField:
		return r.User.String(), p.Strong
	case keyIDField:
		return a.idCell(r, c, p)
	case statusField:
		return a.statusCell(r, c, p)
	case ageField:
		return a.Age(rowKey(r), p)
	case usedField:
		return a.usedCell(r, p)
	case serviceField:
		return a.nameCell(r, r.Use.Service, p)
	case regionField:
		return a.nameCell(r, r.Use.Region, p)
	default:
		return a.findingsCell(r, p)
	}
}

// rowKey returns the key of a row.
func rowKey(r audit.Row) iamsvc.Key {
	return iamsvc.Key{ID: r.KeyID, User: r.User, Status: r.Status, Created: r.Created}
}

// onlyRoot is why the ID of the root user's key is not known.
const onlyRoot = "only root may list it"

// idCell shows the key ID, or why it is not known.
func (a *Room) idCell(r audit.Row, c column, p theme.Palette) (string, theme.Paint) {
	switch {
	case r.KeyID == "" && r.Root() && c.short:
		return a.Theme.Marks.None, p.Dim
	case r.KeyID == "" && r.Root():
		return onlyRoot, p.Dim
	case r.KeyID == "" && r.List == audit.ListDenied:
		return "denied", p.Warn
	case r.KeyID == "" && r.List == audit.ListFailed:
		return "failed", p.Bad
	case r.KeyID == "" && a.Asker.Asking(store.Read{Op: store.AskKeys, User: r.User}):
		return a.Wait(), p.Dim
	case r.KeyID == "":
		return a.Theme.Marks.Unknown, p.Dim
	}
	id, own := r.KeyID, ""
	if a.Own(rowKey(r)) {
		own = a.Theme.Marks.Own
	}
	if c.short {
		id = a.ShortID(id)
	}
	return text.Cut(id, c.width-text.Width(own), a.Theme.Marks.Ellipsis) + own, p.Text
}

func (a *Room) statusCell(r audit.Row, c column, p theme.Palette) (string, theme.Paint) {
	k := rowKey(r)
	if w, busy := a.desk.UnderWay.Pending(k.User, k.ID); busy && k.ID != "" {
		if w.Op == write.Delete {
			return a.Wait() + " deleting", p.Warn
		}
		return a.Wait() + " " + stage.StatusWord(w.To), p.Warn
	}
	if r.Status == "" { // of the root user's key without a report: only that there is one is known
		return a.Theme.Marks.Unknown, p.Dim
	}
	mark, paint := a.StatusMark(r.Status, p)
	if c.short {
		return mark, paint
	}
	return mark + " " + stage.StatusWord(r.Status), paint
}

// usedCell shows the last use; one that may be that of the user's other key is marked.
func (a *Room) usedCell(r audit.Row, p theme.Palette) (string, theme.Paint) {
	unsure := ""
	if r.Join == audit.JoinAmbiguous {
		unsure = a.Theme.Marks.Unsure
	}
	switch r.Use.State {
	case audit.UseKnown:
		return text.When(r.Use.At, a.Config.Clock.Now(), a.Times) + unsure, p.Text
	case audit.UseNever:
		return "never" + unsure, p.Dim
	case audit.UseDenied:
		return "denied", p.Warn
	case audit.UseFailed:
		return "failed", p.Bad
	default:
		if a.Asker.Asking(store.Read{Op: store.AskLastUse, User: r.User, Key: r.KeyID}) {
			return a.Wait(), p.Dim
		}
		return a.Theme.Marks.Unknown, p.Dim
	}
}

// nameCell shows a service or region of a last use.
func (a *Room) nameCell(r audit.Row, name string, p theme.Palette) (string, theme.Paint) {
	switch {
	case name != "":
		return name, p.Text
	case r.Use.State == audit.UseKnown:
		return a.Theme.Marks.None, p.Dim
	default:
		return "", p.Dim
	}
}

// findingsCell names what is to be found fault with, the worst first.
func (a *Room) findingsCell(r audit.Row, p theme.Palette) (string, theme.Paint) {
	paint := p.Warn
	switch told := r.Findings.WithoutImplied(); {
	case told == 0:
		return a.Theme.Marks.None, p.Dim
	case told.Has(audit.RootKey) || told.Has(audit.Quarantined):
		paint = p.Bad
		return told.String(), paint
	default:
		return told.String(), paint
	}
}
