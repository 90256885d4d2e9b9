package browse

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/store"
	"akia/ui/dialog"
	"akia/ui/filterline"
	"akia/ui/list"
)

// OpenFilter begins to type a filter of the users.
func (r *Room) OpenFilter() tea.Cmd {
	r.focus = onUsers
	r.gathered = gathered{}
	r.users.filter.Open()
	r.users.choose()
	r.Store.ResumeUsers()
	return nil
}

// InputFilter edits the filter and applies it with each change. The pages that were not read load meanwhile.
func (r *Room) InputFilter(msg tea.Msg) tea.Cmd {
	switch r.users.filter.Input(msg) {
	case filterline.Up:
		return r.moveUsers(func(w *list.Window, s list.Source) { w.Move(s, -1) })
	case filterline.Down:
		return r.moveUsers(func(w *list.Window, s list.Source) { w.Move(s, 1) })
	case filterline.Kept:
		return r.keepFilter()
	case filterline.Left:
		r.leaveFilter()
	case filterline.Quit:
		return r.host.Interrupt()
	case filterline.Changed:
		r.users.refilter()
		return r.Moved()
	case filterline.Nothing:
	}
	return nil
}

// SetFilter filters the users by a text.
func (r *Room) SetFilter(text string) tea.Cmd {
	r.EndSeek()
	r.users.choose()
	r.Store.ResumeUsers()
	r.users.filter.SetValue(text)
	r.users.refilter()
	return tea.Batch(r.Moved(), r.askUnknown())
}

// keepFilter goes back to the list; a whole key ID that no listed user has is looked up instead.
func (r *Room) keepFilter() tea.Cmd {
	r.users.choose()
	if id := r.users.filter.Value(); iamsvc.LooksLikeKeyID(id) && r.users.Len() == 0 {
		return r.FindOwner(id)
	}
	return r.askUnknown()
}

// askUnknown has what the filter asks for read of all users together, if it is not known of some.
func (r *Room) askUnknown() tea.Cmd {
	if r.users.unsure() == 0 && (!r.users.query.Fields() || !r.Store.UsersOpen()) {
		return nil
	}
	cmd := r.host.ReadAll()
	if cmd == nil {
		return nil
	}
	return tea.Batch(cmd, r.Say(dialog.Dim, "Reading the credential report for the filter"))
}

// leaveFilter stops the loading of the remaining pages if there is any, else it drops the filter.
func (r *Room) leaveFilter() {
	ask := store.Read{Op: store.AskUsers}
	if r.users.filtered() && r.Asker.End(ask) {
		r.Store.StopUsers()
		return
	}
	r.users.filter.Editing = false
	r.users.filter.Reset()
	r.users.refilter()
}

// FilterLine shows the filter while it is typed, with how far the list has been read.
func (r *Room) FilterLine() string { return r.users.filter.View(r.Theme, r.filterNote(), r.Width) }

// UnderFilter says what is wrong with the filter that is being typed, or how it can go on; empty for nothing.
func (r *Room) UnderFilter() string { return r.users.filter.Under(r.Theme, r.filterNote(), r.Width) }

func (r *Room) filterNote() string {
	note := "  " + r.users.count()
	switch {
	case iamsvc.LooksLikeKeyID(r.users.filter.Value()) && r.users.Len() == 0:
		return "  enter finds the owner of this key"
	case r.usersLoading():
		note += ", reading the rest " + r.Wait()
	case r.Store.UsersStopped():
		note += ", stopped: the rest is not searched"
	case r.users.unsure() > 0 && r.host.Reads():
		note += ", enter reads them"
	}
	return note
}

func (r *Room) usersLoading() bool {
	_, ok := r.Store.UsersAsking()
	return ok
}

// Editing reports whether a filter is being typed: it takes the keys then.
func (r *Room) Editing() bool { return r.users.filter.Editing }

// Filter returns what the users are filtered by; empty for nothing.
func (r *Room) Filter() string { return r.users.filter.Value() }

// FilterBindings are the keys that act while the filter is typed.
func (r *Room) FilterBindings() []key.Binding { return r.users.filter.Bindings() }
