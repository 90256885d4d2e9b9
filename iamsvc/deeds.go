package iamsvc

import "sync"

// deeds is what this Service did itself, for as long as it lives. Unlike the overlay it corrects nothing: it tells our own
// doings from those of others.
type deeds struct {
	mu      sync.Mutex
	secrets map[string]bool      // IDs of the keys that were made here and whose secret arrived
	deletes map[string]Principal // the keys that were, or may have been, deleted from here: their users, by ID
	sure    map[string]bool      // those of deletes that were
}

func newDeeds() *deeds {
	return &deeds{secrets: map[string]bool{}, deletes: map[string]Principal{}, sure: map[string]bool{}}
}

func (d *deeds) secretArrived(keyID string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.secrets[keyID] = true
}

func (d *deeds) hasSecret(keyID string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.secrets[keyID]
}

func (d *deeds) deleteSent(user Principal, keyID string, sure bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.deletes[keyID] = user
	d.sure[keyID] = d.sure[keyID] || sure
}

// deleted reports whether the key was certainly deleted from here.
func (d *deeds) deleted(keyID string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.sure[keyID]
}

func (d *deeds) mayHaveDeleted(keyID string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	_, ok := d.deletes[keyID]
	return ok
}

// deletedUnseen returns the ID of a key of the user that was deleted from here although its secret never arrived, and that is
// not among those known; empty if there is none.
func (d *deeds) deletedUnseen(user Principal, known map[string]bool) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var found string
	for id, owner := range d.deletes {
		if owner == user && !known[id] && !d.secrets[id] && id > found {
			found = id
		}
	}
	return found
}
