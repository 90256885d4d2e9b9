package ui

import (
	"slices"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/store"
)

// tellAudit tells the audit what the account's store knows of a user: what was asked or changed elsewhere shows there too.
func (m *Model) tellAudit(user iamsvc.Principal) {
	t := m.audit.table
	if t == nil {
		return
	}
	m.tellScan(user)
	f := m.account.Keys(user)
	switch {
	case f.Known():
		t.Keys(user, f.Value, m.cfg.Clock.Service(f.Sent()))
		m.tellUses(user, f.Value)
	case f.State() == store.Failed && f.Err.Kind != iamsvc.KindCancelled:
		t.Failed(audit.Question{User: user}, f.Denied())
	}
	if d := m.account.Descriptions(user); d.Known() {
		ids := make([]string, 0, len(d.Value))
		for id := range d.Value {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		t.Described(user, ids)
	}
}

// auditChanged tells the audit of a change that was answered.
func (m *Model) auditChanged(w write) {
	m.tellAudit(w.user)
	if w.op != opDelete || m.audit.table == nil {
		return
	}
	m.audit.dropMarks()
	if _, there := m.account.Key(w.user, w.key); !there && m.audit.scan.open() {
		m.audit.scan.scan.LearnUse(w.key)
	}
}

// tellScan tells the scan what the account's store knows of a user and is fresh, which need not be asked any more. The last
// uses come first: those of keys that it has learned of it would ask.
func (m *Model) tellScan(user iamsvc.Principal) {
	s, f, now := &m.audit.scan, m.account.Keys(user), m.cfg.Now()
	if !s.open() || !f.Fresh(now) {
		return
	}
	for _, k := range f.Value {
		if m.account.LastUse(k.ID).Fresh(now) {
			s.scan.LearnUse(k.ID)
		}
	}
	s.scan.LearnKeys(user, f.Value)
	s.progress = s.scan.Progress()
}

func (m *Model) tellUses(user iamsvc.Principal, keys []iamsvc.Key) {
	for _, k := range keys {
		switch f := m.account.LastUse(k.ID); {
		case f.Known():
			m.audit.table.LastUse(user, k.ID, f.Value, m.cfg.Clock.Service(f.Told()))
		case f != nil && f.Err != nil && f.Err.Kind != iamsvc.KindCancelled:
			m.audit.table.NoLastUse(user, k.ID, f.Denied())
		}
	}
}

// tellAuditAll tells the audit of all users whose keys are known. It is done once, when a table is new.
func (m *Model) tellAuditAll() {
	for user := range m.account.Known() {
		m.tellAudit(user)
	}
}

// resetAudit forgets what was known: it is another account.
func (m *Model) resetAudit() {
	a := &m.audit
	a.feed.stop()
	a.scan.end()
	if a.report.cancel != nil {
		a.report.cancel()
	}
	id, open, back := a.report.id, a.open, a.back
	*a = newAuditPane()
	a.report.id, a.back = id+1, back
	if open {
		a.open = true
		a.table = audit.NewTable(*m.cfg.Thresholds, m.cfg.Clock.Now())
		a.view = a.table.NewView()
		m.layout()
	}
}
