package iamsvc

import "sync"

// deeds is what this Service did itself, for as long as it lives. Unlike the overlay it corrects nothing: it tells our own
// doings from those of others.
type deeds struct {
	mu      sync.Mutex
	secrets map[string]bool // IDs of the keys that were made here and whose secret arrived
	deletes map[string]bool // IDs of the keys that were, or may have been, deleted from here
}

func newDeeds() *deeds { return &deeds{secrets: map[string]bool{}, deletes: map[string]bool{}} }

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

func (d *deeds) deleteSent(keyID string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.deletes[keyID] = true
}

func (d *deeds) mayHaveDeleted(keyID string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.deletes[keyID]
}
