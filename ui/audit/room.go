// Package audit is the screen of all keys of the account: the table, its filter, order and marks, the full scan,
// what is exported, and what is asked of a row before something is done with it.
package audit

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/store"
	"akia/ui/dialog"
	"akia/ui/filterline"
	"akia/ui/list"
	"akia/ui/stage"
	"akia/ui/words"
	"akia/ui/write"
)

// Room is the table of all keys: what is known of them, and how it is looked at. It is on the screen in place of the
// panes while the person is in it; what it knows and where it was stay when it is left. Make it with New.
type Room struct {
	*stage.Stage
	desk *write.Desk
	host Host

	open    bool
	table   *audit.Table // nil until it is entered first
	view    *audit.View
	window  list.Window
	visible []audit.Ref // the rows in the window, as of the last look

	filter   filterline.Line
	gathered gathered // values that the filter being typed can go on with
	anchor   string   // the row the person chose last, which a filter keeps or gives back when cleared
	marks    marks

	report  reportLoad
	facts   factsLoad
	roster  roster
	scan    scan
	waiting []*waiting   // until more is known
	late    bool         // what has waited for a row is being done
	seen    []store.Read // about rows that are in view, or were when they were asked
	again   []again      // to be asked although it is known
	stopped bool         // by the person: nothing more is asked until r
}

// Host is what the audit needs of the screen that it is a part of.
type Host interface {
	// Moved notes that the person has moved a cursor, and Moving reports whether it is on the move still.
	Moved() tea.Cmd
	Moving() bool
	// LeaveAudit goes back to the panes, and GoTo to a user there and to one of its keys.
	LeaveAudit() tea.Cmd
	GoTo(user iamsvc.Principal, keyID string) tea.Cmd
	// GiveUpUses gives up what waits for last uses; false if nothing does.
	GiveUpUses() bool
	// OnceKnown does one or the other as soon as it is known whether the key that was pressed last was one, or is part
	// of a burst; it does neither, and returns false, if that is known already.
	OnceKnown(one, burst func()) (cmd tea.Cmd, waits bool)
	// CopyIDs copies so many key IDs; what names them to the person.
	CopyIDs(what string, n int, text string) tea.Cmd
	// Interrupt does what ctrl+c does.
	Interrupt() tea.Cmd
}

// New returns the audit of an account of which nothing is known yet. It asks nothing until it is entered.
func New(s *stage.Stage, desk *write.Desk, host Host) *Room {
	a := &Room{Stage: s, desk: desk, host: host, marks: newMarks()}
	a.filter = a.newFilter()
	return a
}

// rows are the rows that are shown, as the source of the window.
func (a *Room) rows() viewRows { return viewRows{View: a.view} }

// Row returns the row under the cursor; false if there is none.
func (a *Room) Row() (audit.Ref, audit.Row, bool) {
	if a.table == nil {
		return 0, audit.Row{}, false
	}
	ref, ok := refOf(a.window.ID())
	if !ok {
		return 0, audit.Row{}, false
	}
	row, ok := a.table.Row(ref)
	return ref, row, ok
}

// CountAges counts the ages of what is on the screen to now.
func (a *Room) CountAges() {
	if a.open && a.table != nil {
		a.table.Age(a.Config.Clock.Now())
	}
}

// Look brings the window up to date with the table, and notes which rows it shows.
func (a *Room) Look() {
	if a.table == nil {
		return
	}
	a.Layout()
	rows := a.rows()
	if a.anchor == "" {
		a.window.First(rows) // nobody has chosen a row: the worst is on top, whichever comes
	}
	a.window.Sync(rows)
	from, to := a.window.Range(rows)
	a.visible = a.view.Window(a.visible[:0], from, to-from)
}

// OnScreen reports whether the audit is shown in place of the panes.
func (a *Room) OnScreen() bool { return a.open }

// Enter shows the table of all keys. What it shows first is asked for when it is entered first.
func (a *Room) Enter() tea.Cmd {
	a.open = true
	if a.table == nil {
		a.newTable()
	}
	if a.report.told() {
		return nil
	}
	return a.loadReport()
}

func (a *Room) newTable() {
	if known := a.Config.Known; known != nil && known.Store == a.Store {
		a.table = known.Table
		a.report.had, a.facts.done = !a.table.Generated().IsZero(), true
	} else {
		a.table = audit.NewTable(a.Store, a.Config.Clock, *a.Config.Thresholds)
	}
	a.view = a.table.NewView()
}

// Leave notes that the panes are shown again: nobody expects the audit's questions there.
func (a *Room) Leave() {
	a.open = false
	a.forget(rowSettled, markedSettled)
}

// Key returns the key under the cursor, if its user's keys have been listed.
func (a *Room) Key() (iamsvc.Key, bool) {
	_, row, ok := a.Row()
	if !ok || row.KeyID == "" {
		return iamsvc.Key{}, false
	}
	return a.Store.Key(row.User, row.KeyID)
}

// Selected returns the identity of the row under the cursor; empty if there is none.
func (a *Room) Selected() string { return a.window.ID() }

// choose notes that the person has chosen the row under the cursor.
func (a *Room) choose() { a.anchor = a.window.ID() }

// Move moves the cursor and notes the pace.
func (a *Room) Move(f func(*list.Window, list.Source)) tea.Cmd {
	if a.view.Len() == 0 {
		return a.noRow()
	}
	f(&a.window, a.rows())
	a.choose()
	a.stretch()
	return a.host.Moved()
}

// noRow says that there is no row to act on.
func (a *Room) noRow() tea.Cmd { return a.Say(dialog.Warn, "No key is shown") }

// Escape undoes one thing: it dismisses an error, ends a range, stops what loads, clears the filter, then the marks, or
// goes back to the panes.
func (a *Room) Escape() tea.Cmd {
	switch {
	case a.Status.Dismiss():
	case a.marks.endRange():
	case a.host.GiveUpUses():
	case a.stop():
	case a.filtered():
		a.clearFilter()
	case a.marks.clear():
		a.Status.News = dialog.Line{} // it counted them
	default:
		return a.host.LeaveAudit()
	}
	return nil
}

// ToUser goes to the row's user and key in the panes.
func (a *Room) ToUser() tea.Cmd {
	_, row, ok := a.Row()
	if !ok || row.Root() {
		return a.Say(dialog.Warn, words.RootHidden)
	}
	return a.host.GoTo(row.User, row.KeyID)
}

// Refresh asks for the report again, for what failed, and for the keys of the row's user.
func (a *Room) Refresh() tea.Cmd {
	a.stopped = false
	a.table.Age(a.Config.Clock.Now())
	a.table.Retry()
	if _, row, ok := a.Row(); ok && !row.Root() {
		a.AskAgain(row.User)
	}
	return a.loadReport()
}

// Renew asks for the report again, with other credentials: at once, or when the audit is entered next.
func (a *Room) Renew() tea.Cmd {
	if a.report.asking {
		a.report.cancel()
	}
	a.report.asking = false
	if a.open {
		return a.Refresh()
	}
	a.report = reportLoad{id: a.report.id + 1}
	return nil
}

// Reset forgets what was known, and leaves the audit: it is another account.
func (a *Room) Reset() {
	a.facts.stop()
	if a.report.cancel != nil {
		a.report.cancel()
	}
	id := a.report.id
	*a = *New(a.Stage, a.desk, a.host)
	a.filter = a.newFilter()
	a.report.id = id + 1
}

// Follow brings what follows from the rows in view up to date: what waits for a row, what is worth asking.
func (a *Room) Follow() tea.Cmd {
	a.followFindings()
	return tea.Batch(a.followMarks(), a.goOn())
}
