package browse

import (
	"akia/iamsvc"
	"akia/ui/action"
	"akia/ui/theme"
)

// leastTable is the height of the pane of keys where it is lowest: the heads and the two keys that IAM allows a user.
const leastTable = 5

// tableHeight is the height of the pane of keys, borders included. It is on the screen always: a key is seen before it
// is changed.
func (r *Room) tableHeight() int {
	switch aside := r.asideHeight(); {
	case aside > 0 && r.Both():
		return r.PanesHeight() - aside
	case aside > 0:
		return asideTable
	case r.Both():
		return r.PanesHeight()
	default:
		return max(r.PanesHeight()*3/10, leastTable)
	}
}

// usersHeight is the height of the pane of users, borders included.
func (r *Room) usersHeight() int {
	if r.Both() {
		return r.PanesHeight()
	}
	return r.PanesHeight() - r.tableHeight() - r.asideHeight()
}

// widestUsers is the width from which on more room is of more use to the table of keys.
const widestUsers = 96

// UsersWidth is the width of the users' pane, borders included.
func (r *Room) UsersWidth() int {
	if !r.Both() {
		return r.Width
	}
	return min(max(r.Width*345/1000, 40), widestUsers)
}

func (r *Room) tableWidth() int {
	if !r.Both() {
		return r.Width
	}
	return r.Width - r.UsersWidth()
}

// Layout fits the windows of both lists to the size of the screen.
func (r *Room) Layout() {
	r.users.window.Resize(&r.users, max(r.usersHeight()-3, 1)) // below the column heads
	r.table.window.Resize(r.keyRows(), r.tableRows())
}

// tableRows is how many keys have room in the table.
func (r *Room) tableRows() int { return max(r.tableHeight()-3, 1) }

// Draw draws both panes, side by side where there is room for it.
func (r *Room) Draw() []string {
	if err := r.blocked(); err != nil {
		return r.drawBlocked(err)
	}
	left, right := r.areaOfPane(r.drawUsers(), onUsers), r.areaOfPane(r.drawTable(), onKeys)
	if r.asideHeight() > 0 {
		right = append(right, r.drawAside(r.tableWidth())...)
	}
	if !r.Both() {
		return append(left, right...)
	}
	for i := range left {
		left[i] += right[i]
	}
	return left
}

// blocked returns the failure that keeps akia out of the account altogether; nil if it got in.
func (r *Room) blocked() *iamsvc.Error {
	err := r.Store.UsersErr()
	if err == nil || len(r.Store.Users()) > 0 || err.Kind == iamsvc.KindDenied || err.Kind == iamsvc.KindCancelled {
		return nil
	}
	return err
}

// drawBlocked says over the whole width why nothing can be shown, and what helps.
func (r *Room) drawBlocked(err *iamsvc.Error) []string {
	t := r.Theme
	box := theme.Box{
		Title: "No account to show", Width: r.Width, Height: r.PanesHeight(), Frame: t.FrameDanger, Label: t.Bad,
	}
	look, remedy := "", err.Remedy()
	if remedy.Kind != iamsvc.RemedyGetCredentials && !r.Config.Demo {
		look = "To look around without an account: akia --demo"
	}
	lines := theme.Paragraphs(min(box.Width-6, 90),
		t.Strong.Paragraph(err.Error()), t.Text.Paragraph(r.Remedy(remedy)), t.Text.Paragraph(look),
		t.Dim.Paragraph(r.KeyFor(action.Renew)+" tries again   "+r.KeyFor(action.Error)+" details   "+r.KeyFor(action.Quit)+
			" quit"))
	for i := range lines {
		lines[i] = "  " + lines[i]
	}
	return box.Render(t.Marks, lines)
}
