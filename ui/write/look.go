package write

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/queue"
	"akia/ui/dialog"
	"akia/ui/stage"
)

// LookDeadline bounds the look before a deactivation of a bulk: the change is urgent, and safe without it.
const LookDeadline = 15 * time.Second

// Look is what a user's keys were found to be just before one of them was to be changed.
type Look struct {
	Sent  time.Time
	Keys  []iamsvc.Key
	Known bool // the keys could be listed
}

// Looked answers a deactivation of a bulk. It was not sent if the look shows that there is nothing to do.
type Looked struct {
	Write
	Failed
	Look Look
}

// SendDeactivate deactivates a key unless it is inactive, or gone, already. What the screen shows may be old by now:
// what somebody else has deactivated must not be taken for a change from here, which could be taken back.
func SendDeactivate(svc stage.Service, now func() time.Time, w Write) tea.Cmd {
	return func() tea.Msg {
		l := lookAt(svc, now, w.User)
		if l.Needless(w.Key) != "" {
			return Looked{w, Failed{}, l}
		}
		ctx, cancel := w.Context()
		defer cancel()
		return Looked{w, Failed{svc.SetStatus(ctx, w.User, w.Key, w.To)}, l}
	}
}

func lookAt(svc stage.Service, now func() time.Time, user iamsvc.Principal) Look {
	ctx, cancel := context.WithTimeout(queue.WithClass(context.Background(), queue.Write), LookDeadline)
	defer cancel()
	l := Look{Sent: now()}
	keys, err := svc.ListKeys(ctx, user)
	l.Keys, l.Known = keys, err == nil
	return l
}

// Key returns a key as it was seen; false if it was not.
func (l Look) Key(id string) (iamsvc.Key, bool) {
	for _, k := range l.Keys {
		if k.ID == id {
			return k, true
		}
	}
	return iamsvc.Key{}, false
}

// Needless says why a key need not be deactivated; empty if it is to be.
func (l Look) Needless(id string) string {
	switch k, there := l.Key(id); {
	case !l.Known, !there: // that the list does not hold it is no proof that it is gone: the change finds out
		return ""
	case k.Status == iamsvc.Inactive:
		return "was inactive already"
	default:
		return ""
	}
}

// tookLook records what was seen before a deactivation. It returns a line if that was all there was to do.
func (d *Desk) tookLook(it *Item, l Look) (dialog.Line, bool) {
	w := it.Write
	if l.Known {
		d.Store.LearnKeys(w.User, l.Keys, l.Sent, d.Config.Now())
		k, _ := l.Key(w.Key)
		it.wasActive = k.Status == iamsvc.Active
	}
	why := l.Needless(w.Key)
	if why == "" {
		return dialog.Line{}, false
	}
	it.state = bulkNeedless
	return dialog.Line{Text: why, Tone: dialog.Warn}, true
}

// knownActive reports whether a key is active by a list that is fresh.
func (d *Desk) knownActive(w Write) bool {
	k, there := d.Store.Key(w.User, w.Key)
	return there && k.Status == iamsvc.Active && d.Store.Keys(w.User).Fresh(d.Config.Now())
}
