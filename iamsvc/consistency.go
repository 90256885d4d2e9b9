package iamsvc

import (
	"cmp"
	"slices"
	"sync"
	"time"
)

// IAM is eventually consistent: for some seconds after a change a list may still show what was there before. What was
// changed from here is corrected in every list, so no caller has to know. The rule is Outranks, and it stands here
// alone. The changes are kept in the overlay (keys) and in recentChanges (descriptions, inline policies, new users);
// the store, which must show users created and deleted here on pages of a list it puts together itself, asks Outranks
// too.

// consistencyDelay is how long IAM may show a list as it was before a change, counted from the answer to the change.
const consistencyDelay = 15 * time.Second

// Outranks reports whether a change that was answered at one time is to be believed rather than a list that was sent at
// another: IAM may not have shown the change in it yet.
func Outranks(change, list time.Time) bool { return !list.After(change.Add(consistencyDelay)) }

// recentChanges holds what was last changed from here of things of one kind. They are few and small, so none is
// dropped: a change that IAM has had time to show outranks nothing.
type recentChanges[K comparable, V any] struct {
	mu      sync.Mutex
	now     func() time.Time
	changes map[K]recentChange[V]
}

// recentChange is what a thing was changed to, and when that was answered.
type recentChange[V any] struct {
	to V
	at time.Time
}

func newRecentChanges[K comparable, V any](now func() time.Time) *recentChanges[K, V] {
	return &recentChanges[K, V]{now: now, changes: map[K]recentChange[V]{}}
}

// add notes a change that was answered now.
func (r *recentChanges[K, V]) add(key K, to V) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.changes[key] = recentChange[V]{to, r.now()}
}

// forget drops a change, after a write that may or may not have undone it.
func (r *recentChanges[K, V]) forget(key K) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.changes, key)
}

// has reports whether there was a change of the thing that IAM may not show everywhere yet.
func (r *recentChanges[K, V]) has(key K) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	c, ok := r.changes[key]
	return ok && Outranks(c.at, r.now())
}

// outranking calls do with each change that outranks a list sent at the time given.
func (r *recentChanges[K, V]) outranking(list time.Time, do func(K, V)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for key, c := range r.changes {
		if Outranks(c.at, list) {
			do(key, c.to)
		}
	}
}

// partOf names a thing that belongs to a user: a description by its key ID, an inline policy by its name.
type partOf struct {
	user Principal // folded
	name string
}

// correctDescriptions makes the user's descriptions, which were asked for at the time given, what our own writes left.
func (s *Service) correctDescriptions(user Principal, sent time.Time, found map[string]string) {
	s.descriptions.outranking(sent, func(of partOf, text string) {
		switch {
		case of.user != user.folded():
		case text == "":
			delete(found, of.name)
		default:
			found[of.name] = text
		}
	})
}

// correctPolicies returns the names of the user's inline policies, which were asked for at the time given, as our own
// writes left them.
func (s *Service) correctPolicies(user Principal, sent time.Time, names []string) []string {
	s.policies.outranking(sent, func(of partOf, there bool) {
		if of.user != user.folded() {
			return
		}
		names = slices.DeleteFunc(names, func(name string) bool { return name == of.name })
		if there {
			names = append(names, of.name)
		}
	})
	return names
}

// overlay holds what our own writes lately made of access keys, and corrects lists of keys with it: every list that
// they outrank, however late it arrives.
type overlay struct {
	mu       sync.Mutex
	now      func() time.Time
	facts    map[string]fact // by key ID
	readings map[*reading]bool
}

// fact is what is known of one key.
type fact struct {
	at     time.Time // of the answer to our last write to the key
	user   Principal // whose list a created key belongs into, as it was asked for
	made   *Key      // the key, if it was created here
	status Status    // its status, if that was set here
	gone   bool      // it was deleted here
}

// reading is a list that is under way. The facts that may still be needed for it are kept.
type reading struct{ since time.Time }

func newOverlay(now func() time.Time) *overlay {
	return &overlay{now: now, facts: map[string]fact{}, readings: map[*reading]bool{}}
}

// begin tells that a list will be asked for; end must follow.
func (o *overlay) begin() *reading {
	o.mu.Lock()
	defer o.mu.Unlock()
	r := &reading{o.now()}
	o.readings[r] = true
	return r
}

// end tells that a list needs no more correction, and drops the facts that no list needs any more.
func (o *overlay) end(r *reading) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.readings, r)
	oldest := o.now()
	for r := range o.readings {
		if r.since.Before(oldest) {
			oldest = r.since
		}
	}
	for id, f := range o.facts {
		if !f.covers(oldest) {
			delete(o.facts, id)
		}
	}
}

// covers reports whether the fact outranks a list that was sent at the time given.
func (f fact) covers(sent time.Time) bool { return Outranks(f.at, sent) }

func (o *overlay) created(user Principal, k Key) {
	o.set(k.ID, func(f *fact) { *f = fact{user: user, made: &k} })
}

func (o *overlay) statusSet(keyID string, to Status) {
	o.set(keyID, func(f *fact) { f.status = to })
}

func (o *overlay) deleted(keyID string) {
	o.set(keyID, func(f *fact) { f.gone = true })
}

func (o *overlay) set(keyID string, change func(*fact)) {
	o.mu.Lock()
	defer o.mu.Unlock()
	f := o.facts[keyID]
	change(&f)
	f.at = o.now()
	o.facts[keyID] = f
}

// madeLately reports whether the key was made here so short a time ago that IAM may not know it everywhere yet.
func (o *overlay) madeLately(keyID string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	f, ok := o.facts[keyID]
	return ok && f.made != nil && !f.gone && f.covers(o.now())
}

// forgetStatus drops what is known of a key's status, after a write that may or may not have changed it.
func (o *overlay) forgetStatus(keyID string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	f, ok := o.facts[keyID]
	if !ok {
		return
	}
	f.status = ""
	o.facts[keyID] = f
}

// forget drops all that is known of a key, after a write that may or may not have deleted it.
func (o *overlay) forget(keyID string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.facts, keyID)
}

// correct returns the list of the user's keys that was sent at the time given, as our own writes left it.
func (o *overlay) correct(user Principal, sent time.Time, keys []Key) []Key {
	o.mu.Lock()
	defer o.mu.Unlock()
	out := make([]Key, 0, len(keys))
	listed := map[string]bool{}
	for _, k := range keys {
		listed[k.ID] = true
		f, ok := o.facts[k.ID]
		if ok = ok && f.covers(sent); ok && f.gone {
			continue
		}
		if ok && f.status != "" {
			k.Status = f.status
		}
		out = append(out, k)
	}
	return append(out, o.missing(user, sent, listed)...)
}

// missing returns the keys that were created here and are not in the list yet, oldest first.
func (o *overlay) missing(user Principal, sent time.Time, listed map[string]bool) []Key {
	var out []Key
	for id, f := range o.facts {
		if f.made == nil || f.gone || listed[id] || !f.covers(sent) || !f.user.SameUser(user) {
			continue
		}
		k := *f.made
		if f.status != "" {
			k.Status = f.status
		}
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b Key) int { return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID)) })
	return out
}
