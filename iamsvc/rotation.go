package iamsvc

import (
	"slices"
	"time"
)

// RotationStage is how far the rotation of a key has come.
type RotationStage uint8

// The stages, in their order.
const (
	RotationRoom       RotationStage = iota // a key must be removed before a new one can be made
	RotationCreate                          // the new key is to be made
	RotationWait                            // there is a new key, and the old one is still in use or was lately
	RotationDeactivate                      // the old key is quiet
	RotationDelete                          // the old key is inactive
	RotationDone                            // the old key is gone
)

// RotationFacts is what is known of a user whose key is being rotated. All but Deactivated is read from IAM, so that a
// rotation can be left and taken up again days later, from anywhere.
type RotationFacts struct {
	Old  string // the ID of the key being rotated
	Keys []Key  // all keys of its user
	// LastUse holds the last uses that are known, by key ID. A key that is not in it may have been used a moment ago.
	LastUse map[string]LastUse
	// Deactivated is when the old key was made inactive, if that is known; else zero. IAM keeps no record of it.
	Deactivated time.Time
	// Removed is the old key as it was when it was deleted, RemovedAt when that was; zero where it is not known.
	Removed   Key
	RemovedAt time.Time
	// Quiet is how long the old key must have been unused before it is deactivated, Inactive how long it is inactive before
	// it is deleted.
	Quiet, Inactive time.Duration
}

// RotationState is where a rotation stands.
type RotationState struct {
	Stage RotationStage
	Old   Key // zero in RotationDone: there is no such key any more
	// New is the key that takes the old one's place: the newest active one made after it. Zero before there is one.
	New Key
	// Remove is the key to remove in RotationRoom, and Why is why this one. The choice is the person's. Zero: all are too young.
	Remove Key
	Why    RemovalReason
	// Since is when the old key was last used, or made if it never was (RotationWait, RotationDeactivate), or since when it is
	// inactive (RotationDelete). Zero: not known.
	Since time.Time
	// Until is when the stage will have lasted as long as it should (RotationWait, RotationDelete). Zero: not known, because
	// the last use of the old key is not; the person must decide.
	Until time.Time
	// Estimated is true in RotationDelete if it is not known when the old key was deactivated. Since is then the earliest
	// time at which this can have happened in a rotation that kept to its waits.
	Estimated bool
}

// Due reports whether the stage has lasted as long as it should, so that its step can be taken without an override.
func (r RotationState) Due(now time.Time) bool {
	switch r.Stage {
	case RotationWait, RotationDelete:
		return !r.Until.IsZero() && !now.Before(r.Until)
	default:
		return true
	}
}

// Rotation returns where a rotation stands. Of any number of keys the newest active one made after the old key is taken for
// the new one: once there is such a key, the rotation goes on with it, whoever made it and however long ago. A time in the
// future, from a clock that differs, is taken as it is: it only makes the wait longer.
func (f RotationFacts) Rotation(now time.Time) RotationState {
	at := slices.IndexFunc(f.Keys, func(k Key) bool { return k.ID == f.Old })
	if at < 0 {
		return f.withoutOld(now)
	}
	r := RotationState{Old: f.Keys[at]}
	r.New = f.replacement(r.Old)
	switch {
	case r.New.ID == "" && len(f.Keys) < keysPerUser:
		r.Stage = RotationCreate
	case r.New.ID == "":
		r.Stage = RotationRoom
		r.Remove, r.Why = f.toRemove(r.Old, now)
	case r.Old.Status == Active:
		f.wait(&r, now)
	default:
		f.inactive(&r)
	}
	return r
}

// keysPerUser is how many access keys IAM allows a user; the quota is not adjustable.
const keysPerUser = 2

// withoutOld returns the state after the old key is gone: done if there is a key in its place.
func (f RotationFacts) withoutOld(now time.Time) RotationState {
	r := RotationState{Stage: RotationDone, New: f.newestActive(func(Key) bool { return true })}
	switch {
	case r.New.ID != "":
	case len(f.Keys) < keysPerUser:
		r.Stage = RotationCreate
	default:
		r.Stage = RotationRoom
		r.Remove, r.Why = f.toRemove(Key{}, now)
	}
	return r
}

// replacement returns the newest active key made after the old one; zero if there is none. Of two keys made in the same
// second neither is the newer one.
func (f RotationFacts) replacement(old Key) Key {
	return f.newestActive(func(k Key) bool { return k.ID != old.ID && k.Created.After(old.Created) })
}

// newestActive returns the newest of the active keys that are fit; zero if there is none.
func (f RotationFacts) newestActive(fit func(Key) bool) (newest Key) {
	for _, k := range f.Keys {
		if k.Status == Active && fit(k) && (newest.ID == "" || k.Created.After(newest.Created)) {
			newest = k
		}
	}
	return newest
}

// wait fills in a rotation whose old key still works.
func (f RotationFacts) wait(r *RotationState, now time.Time) {
	r.Stage = RotationWait
	r.Since = f.quietSince(r.Old)
	if r.Since.IsZero() {
		return
	}
	r.Until = r.Since.Add(f.Quiet)
	if r.Due(now) {
		r.Stage, r.Until = RotationDeactivate, time.Time{}
	}
}

// inactive fills in a rotation whose old key does not work any more.
func (f RotationFacts) inactive(r *RotationState) {
	r.Stage, r.Since = RotationDelete, f.Deactivated
	if r.Since.IsZero() {
		r.Estimated = true
		quiet := f.quietSince(r.Old)
		if quiet.IsZero() {
			return
		}
		r.Since = quiet.Add(f.Quiet)
		if r.Since.Before(r.New.Created) {
			r.Since = r.New.Created
		}
	}
	r.Until = r.Since.Add(f.Inactive)
}

// quietSince returns since when the key has been quiet: its last use or, if there was none, when it was made. Zero if that is
// not known.
func (f RotationFacts) quietSince(k Key) time.Time {
	use, known := f.LastUse[k.ID]
	switch {
	case !known:
		return time.Time{}
	case use.Never():
		return k.Created
	default:
		return use.At
	}
}
