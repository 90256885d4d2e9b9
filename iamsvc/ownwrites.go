package iamsvc

import "sync"

// ownWrites is what this Service did itself, for as long as it lives. Unlike the overlay it corrects nothing: it
// tells our own doings from those of others.
type ownWrites struct {
	mu      sync.Mutex
	secrets map[string]bool      // IDs of the keys that were made here and whose secret arrived
	deletes map[string]Principal // the keys that were, or may have been, deleted from here: their users, by ID
	sure    map[string]bool      // those of deletes that were
}

func newOwnWrites() *ownWrites {
	return &ownWrites{secrets: map[string]bool{}, deletes: map[string]Principal{}, sure: map[string]bool{}}
}

func (w *ownWrites) secretArrived(keyID string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.secrets[keyID] = true
}

func (w *ownWrites) hasSecret(keyID string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.secrets[keyID]
}

func (w *ownWrites) deleteSent(user Principal, keyID string, sure bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.deletes[keyID] = user
	w.sure[keyID] = w.sure[keyID] || sure
}

// deleted reports whether the key was certainly deleted from here.
func (w *ownWrites) deleted(keyID string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.sure[keyID]
}

func (w *ownWrites) mayHaveDeleted(keyID string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	_, ok := w.deletes[keyID]
	return ok
}

// deletedUnseen returns the ID of a key of the user that was deleted from here although its secret never arrived, and
// that is not among those known; empty if there is none.
func (w *ownWrites) deletedUnseen(user Principal, known map[string]bool) string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var found string
	for id, owner := range w.deletes {
		if owner == user && !known[id] && !w.secrets[id] && id > found {
			found = id
		}
	}
	return found
}
