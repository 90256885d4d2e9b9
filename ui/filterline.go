package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/store"
	"akia/ui/dialog"
	"akia/ui/list"
)

func (m *Model) openFilter() tea.Cmd {
	m.focus = usersFocus
	m.users.editing = true
	m.users.choose()
	m.Store.ResumeUsers()
	return nil
}

// inputFilter edits the filter and applies it with each change. The pages that were not read load meanwhile.
func (m *Model) inputFilter(msg tea.Msg) tea.Cmd {
	keys := dialog.NewFilterKeys()
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch {
		case key.Matches(press, keys.Up):
			return m.moveUsers(func(w *list.Window, s list.Source) { w.Move(s, -1) })
		case key.Matches(press, keys.Down):
			return m.moveUsers(func(w *list.Window, s list.Source) { w.Move(s, 1) })
		case key.Matches(press, keys.Done):
			return m.keepFilter()
		case key.Matches(press, keys.Leave):
			m.leaveFilter()
			return nil
		case key.Matches(press, keys.Quit):
			return m.interrupt()
		}
	}
	before := m.users.filter.Value()
	dialog.Feed(&m.users.filter, msg)
	if m.users.filter.Value() == before {
		return nil
	}
	m.users.refilter()
	return m.moved()
}

// keepFilter goes back to the list; a whole key ID that no listed user has is looked up instead.
func (m *Model) keepFilter() tea.Cmd {
	m.users.editing = false
	m.users.choose()
	if id := m.users.filter.Value(); iamsvc.LooksLikeKeyID(id) && m.users.Len() == 0 {
		return m.findOwner(id)
	}
	return nil
}

// leaveFilter stops the loading of the remaining pages if there is any, else it drops the filter.
func (m *Model) leaveFilter() {
	ask := store.Read{Op: store.AskUsers}
	if m.users.filtered() && m.Asker.End(ask) {
		m.Store.StopUsers()
		return
	}
	m.users.editing = false
	m.users.filter.Reset()
	m.users.refilter()
}
