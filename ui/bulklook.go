package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/queue"
	"akia/ui/dialog"
)

// lookDeadline bounds the look before a deactivation of a bulk: the change is urgent, and safe without it.
const lookDeadline = 15 * time.Second

// look is what a user's keys were found to be just before one of them was to be changed.
type look struct {
	sent  time.Time
	keys  []iamsvc.Key
	known bool // the keys could be listed
}

// lookedMsg answers a deactivation of a bulk. It was not sent if the look shows that there is nothing to do.
type lookedMsg struct {
	write
	failed
	look look
}

// deactivateSeen deactivates a key unless it is inactive, or gone, already. What the screen shows may be old by now: what
// somebody else has deactivated must not be taken for a change from here, which could be taken back.
func deactivateSeen(svc Service, now func() time.Time, w write) tea.Cmd {
	return func() tea.Msg {
		l := lookAt(svc, now, w.user)
		if l.needless(w.key) != "" {
			return lookedMsg{w, failed{}, l}
		}
		ctx, cancel := w.context()
		defer cancel()
		return lookedMsg{w, failed{svc.SetStatus(ctx, w.user, w.key, w.to)}, l}
	}
}

func lookAt(svc Service, now func() time.Time, user iamsvc.Principal) look {
	ctx, cancel := context.WithTimeout(queue.WithClass(context.Background(), queue.Write), lookDeadline)
	defer cancel()
	l := look{sent: now()}
	keys, err := svc.ListKeys(ctx, user)
	l.keys, l.known = keys, err == nil
	return l
}

func (l look) key(id string) (iamsvc.Key, bool) {
	for _, k := range l.keys {
		if k.ID == id {
			return k, true
		}
	}
	return iamsvc.Key{}, false
}

// needless says why a key need not be deactivated; empty if it is to be.
func (l look) needless(id string) string {
	switch k, there := l.key(id); {
	case !l.known, !there: // that the list does not hold it is no proof that it is gone: the change finds out
		return ""
	case k.Status == iamsvc.Inactive:
		return "was inactive already"
	default:
		return ""
	}
}

// tookLook records what was seen before a deactivation. It returns a line if that was all there was to do.
func (m *Model) tookLook(it *bulkItem, l look) (dialog.Line, bool) {
	w := it.write
	if l.known {
		m.Store.LearnKeys(w.user, l.keys, l.sent, m.Config.Now())
		k, _ := l.key(w.key)
		it.wasActive = k.Status == iamsvc.Active
	}
	why := l.needless(w.key)
	if why == "" {
		return dialog.Line{}, false
	}
	it.state = bulkNeedless
	return dialog.Line{Text: why, Tone: dialog.Warn}, true
}

// knownActive reports whether a key is active by a list that is fresh.
func (m *Model) knownActive(w write) bool {
	k, there := m.Store.Key(w.user, w.key)
	return there && k.Status == iamsvc.Active && m.Store.Keys(w.user).Fresh(m.Config.Now())
}
