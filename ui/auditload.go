package ui

import (
	"cmp"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/ui/account"
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
		return a.feed.ask(svc, now, iamsvc.ClassInView, bulk, a.scan.claim)
	}
	wanted := a.table.Next(a.visible, max(feedBehind-len(a.feed.flying), 0)+len(a.visible))
	var seen, behind []audit.Question
	for _, q := range wanted {
		switch {
		case m.pace.now != account.Moving && m.inAuditView(q.User):
			seen = append(seen, q)
		case len(a.feed.flying)+len(behind) < feedBehind && !a.scan.running():
			behind = append(behind, q)
		default:
			a.table.Unasked(q)
		}
	}
	return append(
		a.feed.ask(svc, now, iamsvc.ClassInView, append(bulk, seen...), a.scan.claim),
		a.feed.ask(svc, now, iamsvc.ClassSweep, behind, a.scan.claim)...,
	)
}

// sharePanes divides what the panes want to know between them and the scan, before they ask: what is asked already they wait
// for, and what they ask the scan does not. What they do not want any more, because it was answered or they show something
// else, is given back.
func (m *Model) sharePanes() {
	s := &m.audit.scan
	if !s.open() && len(s.panes) == 0 {
		return
	}
	wants := m.wantedKeys()
	wanted := make(map[account.Request]bool, len(wants))
	for _, w := range wants {
		wanted[w.Request] = true
	}
	var over []account.Request
	for r, claimed := range s.panes {
		if !wanted[r] || !claimed && !m.awaited(r) {
			over = append(over, r)
		}
	}
	slices.SortFunc(over, compareRequests) // the scan asks what is given back always in the same order
	for _, r := range over {
		m.unshare(r)
	}
	for _, w := range wants {
		m.share(w)
	}
}

// wantedKeys returns what the panes want to know of keys. What is not in it they do not ask.
func (m *Model) wantedKeys() []account.Want {
	return slices.DeleteFunc(m.account.Plan(m.view()), func(w account.Want) bool {
		return w.Op != account.AskKeys && w.Op != account.AskLastUse
	})
}

func compareRequests(x, y account.Request) int {
	return cmp.Or(cmp.Compare(x.User, y.User), cmp.Compare(x.Key, y.Key))
}

// awaited reports whether the panes still wait for what is asked elsewhere, and it still is.
func (m *Model) awaited(r account.Request) bool {
	_, flying := m.loads.flying[r]
	return flying && m.audit.scan.asking(auditQuestion(r))
}

// share claims what the panes want, or has them wait for whoever asks it already.
func (m *Model) share(w account.Want) {
	s := &m.audit.scan
	_, shared := s.panes[w.Request]
	_, flying := m.loads.flying[w.Request]
	switch {
	case shared || !s.open():
	case s.claim(auditQuestion(w.Request)):
		s.panes[w.Request] = true
	case !flying:
		s.panes[w.Request] = false
		m.loads.flying[w.Request] = flight{class: w.Class, cancel: func() {}}
		m.account.Begin(w.Request, time.Time{}) // whenever it was sent, its answer is the one that is waited for
	}
}

// unshare gives back what the panes have claimed, or ends their wait for what is asked elsewhere.
func (m *Model) unshare(r account.Request) {
	s := &m.audit.scan
	_, flying := m.loads.flying[r]
	switch q, claimed := auditQuestion(r), s.panes[r]; {
	case claimed && flying: // it is about to be cancelled
		s.answered(q, nil)
	case claimed:
		s.answered(q, m.failureOf(r))
	case flying:
		m.loads.drop(r)
		m.account.Cancel(r)
	}
	delete(s.panes, r)
}

func auditQuestion(r account.Request) audit.Question {
	return audit.Question{User: auditName(r.User), KeyID: r.Key}
}

// failureOf returns why a request about keys failed last; nil if it did not.
func (m *Model) failureOf(r account.Request) *iamsvc.Error {
	if f := m.account.Keys(r.User); r.Op == account.AskKeys && f != nil {
		return f.Err
	}
	if f := m.account.LastUse(r.Key); r.Op == account.AskLastUse && f != nil {
		return f.Err
	}
	return nil
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
	now, next := m.cfg.Now(), time.Time{}
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
		note(m.audit.scan.ended)
	}
	for _, ref := range m.audit.visible {
		row, _ := m.audit.table.Row(ref)
		note(row.Created)
		note(row.Use.At)
	}
	return next
}

// inAuditView reports whether a row of the user is in view.
func (m *Model) inAuditView(user string) bool {
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
	stopped := false
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
			a.scan.answered(q, nil)
		}
	}
}

// auditBusy reports whether the person waits for something that the audit shows.
func (m *Model) auditBusy() bool {
	a := &m.audit
	return a.open && (a.report.asking || a.then != nil || a.gather != nil || len(a.feed.flying) > 0 ||
		a.scan.running() && !a.scan.progress.Paused)
}
