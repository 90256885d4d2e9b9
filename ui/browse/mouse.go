package browse

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/list"
	"akia/ui/stage"
)

// areaOfPane marks the lines of a pane: a click gives it the keys, the wheel scrolls it.
func (r *Room) areaOfPane(lines []string, to focus) []string {
	if r.Theme.Areas == nil {
		return lines
	}
	click := stage.OnClick(func() tea.Cmd { r.focus = to; return nil })
	wheel := stage.OnWheel(func(rows int) tea.Cmd { return r.scroll(to, rows) })
	for i := range lines {
		lines[i] = r.Theme.Area(wheel, r.Theme.Area(click, lines[i]))
	}
	return lines
}

// scroll scrolls a pane; its cursor is moved only as far as it would leave the pane.
func (r *Room) scroll(in focus, rows int) tea.Cmd {
	move := func(w *list.Window, s list.Source) { w.Scroll(s, rows) }
	if in == onKeys {
		return r.moveKeys(move)
	}
	return r.moveUsers(move)
}

// areaOfUser marks the row of a user: a click selects it.
func (r *Room) areaOfUser(user iamsvc.Principal, row string) string {
	if r.Theme.Areas == nil {
		return row
	}
	return r.Theme.Area(stage.OnClick(func() tea.Cmd {
		r.focus = onUsers
		return r.moveUsers(func(w *list.Window, s list.Source) { w.Select(s, user.ReportName()) })
	}), row)
}

// areaOfKey marks the row of a key: a click selects it.
func (r *Room) areaOfKey(keyID, row string) string {
	if r.Theme.Areas == nil {
		return row
	}
	return r.Theme.Area(stage.OnClick(func() tea.Cmd {
		r.focus = onKeys
		return r.moveKeys(func(w *list.Window, s list.Source) { w.Select(s, keyID) })
	}), row)
}

// sortUsers and sortKeys are what a click on the head of a column does.
func (r *Room) sortUsers(o userOrder) stage.OnClick {
	return func() tea.Cmd {
		r.users.order = o
		r.users.update(r.Store)
		return r.Say(dialog.Dim, "Users: "+o.String())
	}
}

func (r *Room) sortKeys(o keyOrder) stage.OnClick {
	return func() tea.Cmd {
		r.table.order = o
		return r.Say(dialog.Dim, "Keys: "+o.String())
	}
}

// keyHead is the order that a click on the head of a column of keys asks for; nil for one that cannot be sorted by.
func (r *Room) keyHead(head string) any {
	switch head {
	case "STATUS":
		return r.sortKeys(byStatus)
	case "AGE ":
		return r.sortKeys(byAge)
	case "LAST USED":
		return r.sortKeys(byLastUse)
	}
	return nil
}
