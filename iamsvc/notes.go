package iamsvc

import (
	"sync"
	"time"
)

// notes holds the descriptions that were written here, and corrects lists with them as the overlay does for keys. They are
// few and small, so none is dropped: one that IAM has had time to show outranks nothing.
type notes struct {
	mu    sync.Mutex
	now   func() time.Time
	facts map[note]noted
}

// note names one description.
type note struct {
	user  Principal // with its name in lower case
	keyID string
}

// noted is what a description was last made here.
type noted struct {
	at   time.Time // of the answer
	text string    // empty: it was removed
}

func newNotes(now func() time.Time) *notes { return &notes{now: now, facts: map[note]noted{}} }

func (n *notes) wrote(user Principal, keyID, text string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.facts[note{user.folded(), keyID}] = noted{n.now(), text}
}

// forget drops what is known of a description, after a write that may or may not have changed it.
func (n *notes) forget(user Principal, keyID string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.facts, note{user.folded(), keyID})
}

// correct makes the user's descriptions that were asked for at the time given what our own writes left.
func (n *notes) correct(user Principal, sent time.Time, found map[string]string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for k, f := range n.facts {
		switch {
		case k.user != user.folded() || sent.After(f.at.Add(settle)):
		case f.text == "":
			delete(found, k.keyID)
		default:
			found[k.keyID] = f.text
		}
	}
}
