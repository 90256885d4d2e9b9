package rotation

import (
	"cmp"
	"slices"
	"time"

	"akia/iamsvc"
)

// Reason is why a key is the one to remove to make room for a new one.
type Reason uint8

// The reasons, the best one first. The zero Reason is none.
const (
	RemoveInactive Reason = iota + 1 // it is inactive, and the others are not
	RemoveUnused                     // it was never used, and the others were or may have been
	RemoveIdle                       // it has been out of use for longer than the others
	RemoveOlder                      // nothing but its age tells it from the others
	RemoveOnly                       // nothing speaks against it but that the key being rotated is to stay for now
)

// Room is what can be done for a user who has all the keys there can be and needs another. The choice is the person's.
type Room struct {
	// Remove is the key to suggest for removal, and Why why it rather than each of the others. Zero: none can be
	// suggested.
	Remove iamsvc.Key
	Why    Reason
	// Rotate is the key whose rotation makes a new one, or resumes with one that was made already. Zero: none is active.
	Rotate iamsvc.Key
}

// Room returns what can be done to make room for another key. Of a rotation under way, that is two active keys, the
// newer one is never suggested for removal, nor is any key that is younger than a day, nor an active one that is not
// known to be the least used: it may be in use.
func (f Facts) Room(now time.Time) Room {
	r := Room{Rotate: f.oldestActive()}
	fit := slices.DeleteFunc(slices.Clone(f.Keys), func(k iamsvc.Key) bool {
		return young(k, now) || k.Status == iamsvc.Active && k.ID != r.Rotate.ID
	})
	if len(fit) == 0 {
		return r
	}
	k := f.first(fit)
	why := f.reason(k)
	if k.Status != iamsvc.Active && why != RemoveOnly || why == RemoveUnused || why == RemoveIdle {
		r.Remove, r.Why = k, why
	}
	return r
}

// young reports whether a key was made so lately that it may be about to be used first.
func young(k iamsvc.Key, now time.Time) bool { return now.Sub(k.Created) < 24*time.Hour }

// oldestActive returns the oldest of the active keys; zero if there is none.
func (f Facts) oldestActive() (oldest iamsvc.Key) {
	for _, k := range f.Keys {
		if k.Status == iamsvc.Active && (oldest.ID == "" || k.Created.Before(oldest.Created)) {
			oldest = k
		}
	}
	return oldest
}

// toRemove returns which of the keys to remove, and the weakest of the reasons why it and not each of the others. The
// key being rotated is spared while it is active: something may depend on it, and for its sake the new key is made.
// So is one that is younger than a day. No key is returned if that leaves none.
func (f Facts) toRemove(old iamsvc.Key, now time.Time) (iamsvc.Key, Reason) {
	candidates := slices.DeleteFunc(slices.Clone(f.Keys), func(k iamsvc.Key) bool {
		return young(k, now) || k.ID == old.ID && k.Status == iamsvc.Active
	})
	if len(candidates) == 0 {
		return iamsvc.Key{}, 0
	}
	first := f.first(candidates)
	return first, f.reason(first)
}

// first returns the one of some keys that is to be removed before the others.
func (f Facts) first(keys []iamsvc.Key) iamsvc.Key {
	return slices.MinFunc(keys, func(a, b iamsvc.Key) int {
		order, _ := f.compare(a, b)
		return order
	})
}

// reason returns the weakest of the reasons why a key is to be removed and not each of the others.
func (f Facts) reason(first iamsvc.Key) Reason {
	why := RemoveInactive
	for _, k := range f.Keys {
		if k.ID == first.ID {
			continue
		}
		order, reason := f.compare(first, k)
		if order > 0 {
			reason = RemoveOnly
		}
		why = max(why, reason)
	}
	return why
}

// compare orders keys by which of them is to be removed first, and says what decided. Last uses count only if they
// are known of all keys: one that is not known may be the latest or none at all.
func (f Facts) compare(a, b iamsvc.Key) (order int, why Reason) {
	useA, knownA := f.LastUse[a.ID]
	useB, knownB := f.LastUse[b.ID]
	if c := before(a.Status != iamsvc.Active, b.Status != iamsvc.Active); c != 0 {
		return c, RemoveInactive
	}
	if c := before(knownA && useA.Never(), knownB && useB.Never()); c != 0 {
		return c, RemoveUnused
	}
	if c := useA.At.Compare(useB.At); c != 0 && f.allUsesKnown() {
		return c, RemoveIdle
	}
	return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.ID, b.ID)), RemoveOlder
}

func (f Facts) allUsesKnown() bool {
	return !slices.ContainsFunc(f.Keys, func(k iamsvc.Key) bool {
		_, known := f.LastUse[k.ID]
		return !known
	})
}

// before orders what is true of before what is not.
func before(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	default:
		return 1
	}
}
