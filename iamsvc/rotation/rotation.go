// Package rotation tells where the rotation of an access key stands, and which key to remove where a user has no room
// for another. It asks nothing and keeps nothing: everything follows from what IAM says of the keys of one user, so a
// rotation can be left and resumed days later, from anywhere.
package rotation

import (
	"slices"
	"time"

	"akia/iamsvc"
)

// Stage is how far the rotation of a key has come.
type Stage uint8

// The stages, in their order.
const (
	StageRoom       Stage = iota // a key must be removed before a new one can be made
	StageCreate                  // the new key is to be made
	StageWait                    // there is a new key, and the old one is still in use or was lately
	StageDeactivate              // the old key is quiet
	StageDelete                  // the old key is inactive
	StageDone                    // the old key is gone
)

// Facts is what is known of a user whose key is being rotated. All but Deactivated is read from IAM, so that a
// rotation can be left and taken up again days later, from anywhere.
type Facts struct {
	Old  string       // the ID of the key being rotated
	Keys []iamsvc.Key // all keys of its user
	// LastUse holds the last uses that are known, by key ID. A key that is not in it may have been used a moment ago.
	LastUse map[string]iamsvc.LastUse
	// Deactivated is when the old key was made inactive, if that is known; else zero. IAM keeps no record of it.
	Deactivated time.Time
	// Removed is the old key as it was when it was deleted, RemovedAt when that was; zero where it is not known.
	Removed   iamsvc.Key
	RemovedAt time.Time
	// Quiet is how long the old key must have been unused before it is deactivated, Inactive how long it is inactive
	// before it is deleted.
	Quiet, Inactive time.Duration
}

// State is where a rotation stands.
type State struct {
	Stage Stage
	Old   iamsvc.Key // zero in StageDone: there is no such key any more
	// New is the key that takes the old one's place: the newest active one made after it. Zero before there is one.
	New iamsvc.Key
	// Remove is the key to remove in StageRoom, and Why is why this one. The choice is the person's. Zero: all are too
	// young.
	Remove iamsvc.Key
	Why    Reason
	// Since is when the old key was last used, or made if it never was (StageWait, StageDeactivate), or since when it is
	// inactive (StageDelete). Zero: not known.
	Since time.Time
	// Until is when the stage will have lasted as long as it should (StageWait, StageDelete). Zero: not known, because
	// the last use of the old key is not; the person must decide.
	Until time.Time
	// Estimated is true in StageDelete if it is not known when the old key was deactivated. Since is then the earliest
	// time at which this can have happened in a rotation that kept to its waits.
	Estimated bool
}

// Due reports whether the stage has lasted as long as it should, so that its step can be taken without an override.
func (r State) Due(now time.Time) bool {
	switch r.Stage {
	case StageWait, StageDelete:
		return !r.Until.IsZero() && !now.Before(r.Until)
	default:
		return true
	}
}

// State returns where a rotation stands. Of any number of keys the newest active one made after the old key is taken
// for the new one: once there is such a key, the rotation goes on with it, whoever made it and however long ago. A
// time in the future, from a clock that differs, is taken as it is: it only makes the wait longer.
func (f Facts) State(now time.Time) State {
	at := slices.IndexFunc(f.Keys, func(k iamsvc.Key) bool { return k.ID == f.Old })
	if at < 0 {
		return f.withoutOld(now)
	}
	r := State{Old: f.Keys[at]}
	r.New = f.replacement(r.Old)
	switch {
	case r.New.ID == "" && len(f.Keys) < iamsvc.KeysPerUser:
		r.Stage = StageCreate
	case r.New.ID == "":
		r.Stage = StageRoom
		r.Remove, r.Why = f.toRemove(r.Old, now)
	case r.Old.Status == iamsvc.Active:
		f.wait(&r, now)
	default:
		f.inactive(&r)
	}
	return r
}

// withoutOld returns the state after the old key is gone: done if there is a key in its place.
func (f Facts) withoutOld(now time.Time) State {
	r := State{Stage: StageDone, New: f.newestActive(func(iamsvc.Key) bool { return true })}
	switch {
	case r.New.ID != "":
	case len(f.Keys) < iamsvc.KeysPerUser:
		r.Stage = StageCreate
	default:
		r.Stage = StageRoom
		r.Remove, r.Why = f.toRemove(iamsvc.Key{}, now)
	}
	return r
}

// replacement returns the newest active key made after the old one; zero if there is none. Of two keys made in the same
// second neither is the newer one.
func (f Facts) replacement(old iamsvc.Key) iamsvc.Key {
	return f.newestActive(func(k iamsvc.Key) bool { return k.ID != old.ID && k.Created.After(old.Created) })
}

// newestActive returns the newest of the active keys that are fit; zero if there is none.
func (f Facts) newestActive(fit func(iamsvc.Key) bool) (newest iamsvc.Key) {
	for _, k := range f.Keys {
		if k.Status == iamsvc.Active && fit(k) && (newest.ID == "" || k.Created.After(newest.Created)) {
			newest = k
		}
	}
	return newest
}

// wait fills in a rotation whose old key still works.
func (f Facts) wait(r *State, now time.Time) {
	r.Stage = StageWait
	r.Since = f.quietSince(r.Old)
	if r.Since.IsZero() {
		return
	}
	r.Until = r.Since.Add(f.Quiet)
	if r.Due(now) {
		r.Stage, r.Until = StageDeactivate, time.Time{}
	}
}

// inactive fills in a rotation whose old key does not work any more.
func (f Facts) inactive(r *State) {
	r.Stage, r.Since = StageDelete, f.Deactivated
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

// quietSince returns since when the key has been quiet: its last use or, if there was none, when it was made. Zero if
// that is not known.
func (f Facts) quietSince(k iamsvc.Key) time.Time {
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
