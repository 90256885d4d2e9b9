package iamsvc

import (
	"cmp"
	"slices"
)

// RemovalReason is why a key is the one to remove to make room for a new one.
type RemovalReason uint8

// The reasons, the best one first. The zero RemovalReason is none.
const (
	RemoveInactive RemovalReason = iota + 1 // it is inactive, and the others are not
	RemoveUnused                            // it was never used, and the others were or may have been
	RemoveIdle                              // it has been out of use for longer than the others
	RemoveOlder                             // nothing but its age tells it from the others
	RemoveOnly                              // nothing speaks against it but that the key being rotated is to stay for now
)

// Removal returns which of the user's keys is the one to remove when there must be room for another, and why it is rather
// than each of the others. The choice is the person's. There must be at least one key.
func (f RotationFacts) Removal() (Key, RemovalReason) { return f.toRemove(Key{}) }

// toRemove returns which of the keys to remove, and the weakest of the reasons why it and not each of the others. The key
// being rotated is spared while it is active: something may depend on it, and for its sake the new key is made.
func (f RotationFacts) toRemove(old Key) (Key, RemovalReason) {
	candidates := slices.DeleteFunc(slices.Clone(f.Keys), func(k Key) bool { return k.ID == old.ID && k.Status == Active })
	first := slices.MinFunc(candidates, func(a, b Key) int {
		order, _ := f.compare(a, b)
		return order
	})
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
	return first, why
}

// compare orders keys by which of them is to be removed first, and says what decided. Last uses count only if they are known
// of all keys: one that is not known may be the latest or none at all.
func (f RotationFacts) compare(a, b Key) (order int, why RemovalReason) {
	useA, knownA := f.LastUse[a.ID]
	useB, knownB := f.LastUse[b.ID]
	if c := before(a.Status != Active, b.Status != Active); c != 0 {
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

func (f RotationFacts) allUsesKnown() bool {
	return !slices.ContainsFunc(f.Keys, func(k Key) bool {
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
