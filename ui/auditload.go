package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/queue"
	"akia/iamsvc/store"
	"akia/ui/text"
	"akia/ui/write"
)

// again is a user whose keys are asked for although they are known, and since when.
type again struct {
	user  iamsvc.Principal
	since time.Time
}

// askAgain has the audit ask for a user's keys anew. By itself it asks only what it has never known.
func (m *Model) AskAgain(user iamsvc.Principal) {
	m.Asker.End(store.Read{Op: store.AskKeys, User: user})
	if m.audit.table != nil {
		m.audit.again = append(m.audit.again, again{user, m.Config.Now()})
	}
}

// auditWants returns what the audit wants to know: what a bulk or a key press waits for, what the rows in view lack, behind them
// the key IDs of all other rows, and what the scan has come to.
func (m *Model) auditWants() []store.Want {
	a := &m.audit
	if a.table == nil {
		return nil
	}
	wants := slices.Concat(m.wantsOfGathering(), m.wantsOfSettling(), m.wantsAgain())
	if a.open && !a.stopped && (!a.report.asking || a.report.had) { // else the report will tell most of it
		wants = append(wants, m.wantsInView()...)
		if !a.scan.running() {
			wants = append(wants, a.table.Wants()...)
		}
	}
	if a.scan.begun() {
		wants = append(wants, a.scan.sweep.Wants()...)
	}
	return wants
}

// wantsInView returns what the rows in view lack, once the cursor is at rest, and what was asked about rows that have left it: an
// answer that is on its way is worth waiting for.
func (m *Model) wantsInView() []store.Want {
	a := &m.audit
	a.seen = slices.DeleteFunc(a.seen, func(r store.Read) bool { return !m.Asker.Asking(r) })
	if !m.browse.Moving() {
		for _, ref := range a.visible {
			if r, lacks := a.table.Lacks(ref); lacks && !slices.Contains(a.seen, r) {
				a.seen = append(a.seen, r)
			}
		}
	}
	return inView(a.seen...)
}

// wantsOfSettling returns what is to be known of the row that something waits for.
func (m *Model) wantsOfSettling() []store.Want {
	a := &m.audit
	if a.then == nil {
		return nil
	}
	_, row, _ := a.row()
	if r, lacks := m.lacks(row, a.then.need); lacks {
		return inView(r)
	}
	return nil
}

// wantsAgain returns the lists that are asked for although they are known, until they were answered.
func (m *Model) wantsAgain() []store.Want {
	a := &m.audit
	var wants []store.Want
	a.again = slices.DeleteFunc(a.again, func(w again) bool {
		f := m.Store.Keys(w.user)
		if _, asking := f.Asking(); !asking && !f.At().IsZero() && (f.Err != nil || !f.Sent().Before(w.since)) && !f.At().Before(w.since) {
			return true
		}
		wants = append(wants, inView(store.Read{Op: store.AskKeys, User: w.user})...)
		return false
	})
	return wants
}

func inView(reads ...store.Read) []store.Want {
	wants := make([]store.Want, len(reads))
	for i, r := range reads {
		wants[i] = store.Want{Read: r, Class: queue.InView}
	}
	return wants
}

// followStore brings the rows of the audit and its scan up to date with what is known.
func (m *Model) followStore() tea.Cmd {
	a := &m.audit
	if a.table == nil {
		return nil
	}
	a.table.Follow()
	if a.scan.begun() && a.scan.sweep.Follow() {
		return m.scanEnded()
	}
	return nil
}

// nextAuditAge returns when the first of the ages on the screen reads differently; the zero time if there are none.
func (m *Model) nextAuditAge() time.Time {
	now, next := m.Config.Clock.Now(), m.audit.table.Due()
	note := func(t time.Time) {
		if t.IsZero() {
			return
		}
		if at := text.Change(t, now); next.IsZero() || at.Before(next) {
			next = at
		}
	}
	note(m.audit.table.Generated())
	if m.audit.scan.done {
		note(m.Config.Clock.Service(m.audit.scan.ended))
	}
	for _, ref := range m.audit.visible {
		row, _ := m.audit.table.Row(ref)
		note(row.Created)
		note(row.Use.At)
	}
	return m.Config.Clock.Here(next)
}

// stopAudit stops what the audit waits for; false if it waits for nothing.
func (m *Model) stopAudit() bool {
	a := &m.audit
	stopped, besides := a.exporting, m.auditAsking()
	a.exporting = false
	if a.then != nil || a.gather != nil {
		a.then, a.gather, stopped = nil, nil, true
	}
	if a.report.asking {
		a.report.cancel()
		a.report.asking, a.report.stopped, stopped = false, true, true
		a.report.id++
	}
	if a.scan.running() {
		m.stopScan()
		stopped = true
	}
	if a.facts.stop() || besides {
		a.stopped, stopped = true, true
	}
	return stopped
}

// auditAsking reports whether answers about rows of the audit are under way, besides those that the scan asks for.
func (m *Model) auditAsking() bool {
	a := &m.audit
	besides := func(r store.Read) bool {
		return m.Asker.Asking(r) && (!a.scan.begun() || !a.scan.sweep.Asks(r))
	}
	return a.table != nil && (slices.ContainsFunc(a.seen, besides) || slices.ContainsFunc(a.table.Behind(), besides))
}

// auditBusy reports whether the person waits for something that the audit shows.
func (m *Model) auditBusy() bool {
	a := &m.audit
	return a.open && (a.report.asking || a.exporting || a.then != nil || a.gather != nil || m.auditAsking() ||
		a.scan.running() && !a.scan.paused())
}

// auditChanged takes note of a change that was answered: the marks of what it removed are not missed.
func (m *Model) auditChanged(w write.Write) {
	if w.Op == write.Delete && m.audit.table != nil {
		m.audit.table.Follow()
		m.audit.dropMarks()
	}
}

// resetAudit forgets what was known: it is another account.
func (m *Model) resetAudit() {
	a := &m.audit
	a.facts.stop()
	if a.report.cancel != nil {
		a.report.cancel()
	}
	id, open := a.report.id, a.open
	*a = newAuditPane()
	a.report.id = id + 1
	if open {
		a.open = true
		a.table = audit.NewTable(m.Store, m.Config.Clock, *m.Config.Thresholds)
		a.view = a.table.NewView()
		m.layout()
	}
}
