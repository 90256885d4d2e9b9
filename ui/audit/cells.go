package audit

import (
	"strings"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/store"
	"akia/ui/action"
	"akia/ui/stage"
	"akia/ui/text"
	"akia/ui/theme"
)

// drawRow draws one key over the whole width.
func (a *Room) drawRow(ref audit.Ref, r audit.Row, columns []column, width int) string {
	t := a.Theme
	p := t.Palette
	cursor, mark := " ", "  "
	if a.selects(ref) {
		p, cursor = t.Selected, t.Marks.Cursor
	}
	if a.ShowsMarked(ref) {
		mark = t.Marks.Picked + " "
	}
	row := theme.NewRow(p, t.Marks.Ellipsis)
	row.Margin(t.Areas, a.areaOfMark(ref), cursor+mark, p.Accent)
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
	case pathField:
		return r.Path, p.Dim
	case keyIDField:
		return a.idCell(r, c, p)
	case statusField:
		return a.statusCell(r, c, p)
	case ageField:
		return a.Age(rowKey(r), p)
	case usedField:
		return a.usedCell(r, c, p)
	case serviceField:
		return a.nameCell(r, r.Use.Service, p)
	case regionField:
		return a.nameCell(r, r.Use.Region, p)
	default:
		return a.findingsCell(r, c, p)
	}
}

// rowKey returns the key of a row.
func rowKey(r audit.Row) iamsvc.Key {
	return iamsvc.Key{ID: r.KeyID, User: r.User, Status: r.Status, Created: r.Created}
}

// onlyRoot is why the ID of the root user's key is not known.
const onlyRoot = "ID visible to root"

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
		if words, shown := w.Doing(); shown {
			return a.Wait() + " " + words, p.Warn
		}
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
func (a *Room) usedCell(r audit.Row, c column, p theme.Palette) (string, theme.Paint) {
	unsure := ""
	if r.Join == audit.JoinAmbiguous {
		unsure = a.Theme.Marks.Unsure
	}
	switch r.Use.State {
	case audit.UseKnown:
		words := text.When(r.Use.At, a.Config.Clock.Now(), a.Times)
		if c.short && a.Times != text.Relative {
			words = text.Cut(words, shortDate-text.Width(unsure), "")
		}
		return words + unsure, p.Text
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

// findingsCell names what is to be found fault with, the worst first: by their codes where the names have no room.
func (a *Room) findingsCell(r audit.Row, c column, p theme.Palette) (string, theme.Paint) {
	told := r.Findings.WithoutImplied()
	if told == 0 {
		return a.Theme.Marks.None, p.Dim
	}
	paint := p.Warn
	if told.Has(audit.RootKey) || told.Has(audit.Quarantined) {
		paint = p.Bad
	}
	words := told.String()
	if c.short || text.Width(words) > c.width {
		words = told.Codes()
	}
	return words, paint
}

// legend explains the codes of the findings that there are, the worst first, as many as have room.
func (a *Room) legend(s audit.Summary, width int) string {
	const gap = "  "
	more := gap + a.KeyFor(action.Help) + " more"
	var parts []string
	for _, f := range audit.AllFindings() {
		implied := f == audit.Unused && s.Findings[f] == s.Findings[audit.LongUnused] // which no row spells then
		if s.Findings[f] > 0 && !implied {
			parts = append(parts, f.Code()+" "+f.String())
		}
	}
	whole := strings.Join(parts, gap)
	if text.Width(whole) <= width {
		return whole
	}
	for len(parts) > 0 && text.Width(strings.Join(parts, gap)+more) > width {
		parts = parts[:len(parts)-1]
	}
	return strings.Join(parts, gap) + more
}
