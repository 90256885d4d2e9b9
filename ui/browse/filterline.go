package browse

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/store"
	"akia/ui/dialog"
	"akia/ui/list"
	"akia/ui/text"
)

// OpenFilter begins to type a filter of the users.
func (r *Room) OpenFilter() tea.Cmd {
	r.focus = onUsers
	r.users.editing = true
	r.users.choose()
	r.Store.ResumeUsers()
	return nil
}

// InputFilter edits the filter and applies it with each change. The pages that were not read load meanwhile.
func (r *Room) InputFilter(msg tea.Msg) tea.Cmd {
	keys := dialog.NewFilterKeys()
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch {
		case key.Matches(press, keys.Up):
			return r.moveUsers(func(w *list.Window, s list.Source) { w.Move(s, -1) })
		case key.Matches(press, keys.Down):
			return r.moveUsers(func(w *list.Window, s list.Source) { w.Move(s, 1) })
		case key.Matches(press, keys.Done):
			return r.keepFilter()
		case key.Matches(press, keys.Leave):
			r.leaveFilter()
			return nil
		case key.Matches(press, keys.Quit):
			return r.host.Interrupt()
		}
	}
	before := r.users.filter.Value()
	dialog.Feed(&r.users.filter, msg)
	if r.users.filter.Value() == before {
		return nil
	}
	r.users.refilter()
	return r.Moved()
}

// keepFilter goes back to the list; a whole key ID that no listed user has is looked up instead.
func (r *Room) keepFilter() tea.Cmd {
	r.users.editing = false
	r.users.choose()
	if id := r.users.filter.Value(); iamsvc.LooksLikeKeyID(id) && r.users.Len() == 0 {
		return r.FindOwner(id)
	}
	return nil
}

// leaveFilter stops the loading of the remaining pages if there is any, else it drops the filter.
func (r *Room) leaveFilter() {
	ask := store.Read{Op: store.AskUsers}
	if r.users.filtered() && r.Asker.End(ask) {
		r.Store.StopUsers()
		return
	}
	r.users.editing = false
	r.users.filter.Reset()
	r.users.refilter()
}

// FilterLine shows the filter while it is typed, with how far the list has been read.
func (r *Room) FilterLine() string {
	t := r.Theme
	in := r.users.filter
	note := "  " + r.users.count()
	switch {
	case iamsvc.LooksLikeKeyID(in.Value()) && r.users.Len() == 0:
		note = "  enter finds the owner of this key"
	case r.usersLoading():
		note += ", reading the rest " + r.Wait()
	case r.Store.UsersStopped():
		note += ", stopped: the rest is not searched"
	}
	dialog.FitInput(&in, max(min(40, r.Width-8-text.Width(note)), 8))
	return " " + t.Accent.Render("/") + " " + in.View() + t.Dim.Render(note)
}

func (r *Room) usersLoading() bool {
	_, ok := r.Store.UsersAsking()
	return ok
}

// Editing reports whether a filter is being typed: it takes the keys then.
func (r *Room) Editing() bool { return r.users.editing }

// Filter returns what the users are filtered by; empty for nothing.
func (r *Room) Filter() string { return r.users.filter.Value() }
