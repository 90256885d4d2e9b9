package ui

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/action"
	auditui "akia/ui/audit"
	"akia/ui/list"
)

// toAudit shows the table of all keys in place of the panes, which stay as they are for when they are shown again.
func (m *Model) toAudit() tea.Cmd {
	m.browse.Cover()
	cmd := m.audit.Enter()
	m.layout()
	return cmd
}

// fromAudit goes back to the panes, where everything is as it was.
func (m *Model) fromAudit() tea.Cmd {
	m.closeAudit()
	return m.browse.Moved()
}

func (m *Model) closeAudit() {
	if !m.audit.OnScreen() {
		return
	}
	m.audit.Leave()
	m.browse.Uncovered()
	m.layout()
}

// auditHost is the screen as the audit needs it.
type auditHost struct{ *Model }

var _ auditui.Host = auditHost{}

// Moved implements auditui.Host.
func (h auditHost) Moved() tea.Cmd { return h.browse.Moved() }

// Moving implements auditui.Host.
func (h auditHost) Moving() bool { return h.browse.Moving() }

// LeaveAudit implements auditui.Host.
func (h auditHost) LeaveAudit() tea.Cmd { return h.fromAudit() }

// GoTo implements auditui.Host.
func (h auditHost) GoTo(user iamsvc.Principal, keyID string) tea.Cmd {
	h.closeAudit()
	h.browse.GoTo(user, keyID)
	return h.browse.Moved()
}

// OnceKnown implements auditui.Host.
func (h auditHost) OnceKnown(one, burst func()) (cmd tea.Cmd, waits bool) {
	if !h.typing.waits(h.Model) {
		return nil, false
	}
	return h.onceKnown(
		func(*Model) tea.Cmd { one(); return nil },
		func(*Model) tea.Cmd { burst(); return nil }), true
}

// GiveUpUses implements auditui.Host.
func (h auditHost) GiveUpUses() bool { return h.browse.GiveUp() }

// CopyIDs implements auditui.Host.
func (h auditHost) CopyIDs(what string, n int, text string) tea.Cmd {
	return h.secrets.CopySeveral(what, n, text)
}

// Interrupt implements auditui.Host.
func (h auditHost) Interrupt() tea.Cmd { return h.interrupt() }

// auditMethods are what does each action in the audit.
func auditMethods() methods {
	audit := func(do func(*auditui.Room) tea.Cmd) func(*Model) tea.Cmd {
		return func(m *Model) tea.Cmd { return do(m.audit) }
	}
	d := cursorMethods(func(m *Model, f func(*list.Window, list.Source)) tea.Cmd { return m.audit.Move(f) }).add()
	d[action.Enter], d[action.ToUser] = audit((*auditui.Room).ShowDetails), audit((*auditui.Room).ToUser)
	d[action.Back], d[action.Audit] = audit((*auditui.Room).Escape), (*Model).fromAudit
	d[action.Mark], d[action.MarkRange] = audit((*auditui.Room).MarkRow), audit((*auditui.Room).MarkRange)
	d[action.MarkAll], d[action.Filter] = audit((*auditui.Room).MarkAll), audit((*auditui.Room).OpenFilter)
	d[action.Finding], d[action.Sort] = audit((*auditui.Room).AskFindings), audit((*auditui.Room).AskOrder)
	d[action.Export], d[action.Scan] = audit((*auditui.Room).AskExport), audit((*auditui.Room).ToggleScan)
	d[action.Refresh] = audit((*auditui.Room).Refresh)
	return d
}
