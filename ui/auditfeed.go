package ui

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/queue"
	"akia/iamsvc/store"
)

const (
	// feedBehind is how many questions about rows that are not in view are under way at once.
	feedBehind = 16
	// feedGather is how long answers are collected for one message.
	feedGather = 50 * time.Millisecond
)

// auditFeed is the questions about single users and keys that are under way, and how their answers come back.
type auditFeed struct {
	box     *mailbox[auditAnswer]
	flying  map[audit.Question]bool
	lent    map[audit.Question]bool // those of flying whose answers come from elsewhere, because they are asked there already
	waiting bool                    // a command waits for answers
	gather  time.Duration
	ctx     context.Context
	cancel  context.CancelFunc
}

// auditAnswer is what came of one question.
type auditAnswer struct {
	audit.Question
	keys []iamsvc.Key
	use  iamsvc.LastUse
	sent time.Time
	err  *iamsvc.Error
}

// auditAnswersMsg is the answers that came together. They are dropped if the box is not the present one.
type auditAnswersMsg struct {
	box     *mailbox[auditAnswer]
	answers []auditAnswer
}

func newAuditFeed() auditFeed {
	f := auditFeed{gather: feedGather, flying: map[audit.Question]bool{}, lent: map[audit.Question]bool{}}
	f.ctx, f.cancel = context.WithCancel(context.Background())
	return f
}

// asked returns how many questions of its own are under way.
func (f *auditFeed) asked() int { return len(f.flying) - len(f.lent) }

// ask returns the commands that send questions, but for those that cannot be claimed. The one that waits for the answers has to
// follow.
func (f *auditFeed) ask(svc keyReader, now func() time.Time, class queue.Class, questions []audit.Question, claim func(audit.Question) bool) []tea.Cmd {
	if f.box == nil {
		f.box = newMailbox[auditAnswer](f.gather)
	}
	var cmds []tea.Cmd
	ctx := queue.WithClass(f.ctx, class)
	for _, q := range questions {
		if f.flying[q] {
			continue
		}
		f.flying[q] = true
		if claim(q) {
			cmds = append(cmds, askAudit(ctx, svc, now, q, f.box))
		} else {
			f.lent[q] = true
		}
	}
	return cmds
}

// claimBack ends the wait for what is not asked elsewhere any more: it was answered, or its call was cancelled, and then it is
// worth asking again.
func (f *auditFeed) claimBack(t *audit.Table, asking func(audit.Question) bool) {
	for _, q := range inOrder(f.lent) {
		if !asking(q) {
			delete(f.flying, q)
			delete(f.lent, q)
			t.Unasked(q)
		}
	}
}

// wait returns the command that waits for the next answers; nil if none are due, or one waits already.
func (f *auditFeed) wait() tea.Cmd {
	if f.waiting || f.asked() == 0 {
		return nil
	}
	f.waiting = true
	box := f.box
	return func() tea.Msg {
		return auditAnswersMsg{box, box.take()}
	}
}

// stop cancels what is under way and returns the questions.
func (f *auditFeed) stop() []audit.Question {
	open := inOrder(f.flying)
	f.cancel()
	gather := f.gather
	*f = newAuditFeed()
	f.gather = gather
	return open
}

// inOrder returns questions always in the same order.
func inOrder(questions map[audit.Question]bool) []audit.Question {
	return slices.SortedFunc(maps.Keys(questions), func(x, y audit.Question) int {
		return cmp.Or(x.User.Compare(y.User), cmp.Compare(x.KeyID, y.KeyID))
	})
}

// askAudit asks one question. Its answer goes into the box, from where it comes with others.
func askAudit(ctx context.Context, svc keyReader, now func() time.Time, q audit.Question, to *mailbox[auditAnswer]) tea.Cmd {
	return func() tea.Msg {
		a := auditAnswer{Question: q, sent: now()}
		var err error
		if q.KeyID == "" {
			a.keys, err = svc.ListKeys(ctx, q.User)
		} else {
			a.use, err = svc.LastUse(ctx, q.KeyID)
		}
		a.err = iamsvc.AsError(err)
		to.put(a)
		return nil
	}
}

// take takes the answers that came: both the audit and the account's store learn from them.
func (msg auditAnswersMsg) take(m *Model) tea.Cmd {
	f := &m.audit.feed
	if msg.box != f.box {
		return nil
	}
	f.waiting = false
	for _, a := range msg.answers {
		delete(f.flying, a.Question)
		if m.audit.table == nil {
			continue
		}
		if a.KeyID == "" {
			m.auditListed(a.User, a.keys, a.sent, a.err)
		} else {
			m.auditUsed(a.User, a.KeyID, a.use, a.err)
		}
		m.tellScan(a.User)
		m.audit.scan.unclaim(a.Question, a.err)
	}
	return nil // who asks next sees to it that the others are waited for
}

// auditListed takes the answer to a list of a user's keys.
func (m *Model) auditListed(user iamsvc.Principal, keys []iamsvc.Key, sent time.Time, err *iamsvc.Error) {
	t, name := m.audit.table, user
	m.heedSigner(err)
	switch {
	case err == nil:
		m.account.LearnKeys(name, keys, sent, m.cfg.Now())
		if f := m.account.Keys(name); f.Known() { // not what was sent before a change from here
			t.Keys(user, f.Value, m.cfg.Clock.Service(f.Sent()))
		} else {
			t.Unasked(audit.Question{User: user})
		}
	case err.Kind == iamsvc.KindNotFound:
		m.account.Fail(store.Read{Op: store.AskKeys, User: name}, err, m.cfg.Now())
		t.Forget(user)
		m.traceUser(user, err)
	case err.Kind == iamsvc.KindCancelled || sent.Before(m.account.Keys(name).Sent()): // or a later question was answered
		t.Unasked(audit.Question{User: user})
	default:
		m.account.Fail(store.Read{Op: store.AskKeys, User: name}, err, m.cfg.Now())
		t.Failed(audit.Question{User: user}, err.Kind == iamsvc.KindDenied)
		m.readFailed(err)
	}
}

// auditUsed takes the answer to a question about the last use of a key.
func (m *Model) auditUsed(user iamsvc.Principal, keyID string, use iamsvc.LastUse, err *iamsvc.Error) {
	t := m.audit.table
	m.heedSigner(err)
	switch {
	case err == nil:
		m.account.SetLastUse(keyID, use, m.cfg.Now())
		t.LastUse(user, keyID, use, m.cfg.Clock.Service(m.account.LastUse(keyID).Told()))
	case err.Kind == iamsvc.KindCancelled:
		t.Unasked(audit.Question{User: user, KeyID: keyID})
	default:
		m.account.Fail(store.Read{Op: store.AskLastUse, User: user, Key: keyID}, err, m.cfg.Now())
		t.NoLastUse(user, keyID, err.Kind == iamsvc.KindDenied)
		m.readFailed(err)
	}
}
