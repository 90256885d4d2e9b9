package ui

import (
	"cmp"
	"slices"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/store"
)

// While an exact scan is open, it, the rows in view of the audit, and the panes divide among them what is to be asked: each
// question is claimed by whoever asks it, and all others wait for that answer.

// claim reports whether a question is to be asked by the caller, who then says what came of it: else whoever asks it already
// is waited for.
func (s *auditScan) claim(q audit.Question) bool {
	return !s.open() || s.scan.Claim(q.User, q.KeyID)
}

// asking reports whether an answer to a question is still to come from the scan, or from whoever has claimed it.
func (s *auditScan) asking(q audit.Question) bool {
	return s.open() && s.scan.Asking(q.User, q.KeyID)
}

// unclaim ends the claim of a question. What was learned the scan has been told; else it asks in its turn, but not what it
// would be denied as well.
func (s *auditScan) unclaim(q audit.Question, err *iamsvc.Error) {
	user := q.User
	switch {
	case !s.open():
	case err == nil:
		s.scan.GiveBack(user, q.KeyID)
	case err.Kind == iamsvc.KindNotFound && q.KeyID == "":
		s.scan.LearnKeys(user, nil)
	case err.Kind == iamsvc.KindNotFound:
		s.scan.LearnUse(q.KeyID)
	case err.Kind == iamsvc.KindDenied:
		s.scan.Fail(user, q.KeyID)
	default:
		s.scan.GiveBack(user, q.KeyID)
	}
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
	wanted := make(map[store.Read]bool, len(wants))
	for _, w := range wants {
		wanted[w.Read] = true
	}
	var over []store.Read
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
func (m *Model) wantedKeys() []store.Want {
	return slices.DeleteFunc(m.account.Plan(m.view()), func(w store.Want) bool {
		return w.Op != store.AskKeys && w.Op != store.AskLastUse
	})
}

func compareRequests(x, y store.Read) int {
	return cmp.Or(x.User.Compare(y.User), cmp.Compare(x.Key, y.Key))
}

// awaited reports whether the panes still wait for what is asked elsewhere, and it still is.
func (m *Model) awaited(r store.Read) bool {
	_, flying := m.loads.flying[r]
	return flying && m.audit.scan.asking(auditQuestion(r))
}

// share claims what the panes want, or has them wait for whoever asks it already.
func (m *Model) share(w store.Want) {
	s := &m.audit.scan
	_, shared := s.panes[w.Read]
	_, flying := m.loads.flying[w.Read]
	switch {
	case shared || !s.open():
	case s.claim(auditQuestion(w.Read)):
		s.panes[w.Read] = true
	case !flying:
		s.panes[w.Read] = false
		m.loads.flying[w.Read] = flight{class: w.Class, cancel: func() {}}
		m.account.Begin(w.Read, time.Time{}) // whenever it was sent, its answer is the one that is waited for
	}
}

// unshare gives back what the panes have claimed, or ends their wait for what is asked elsewhere.
func (m *Model) unshare(r store.Read) {
	s := &m.audit.scan
	_, flying := m.loads.flying[r]
	switch q, claimed := auditQuestion(r), s.panes[r]; {
	case claimed && flying: // it is about to be cancelled
		s.unclaim(q, nil)
	case claimed:
		s.unclaim(q, m.failureOf(r))
	case flying:
		m.loads.drop(r)
		m.account.Cancel(r)
	}
	delete(s.panes, r)
}

func auditQuestion(r store.Read) audit.Question {
	return audit.Question{User: r.User, KeyID: r.Key}
}

// failureOf returns why a request about keys failed last; nil if it did not.
func (m *Model) failureOf(r store.Read) *iamsvc.Error {
	if f := m.account.Keys(r.User); r.Op == store.AskKeys && f != nil {
		return f.Err
	}
	if f := m.account.LastUse(r.Key); r.Op == store.AskLastUse && f != nil {
		return f.Err
	}
	return nil
}
