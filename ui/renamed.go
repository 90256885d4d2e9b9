package ui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/queue"
	"akia/ui/dialog"
	"akia/ui/stage"
)

// A user who is renamed by somebody else keeps its keys. What IAM does not find under the old name is looked for by the key
// before anything is said of it, and the screen goes on under the present name.

// traces are the keys whose present owner is asked for, and whether that was sent.
type traces map[subject]bool

// tracedMsg says who has a key now that IAM did not find at its user.
type tracedMsg struct {
	subject
	now iamsvc.Principal
	err *iamsvc.Error
}

// aboutKey is a window about one key of a user, which goes on under the user's present name.
type aboutKey interface {
	keyOf() subject
	under(now iamsvc.Principal) live
}

func (l leak) keyOf() subject           { return subject{l.user, l.key} }
func (r rotation) keyOf() subject       { return subject{r.user, r.old} }
func (q toggleQuestion) keyOf() subject { return subject{q.user, q.key} }
func (u userDetails) keyOf() subject    { return subject{user: u.user} }

func (l leak) under(now iamsvc.Principal) live           { l.user = now; return l }
func (r rotation) under(now iamsvc.Principal) live       { r.user = now; return r }
func (q toggleQuestion) under(now iamsvc.Principal) live { q.user = now; return q }
func (u userDetails) under(now iamsvc.Principal) live    { u.user = now; return u }

// traceUser looks for a user that IAM did not find by one of the keys that it had.
func (m *Model) traceUser(user iamsvc.Principal, err *iamsvc.Error) {
	if err == nil || err.Kind != iamsvc.KindNotFound || user.IsZero() || user.IsRoot() {
		return
	}
	if f := m.Store.Keys(user); f != nil && len(f.Value) > 0 {
		m.trace(subject{user, f.Value[0].ID})
		return
	}
	m.traceWindows(user)
}

// traceWindows looks for the keys that windows are about and that their user's list does not hold.
func (m *Model) traceWindows(user iamsvc.Principal) {
	for _, w := range m.Windows {
		about, ok := liveIn(w).(aboutKey)
		if !ok || about.keyOf().user != user || about.keyOf().key == "" {
			continue
		}
		if _, listed := m.Store.Key(user, about.keyOf().key); !listed && !m.Store.Gone(about.keyOf().key) {
			m.trace(about.keyOf())
		}
	}
}

func (m *Model) trace(s subject) {
	if _, known := m.loads.traces[s]; !known {
		m.loads.traces[s] = false
	}
}

// sendTraces sends what is to be traced.
func (m *Model) sendTraces() tea.Cmd {
	var cmds []tea.Cmd
	for s, sent := range m.loads.traces {
		if !sent {
			m.loads.traces[s] = true
			cmds = append(cmds, traceKey(m.Config.Service, s))
		}
	}
	return tea.Batch(cmds...)
}

func traceKey(svc Service, s subject) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := stage.ReadContext(queue.InView)
		defer cancel()
		ctx, end := context.WithTimeout(ctx, lookDeadline)
		defer end()
		now, err := svc.WhoHas(ctx, s.user, s.key)
		return tracedMsg{s, now, iamsvc.AsError(err)}
	}
}

// take goes on under the present name, or notes that the key is gone.
func (msg tracedMsg) take(m *Model) tea.Cmd {
	delete(m.loads.traces, msg.subject)
	switch {
	case msg.err != nil && msg.err.Kind == iamsvc.KindNotFound:
		m.Store.RemoveKey(msg.user, msg.key, m.Config.Now())
		m.offer.forget(msg.key)
	case msg.err != nil:
		m.HeedSigner(msg.err)
		m.Status.Last = msg.err
	case !msg.now.IsZero() && msg.now != msg.user:
		m.renamed(msg.user, msg.now)
		return m.Say(dialog.Warn, msg.user.String()+" was renamed: its keys belong to "+msg.now.String()+" now")
	}
	return nil
}

// renamed goes on under a user's present name: in what is known, in the windows, and in what is still to be sent.
func (m *Model) renamed(was, now iamsvc.Principal) {
	selected := m.users.selected() == was
	m.Store.RenameUser(was, now, m.Config.Now())
	m.users.update(m.Store)
	if selected {
		m.users.window.Select(&m.users, now.ReportName())
		m.users.choose()
	}
	if m.seek.user == was {
		m.seek.user = now
	}
	for i := range m.Windows {
		w := &m.Windows[i]
		if about, ok := liveIn(*w).(aboutKey); ok && about.keyOf().user == was {
			w.Live = followed{m, about.under(now)}
		}
	}
	for i := range m.offer.writes {
		m.offer.writes[i].renamed(was, now)
	}
	if m.bulk != nil {
		for i := range m.bulk.items {
			m.bulk.items[i].write.renamed(was, now)
			m.bulk.items[i].seen.Key.User = m.bulk.items[i].write.user
		}
	}
	m.refreshUsers()
}

func (w *write) renamed(was, now iamsvc.Principal) {
	if w.user == was {
		w.user = now
	}
}

// followRenamed returns a change as one of the user who has the key now, if the answer says so.
func (m *Model) followRenamed(w write, msg outcome) write {
	var moved *iamsvc.RenamedError
	if !errors.As(msg.cause(), &moved) {
		if err := msg.failure(); w.key == "" || err != nil && err.Op != "UpdateAccessKey" && err.Op != "DeleteAccessKey" {
			m.traceUser(w.user, err)
		}
		return w
	}
	m.renamed(w.user, moved.Now)
	w.user = moved.Now
	return w
}

// askRenamed asks anew about a key of a user who was renamed, under the present name. It opens by itself.
func (m *Model) askRenamed(w write, err *iamsvc.Error) bool {
	k, there := m.Store.Key(w.user, w.key)
	if err.Kind != iamsvc.KindRenamed || !there {
		return false
	}
	m.Status.Last = err
	note := dialog.Line{Text: err.Error(), Tone: dialog.Warn}
	if w.op == opDelete {
		m.OpenByItself(m.deleteDialog(m.Store.Seen(k), note))
		return true
	}
	m.OpenByItself(dialog.NewAsk("Activate access key?", m.About(k, note),
		dialog.Button{Label: "Activate", Result: write{op: opSetStatus, user: k.User, key: k.ID, from: k.Status, to: w.to}, Yes: true}))
	return true
}
