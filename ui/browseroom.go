package ui

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/action"
	"akia/ui/browse"
	"akia/ui/dialog"
	"akia/ui/list"
	"akia/ui/words"
)

// browseHost is the screen as the panes need it.
type browseHost struct{ m *Model }

var _ browse.Host = browseHost{}

// Covered implements browse.Host.
func (h browseHost) Covered() bool { return h.m.audit.OnScreen() }

// Uncover implements browse.Host.
func (h browseHost) Uncover() { h.m.closeAudit() }

// Changing implements browse.Host.
func (h browseHost) Changing(user iamsvc.Principal, keyID string) (words string, busy bool) {
	w, busy := h.m.UnderWay.Pending(user, keyID)
	if !busy {
		return "", false
	}
	return w.Doing()
}

// ReadAll implements browse.Host.
func (h browseHost) ReadAll() tea.Cmd { return h.m.audit.ReadAll() }

// Reads implements browse.Host.
func (h browseHost) Reads() bool { return h.m.audit.Reads() }

// LeavePanes implements browse.Host: it goes back to the screen of several accounts, where there is one.
func (h browseHost) LeavePanes() tea.Cmd {
	if h.m.Config.Several {
		return toHall(h.m)
	}
	return h.m.Say(dialog.Dim, words.NothingToLeave)
}

// Interrupt implements browse.Host.
func (h browseHost) Interrupt() tea.Cmd { return h.m.interrupt() }

// inPanes makes a method of the panes one that the table of actions calls.
func inPanes(do func(*browse.Room) tea.Cmd) func(*Model) tea.Cmd {
	return func(m *Model) tea.Cmd { return do(m.browse) }
}

// paneMethods are what does each action in the panes.
func paneMethods() methods {
	d := cursorMethods(func(m *Model, f func(*list.Window, list.Source)) tea.Cmd { return m.browse.Move(f) }).add()
	d[action.Audit] = (*Model).toAudit
	for id, do := range map[action.ID]func(*browse.Room) tea.Cmd{
		action.OtherPane: (*browse.Room).OtherPane, action.ToKeys: (*browse.Room).ToKeys,
		action.ToUsers: (*browse.Room).ToUsers, action.Enter: (*browse.Room).Enter,
		action.Back: (*browse.Room).Escape, action.Filter: (*browse.Room).OpenFilter,
		action.Sort: (*browse.Room).NextOrder, action.Refresh: (*browse.Room).Refresh,
	} {
		d[id] = inPanes(do)
	}
	return d
}
