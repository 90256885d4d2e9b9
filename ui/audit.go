package ui

import (
	"time"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/store"
	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/list"
	"akia/ui/overview"
)

// auditPane is the table of all keys of the account: what is known of them, and how it is looked at. It is on the screen in
// place of the panes while it is open; what it knows and where it was stay when it is closed.
type auditPane struct {
	open    bool
	table   *audit.Table // nil until it is opened first
	view    *audit.View
	window  list.Window
	visible []audit.Ref // the rows in the window, as of the last look

	filter  textinput.Model
	editing bool   // the filter takes the keys
	anchor  string // the row that the person chose last: a filter that matches it keeps it, and gives it back when cleared
	marks   auditMarks

	report    reportLoad
	facts     factsLoad
	roster    auditRoster
	scan      auditScan
	gather    *gathering   // rows of a bulk that are not settled yet; nil if there are none
	late      bool         // what has waited for a row is being done
	then      *settling    // what is to be done with a row once it is settled; nil for nothing
	seen      []store.Read // about rows that are in view, or were when they were asked
	again     []again      // to be asked although it is known
	exporting bool         // an export waits until everything has been read
	stopped   bool         // by the person: nothing more is asked until r

	actions []bound
	short   []key.Binding
}

func newAuditPane() auditPane {
	all := actions(action.InAudit)
	return auditPane{
		filter: dialog.NewInput(), marks: newAuditMarks(), actions: all, short: shortHelp(all),
	}
}

// rows are the rows that are shown, as the source of the window.
func (a *auditPane) rows() overview.Rows { return overview.Rows{View: a.view} }

// row returns the row under the cursor.
func (a *auditPane) row() (audit.Ref, audit.Row, bool) {
	if a.table == nil {
		return 0, audit.Row{}, false
	}
	ref, ok := overview.Ref(a.window.ID())
	if !ok {
		return 0, audit.Row{}, false
	}
	row, ok := a.table.Row(ref)
	return ref, row, ok
}

// age counts the ages of what is on the screen to now.
func (a *auditPane) age(now time.Time) {
	if a.open && a.table != nil {
		a.table.Age(now)
	}
}

// look brings the window up to date with the table, and notes which rows it shows.
func (a *auditPane) look() {
	if a.table == nil {
		return
	}
	rows := a.rows()
	if a.anchor == "" {
		a.window.First(rows) // nobody has chosen a row: the worst is on top, whichever comes
	}
	a.window.Sync(rows)
	from, to := a.window.Range(rows)
	a.visible = a.view.Window(a.visible[:0], from, to-from)
}

// toAudit shows the table of all keys. What it shows first is asked for when it is opened first.
func (m *Model) toAudit() tea.Cmd {
	a := &m.audit
	a.open = true
	m.browse.Cover()
	if a.table == nil {
		a.table = audit.NewTable(m.Store, m.Config.Clock, *m.Config.Thresholds)
		a.view = a.table.NewView()
	}
	m.layout()
	if a.report.told() {
		return nil
	}
	return m.loadReport()
}

// fromAudit goes back to the panes, where everything is as it was.
func (m *Model) fromAudit() tea.Cmd {
	m.closeAudit()
	return m.browse.Moved()
}

func (m *Model) closeAudit() {
	a := &m.audit
	if !a.open {
		return
	}
	a.open, a.then, a.gather = false, nil, nil // nobody expects their questions elsewhere
	m.browse.Uncovered()
	m.layout()
}

// auditKey returns the key under the cursor of the audit, if its user's keys have been listed.
func (m *Model) auditKey() (iamsvc.Key, bool) {
	_, row, ok := m.audit.row()
	if !ok || row.KeyID == "" {
		return iamsvc.Key{}, false
	}
	return m.Store.Key(row.User, row.KeyID)
}

// moveAudit moves the cursor of the audit and notes the pace.
func (m *Model) moveAudit(f func(*list.Window, list.Source)) tea.Cmd {
	a := &m.audit
	if a.view.Len() == 0 {
		return nil
	}
	f(&a.window, a.rows())
	a.anchor = a.window.ID()
	a.stretch()
	return m.browse.Moved()
}

// escapeAudit undoes one thing: it dismisses an error, ends a range, stops what loads, clears the filter, then the marks, or
// goes back to the panes.
func (m *Model) escapeAudit() tea.Cmd {
	a := &m.audit
	switch {
	case m.Status.Dismiss():
	case a.marks.endRange():
	case m.browse.GiveUp():
	case m.stopAudit():
	case a.filtered():
		m.clearAuditFilter()
	case a.marks.clear():
		m.Status.News = dialog.Line{} // it counted them
	default:
		return m.fromAudit()
	}
	return nil
}

// toUserOfRow goes to the row's user and key in the panes.
func (m *Model) toUserOfRow() tea.Cmd {
	_, row, ok := m.audit.row()
	if !ok || row.Root() {
		return m.Say(dialog.Warn, "There is no user to go to")
	}
	m.closeAudit()
	m.browse.GoTo(row.User, row.KeyID)
	return m.browse.Moved()
}

// refreshAudit asks for the report again, for what failed, and for the keys of the row's user.
func (m *Model) refreshAudit() tea.Cmd {
	a := &m.audit
	a.stopped = false
	a.table.Age(m.Config.Clock.Now())
	a.table.Retry()
	if _, row, ok := a.row(); ok && !row.Root() {
		m.AskAgain(row.User)
	}
	return m.loadReport()
}

// renewAudit asks for the report again, with other credentials: at once, or when the audit is opened next.
func (m *Model) renewAudit() tea.Cmd {
	a := &m.audit
	if a.report.asking {
		a.report.cancel()
	}
	a.report.asking = false
	if a.open {
		return m.refreshAudit()
	}
	a.report = reportLoad{id: a.report.id + 1}
	return nil
}

// taken is a message that knows what is to be done with it; doer is such an answer of a dialog.
type (
	taken interface{ take(*Model) tea.Cmd }
	doer  interface{ do(*Model) tea.Cmd }
)

// followAudit brings what follows from the rows in view up to date: what waits for a row, what is worth asking.
func (m *Model) followAudit() tea.Cmd {
	m.followFindings()
	then := tea.Batch(m.followMarks(), m.settleRowOn())
	m.gathered()
	return tea.Batch(then, m.followExport())
}

// resize sets how many rows fit.
func (a *auditPane) resize(rows int) {
	if a.table != nil {
		a.window.Resize(a.rows(), rows)
	}
}
