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
)

// loadAudit asks what is worth asking for the audit now, and waits for the answers.
func (m *Model) loadAudit() tea.Cmd {
	if m.audit.table == nil || m.exit.leaving {
		return nil
	}
	m.sharePanes()
	m.audit.feed.claimBack(m.audit.table, m.audit.scan.asking)
	ask := m.askForAudit()
	return tea.Batch(append(ask, m.audit.feed.wait())...)
}

// askForAudit asks what a bulk waits for, what the rows in view lack, and behind them the key IDs of all other rows.
func (m *Model) askForAudit() []tea.Cmd {
	a := &m.audit
	now, svc := m.cfg.Now, m.cfg.Service
	bulk := slices.Concat(m.nextOfGathering(), m.nextOfSettling(), a.again)
	a.again = nil
	if !a.open || a.stopped || a.report.asking && !a.report.had { // the report will tell most of it
		return a.feed.ask(svc, now, queue.InView, bulk, a.scan.claim)
	}
	wanted := a.table.Next(a.visible, max(feedBehind-len(a.feed.flying), 0)+len(a.visible))
	var seen, behind []audit.Question
	for _, q := range wanted {
		switch {
		case m.pace.now != store.Moving && m.inAuditView(q.User):
			seen = append(seen, q)
		case len(a.feed.flying)+len(behind) < feedBehind && !a.scan.running():
			behind = append(behind, q)
		default:
			a.table.Unasked(q)
		}
	}
	return append(
		a.feed.ask(svc, now, queue.InView, append(bulk, seen...), a.scan.claim),
		a.feed.ask(svc, now, queue.Sweep, behind, a.scan.claim)...,
	)
}

// nextOfSettling returns what is to be asked about the row that something waits for.
func (m *Model) nextOfSettling() []audit.Question {
	a := &m.audit
	if a.then == nil {
		return nil
	}
	_, row, _ := a.row()
	q, lacks := m.lacks(row, a.then.need)
	if !lacks || a.feed.flying[q] {
		return nil
	}
	return []audit.Question{q}
}

// nextAuditAge returns when the first of the ages on the screen reads differently; the zero time if there are none.
func (m *Model) nextAuditAge() time.Time {
	now, next := m.cfg.Clock.Now(), m.audit.table.Due()
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
		note(m.cfg.Clock.Service(m.audit.scan.ended))
	}
	for _, ref := range m.audit.visible {
		row, _ := m.audit.table.Row(ref)
		note(row.Created)
		note(row.Use.At)
	}
	return m.cfg.Clock.Here(next)
}

// inAuditView reports whether a row of the user is in view.
func (m *Model) inAuditView(user iamsvc.Principal) bool {
	for _, ref := range m.audit.visible {
		if row, ok := m.audit.table.Row(ref); ok && row.User == user {
			return true
		}
	}
	return false
}

// stopAudit stops what the audit waits for; false if it waits for nothing.
func (m *Model) stopAudit() bool {
	a := &m.audit
	stopped := a.exporting
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
		a.scan.cancelRun()
		stopped = true
	}
	if a.feed.asked() > 0 {
		m.stopFeed()
		a.stopped, stopped = true, true
	}
	return stopped
}

// stopFeed gives back what the feed asks.
func (m *Model) stopFeed() {
	a := &m.audit
	lent := a.feed.lent
	for _, q := range a.feed.stop() {
		a.table.Unasked(q)
		if !lent[q] {
			a.scan.unclaim(q, nil)
		}
	}
}

// auditBusy reports whether the person waits for something that the audit shows.
func (m *Model) auditBusy() bool {
	a := &m.audit
	return a.open && (a.report.asking || a.exporting || a.then != nil || a.gather != nil || len(a.feed.flying) > 0 ||
		a.scan.running() && !a.scan.progress.Paused)
}
