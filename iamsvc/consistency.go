package iamsvc

import (
	"slices"
	"sync"
	"time"
)

// IAM is eventually consistent: for some seconds after a change a list may still show what was there before. What was changed
// from here is corrected in every list, so no caller has to know. The rule is Outranks, and it stands here alone. The changes
// are kept in the overlay (keys) and in recentChanges (descriptions, inline policies, new users); the store, which must show
// users created and deleted here on pages of a list it puts together itself, asks Outranks too.

// consistencyDelay is how long IAM may show a list as it was before a change, counted from the answer to the change.
const consistencyDelay = 15 * time.Second

// Outranks reports whether a change that was answered at one time is to be believed rather than a list that was sent at
// another: IAM may not have shown the change in it yet.
func Outranks(change, list time.Time) bool { return !list.After(change.Add(consistencyDelay)) }

// recentChanges holds what was last changed from here of things of one kind. They are few and small, so none is dropped: a
// change that IAM has had time to show outranks nothing.
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

// correctPolicies returns the names of the user's inline policies, which were asked for at the time given, as our own writes left
// them.
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
