package ui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/queue"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/write"
)

// A user who is renamed by somebody else keeps its keys. What IAM does not find under the old name is looked for by the
// key before anything is said of it, and the screen goes on under the present name.

// traces are the keys whose present owner is asked for, and whether that was sent.
type traces map[write.Subject]bool

// tracedMsg says who has a key now that IAM did not find at its user.
type tracedMsg struct {
	write.Subject
	now iamsvc.Principal
	err *iamsvc.Error
}

// aboutKey is a window about one key of a user, which goes on under the user's present name.
type aboutKey interface {
	// KeyOf is the key that it is about.
	KeyOf() write.Subject
	// Under is the window under its user's present name.
	Under(now iamsvc.Principal) stage.Live
}

// traceUser looks for a user that IAM did not find by one of the keys that it had.
func (m *Model) traceUser(user iamsvc.Principal, err *iamsvc.Error) {
	if err == nil || err.Kind != iamsvc.KindNotFound || user.IsZero() || user.IsRoot() {
		return
	}
	if f := m.Store.Keys(user); f != nil && len(f.Value) > 0 {
		m.trace(write.Subject{User: user, Key: f.Value[0].ID})
		return
	}
	m.traceWindows(user)
}

// traceWindows looks for the keys that windows are about and that their user's list does not hold.
func (m *Model) traceWindows(user iamsvc.Principal) {
	for _, w := range m.Windows {
		about, ok := w.Live.(aboutKey)
		if !ok || about.KeyOf().User != user || about.KeyOf().Key == "" {
			continue
		}
		if _, listed := m.Store.Key(user, about.KeyOf().Key); !listed && !m.Store.Gone(about.KeyOf().Key) {
			m.trace(about.KeyOf())
		}
	}
}

func (m *Model) trace(s write.Subject) {
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

func traceKey(svc Service, s write.Subject) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := stage.ReadContext(queue.InView)
		defer cancel()
		ctx, end := context.WithTimeout(ctx, write.LookDeadline)
		defer end()
		now, err := svc.WhoHas(ctx, s.User, s.Key)
		return tracedMsg{s, now, iamsvc.AsError(err)}
	}
}

// take goes on under the present name, or notes that the key is gone.
func (msg tracedMsg) take(m *Model) tea.Cmd {
	delete(m.loads.traces, msg.Subject)
	switch {
	case msg.err != nil && msg.err.Kind == iamsvc.KindNotFound:
		m.Store.RemoveKey(msg.User, msg.Key, m.Config.Now())
		m.Offer.Forget(msg.Key)
	case msg.err != nil:
		m.HeedSigner(msg.err)
		m.Status.Last = msg.err
	case !msg.now.IsZero() && msg.now != msg.User:
		m.renamed(msg.User, msg.now)
		return m.Say(dialog.Warn, msg.User.String()+" was renamed: its keys belong to "+msg.now.String()+" now")
	}
	return nil
}

// renamed goes on under a user's present name: in what is known, in the windows, and in what is still to be sent.
func (m *Model) renamed(was, now iamsvc.Principal) {
	m.Store.RenameUser(was, now, m.Config.Now())
	m.browse.Renamed(was, now)
	for i := range m.Windows {
		w := &m.Windows[i]
		if about, ok := w.Live.(aboutKey); ok && about.KeyOf().User == was {
			w.Live = about.Under(now)
		}
	}
	m.Rename(was, now)
	m.browse.RefreshUsers()
}

// followRenamed returns a change as one of the user who has the key now, if the answer says so.
func (m *Model) followRenamed(w write.Write, msg write.Outcome) write.Write {
	var moved *iamsvc.RenamedError
	if !errors.As(msg.Cause(), &moved) {
		if err := msg.Failure(); w.Key == "" || err != nil && err.Op != "UpdateAccessKey" && err.Op != "DeleteAccessKey" {
			m.traceUser(w.User, err)
		}
		return w
	}
	m.renamed(w.User, moved.Now)
	w.User = moved.Now
	return w
}
