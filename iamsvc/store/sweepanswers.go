package store

import "akia/iamsvc"

// collect takes note of the reads given out that have their answers.
func (w *Sweep) collect(l *lane) {
	open := l.open[:0]
	for _, r := range l.open {
		if w.gone(r) {
			w.answered(l, r, &iamsvc.Error{Kind: iamsvc.KindNotFound})
		} else if f := w.store.fact(r); f.asking() || f.answeredAt().IsZero() || f.answeredAt().Before(w.since) {
			open = append(open, r)
		} else {
			w.answered(l, r, f.failure())
		}
	}
	l.open = open
}

// answered notes how a read went.
func (w *Sweep) answered(l *lane, r Read, err *iamsvc.Error) {
	w.count.calls++
	switch {
	case err != nil && fatal(err):
		w.store.forget(r)
		l.first(r)
		w.halt(err)
	case err == nil || err.Kind == iamsvc.KindNotFound:
		l.answered, l.inARow = l.answered+1, 0
		w.took(r, err != nil)
	case err.Kind == iamsvc.KindDenied:
		w.fail(l, r)
		l.inARow = 0
		if l.denied++; l.denied >= denials && l.answered == 0 {
			l.refusal = err
		}
	default:
		w.fail(l, r)
		if l.inARow++; l.inARow >= failures {
			w.halt(err)
		}
	}
}

// took counts an answer. A user, or a key, that is there no more needs no further question.
func (w *Sweep) took(r Read, gone bool) {
	if r.Op == AskLastUse {
		w.count.last++
		w.usedUp(r.User, r.Key)
		return
	}
	w.count.lists++
	if gone {
		w.relist = true
		w.listed(r.User, nil)
		return
	}
	w.listed(r.User, w.store.Keys(r.User).Value)
}

// fail puts a read aside, to be made by the next run.
func (w *Sweep) fail(l *lane, r Read) {
	l.failed = append(l.failed, r)
	w.note(r, failed)
}

// note notes how far the sweep is with a read.
func (w *Sweep) note(r Read, p progress) {
	if r.Op == AskLastUse {
		w.keys[r.Key] = p
	} else {
		w.users[r.User] = p
	}
}

// again has what failed wait for its turn again. So has what failed after the run had stopped: its failure is none of
// this run.
func (w *Sweep) again(l *lane) {
	for _, r := range l.open {
		if f := w.store.fact(r); f.failure() != nil && !f.asking() {
			f.forget()
		}
	}
	for _, r := range l.failed {
		w.store.forget(r)
		w.note(r, waiting)
		l.add(r)
	}
	l.failed, l.inARow = nil, 0
	if l.refusal != nil { // perhaps it is permitted by now
		l.refusal, l.denied = nil, 0
	}
}

// refuse answers what is taken to be denied, without asking.
func (w *Sweep) refuse(l *lane) {
	if l.refusal == nil {
		return
	}
	for r, ok := l.pop(); ok; r, ok = l.pop() {
		if !w.known(r) {
			w.fail(l, r)
			w.store.Fail(r, l.refusal, w.now())
		}
	}
}

// halt stops the sweep for a reason that concerns all reads.
func (w *Sweep) halt(why *iamsvc.Error) {
	if w.err == nil && why != nil {
		w.err = why
	}
}

// fatal reports whether there is no point in going on.
func fatal(err *iamsvc.Error) bool {
	switch err.Kind {
	case iamsvc.KindNoCredentials, iamsvc.KindExpired, iamsvc.KindCredentials, iamsvc.KindNetwork, iamsvc.KindReadOnly:
		return true
	default:
		return false
	}
}
