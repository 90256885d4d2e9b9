package store

import (
	"maps"
	"slices"
	"time"

	"akia/iamsvc"
)

// Store is what is known of one AWS account. Make it with New.
type Store struct {
	// Identity is who the calls are made as, and where.
	Identity Fact[iamsvc.Identity]

	users        []iamsvc.User
	index        map[iamsvc.Principal]int // position in users
	reordered    int                      // counts the changes of users other than that some were appended
	listing      listing
	keys         map[iamsvc.Principal]*Fact[[]iamsvc.Key]
	changes      changes // of keys
	lastUse      map[string]*Fact[iamsvc.LastUse]
	descriptions map[iamsvc.Principal]*Fact[map[string]string] // by user, then by key ID
	details      map[iamsvc.Principal]*Details                 // by user
	gone         map[string]bool                               // keys that are known to be deleted
	removed      map[string]Removed                            // what was deleted from here
	deactivated  map[string]time.Time                          // when a key was deactivated from here
	pending      map[iamsvc.Principal]pendingUser              // users made or deleted from here
	report       *Report
	rootKey      bool // the root user has a key, whatever else is known of it
	facts        map[iamsvc.Principal]userFacts
	tags         map[iamsvc.Principal]*Tags
}

// New returns an account of which nothing is known.
func New() *Store {
	return &Store{
		index:        map[iamsvc.Principal]int{},
		keys:         map[iamsvc.Principal]*Fact[[]iamsvc.Key]{},
		lastUse:      map[string]*Fact[iamsvc.LastUse]{},
		descriptions: map[iamsvc.Principal]*Fact[map[string]string]{},
		details:      map[iamsvc.Principal]*Details{},
		gone:         map[string]bool{},
		removed:      map[string]Removed{},
		deactivated:  map[string]time.Time{},
		pending:      map[iamsvc.Principal]pendingUser{},
		facts:        map[iamsvc.Principal]userFacts{},
		tags:         map[iamsvc.Principal]*Tags{},
	}
}

// Users returns the users in the service's order. The caller must not change the slice.
func (s *Store) Users() []iamsvc.User { return s.users }

// Reordered counts the changes of Users other than that users were appended: as long as it stays, so do their
// positions.
func (s *Store) Reordered() int { return s.reordered }

// User returns a user by name.
func (s *Store) User(user iamsvc.Principal) (iamsvc.User, bool) {
	i, ok := s.index[user]
	if !ok {
		return iamsvc.User{}, false
	}
	return s.users[i], true
}

// Index returns the position of a user in Users, -1 if it is not (yet) listed.
func (s *Store) Index(user iamsvc.Principal) int {
	if i, ok := s.index[user]; ok {
		return i
	}
	return -1
}

// Keys returns what is known of a user's keys; nil, which reads as unasked, if they were never asked for.
func (s *Store) Keys(user iamsvc.Principal) *Fact[[]iamsvc.Key] { return s.keys[user] }

// LastUse returns what is known of a key's last use; nil if it was never asked for.
func (s *Store) LastUse(keyID string) *Fact[iamsvc.LastUse] { return s.lastUse[keyID] }

// Descriptions returns what is known of the descriptions of a user's keys, by key ID; nil if they were never asked for.
func (s *Store) Descriptions(user iamsvc.Principal) *Fact[map[string]string] {
	return s.descriptions[user]
}

// Find returns a listed user as IAM spells its name: names are unique regardless of case.
func (s *Store) Find(user iamsvc.Principal) (iamsvc.Principal, bool) {
	if _, ok := s.index[user]; ok {
		return user, true
	}
	for i := range s.users {
		if u := s.users[i].Principal(); u.SameUser(user) {
			return u, true
		}
	}
	return iamsvc.Principal{}, false
}

// Key returns a key that is known, by its user and ID.
func (s *Store) Key(user iamsvc.Principal, keyID string) (iamsvc.Key, bool) {
	f := s.keys[user]
	if f == nil {
		return iamsvc.Key{}, false
	}
	for _, k := range f.Value {
		if k.ID == keyID {
			return k, true
		}
	}
	return iamsvc.Key{}, false
}

// Seen returns a key as the screen shows it now, for a deletion that must not go ahead if it has changed.
func (s *Store) Seen(k iamsvc.Key) iamsvc.SeenKey {
	seen := iamsvc.SeenKey{Key: k}
	if f := s.lastUse[k.ID]; f.Known() {
		seen.LastUse, seen.LastUseKnown = f.Value, true
	}
	if f := s.descriptions[k.User]; f.Known() {
		seen.Description = f.Value[k.ID]
	}
	return seen
}

// SetStatus records that a key's status was changed from here. The list it is in is copied: a screen may hold the old
// one.
func (s *Store) SetStatus(user iamsvc.Principal, keyID string, to iamsvc.Status, now time.Time) {
	if to == iamsvc.Active {
		delete(s.deactivated, keyID)
	}
	s.edit(user, now, func(keys []iamsvc.Key) []iamsvc.Key {
		for i := range keys {
			if keys[i].ID == keyID {
				keys[i].Status = to
			}
		}
		return keys
	})
}

// NoteDeactivated records when a key was deactivated from here: IAM keeps no record of it.
func (s *Store) NoteDeactivated(keyID string, now time.Time) { s.deactivated[keyID] = now }

// Deactivated returns when a key was deactivated from here; the zero time if it was not.
func (s *Store) Deactivated(keyID string) time.Time { return s.deactivated[keyID] }

// AddKey records that a key was created from here: it exists, and was never used.
func (s *Store) AddKey(k iamsvc.Key, now time.Time) {
	s.edit(k.User, now, func(keys []iamsvc.Key) []iamsvc.Key {
		if slices.ContainsFunc(keys, func(o iamsvc.Key) bool { return o.ID == k.ID }) {
			return keys
		}
		return append(keys, k)
	})
	s.lastUseFact(k.ID).set(iamsvc.LastUse{User: k.User}, now)
}

// Gone reports whether a key is known to be deleted. That its user's list does not hold it is no proof: a user who
// was renamed keeps its keys.
func (s *Store) Gone(keyID string) bool { return s.gone[keyID] }

// Removed is a key that was deleted from here, as it was before.
type Removed struct {
	Key     iamsvc.Key
	LastUse iamsvc.LastUse
	Used    bool // its last use was known
	At      time.Time
}

// RemovedKey returns a key that was deleted from here, or that was found gone; false if there is none of that ID.
func (s *Store) RemovedKey(keyID string) (Removed, bool) {
	r, ok := s.removed[keyID]
	return r, ok
}

// RemoveKey records that a key was deleted.
func (s *Store) RemoveKey(user iamsvc.Principal, keyID string, now time.Time) {
	if k, ok := s.Key(user, keyID); ok {
		use := s.LastUse(keyID)
		r := Removed{Key: k, At: now, Used: use.Known()}
		if r.Used {
			r.LastUse = use.Value
		}
		s.removed[keyID] = r
	}
	s.edit(user, now, func(keys []iamsvc.Key) []iamsvc.Key {
		return slices.DeleteFunc(keys, func(k iamsvc.Key) bool { return k.ID == keyID })
	})
	delete(s.lastUse, keyID)
	s.gone[keyID] = true
}

// SetSeen records a key's state as a re-reading found it.
func (s *Store) SetSeen(seen iamsvc.SeenKey, now time.Time) {
	s.SetStatus(seen.Key.User, seen.Key.ID, seen.Key.Status, now)
	if seen.LastUseKnown {
		s.SetLastUse(seen.Key.User, seen.Key.ID, seen.LastUse, now)
	}
}

// SetDescription records that a key's description was changed from here; an empty one is none. Lists that were sent
// before are out of date from now on.
func (s *Store) SetDescription(user iamsvc.Principal, keyID, text string, now time.Time) {
	f := s.descriptions[user]
	if f == nil {
		return
	}
	f.changed = now
	if !f.known {
		return
	}
	s.changes.note(user)
	f.Value = maps.Clone(f.Value)
	if text == "" {
		delete(f.Value, keyID)
		return
	}
	if f.Value == nil {
		f.Value = map[string]string{}
	}
	f.Value[keyID] = text
}

// edit changes a copy of a user's keys, if they are known at all. Lists that were sent before are out of date from
// now on.
func (s *Store) edit(user iamsvc.Principal, now time.Time, change func([]iamsvc.Key) []iamsvc.Key) {
	f := s.keysFact(user)
	f.changed = now
	if f.known {
		f.Value = change(slices.Clone(f.Value))
		s.changes.note(user)
	}
}

func (s *Store) keysFact(user iamsvc.Principal) *Fact[[]iamsvc.Key] {
	f := s.keys[user]
	if f == nil {
		f = &Fact[[]iamsvc.Key]{}
		s.keys[user] = f
	}
	return f
}

func (s *Store) descriptionsFact(user iamsvc.Principal) *Fact[map[string]string] {
	f := s.descriptions[user]
	if f == nil {
		f = &Fact[map[string]string]{}
		s.descriptions[user] = f
	}
	return f
}

func (s *Store) lastUseFact(keyID string) *Fact[iamsvc.LastUse] {
	f := s.lastUse[keyID]
	if f == nil {
		f = &Fact[iamsvc.LastUse]{}
		s.lastUse[keyID] = f
	}
	return f
}
