package audit

import (
	"time"

	"akia/iamsvc"
)

// Thresholds says from when on a key is found fault with, in days. A threshold of 0 turns its finding off.
type Thresholds struct {
	MaxAge     int // Old: an active key was made more than so many days ago
	Unused     int // Unused: an active key was last used so many days ago, or earlier
	LongUnused int // LongUnused: likewise
	NeverUsed  int // NeverUsed: an active key that was never used was made so many days ago, or earlier
	Inactive   int // IdleInactive: an inactive key was made and last used so many days ago, or earlier
	// Description turns NoDescription on.
	Description bool
}

// Defaults returns the thresholds of the controls that the findings come from.
func Defaults() Thresholds {
	return Thresholds{MaxAge: 90, Unused: 45, LongUnused: 90, NeverUsed: 45, Inactive: 90}
}

// Judges reports whether keys can have a finding: whether it is on.
func (t Thresholds) Judges(f Finding) bool {
	switch f {
	case Old:
		return t.MaxAge > 0
	case Unused:
		return t.Unused > 0
	case LongUnused:
		return t.LongUnused > 0
	case NeverUsed:
		return t.NeverUsed > 0
	case IdleInactive:
		return t.Inactive > 0
	case NoDescription:
		return t.Description
	default:
		return true
	}
}

const day = 24 * time.Hour

// reached reports whether at least so many days lie between a moment and now. An unknown moment reaches nothing.
func reached(at, now time.Time, days int) bool {
	return days > 0 && !at.IsZero() && now.Sub(at) >= time.Duration(days)*day
}

// past reports whether more than so many days do.
func past(at, now time.Time, days int) bool {
	return days > 0 && !at.IsZero() && now.Sub(at) > time.Duration(days)*day
}

// Overdue reports whether a key is active and older than MaxAge: the finding [Old] of a single key.
func (t Thresholds) Overdue(k iamsvc.Key, now time.Time) bool {
	return k.Status == iamsvc.Active && past(k.Created, now, t.MaxAge)
}

// assess returns the findings of a row whose facts are filled in. actives is how many active keys the user has. What
// is not known is not found fault with.
func (t Thresholds) assess(r *Row, actives int, now time.Time) Set {
	var found Set
	add := func(f Finding, holds bool) {
		if holds {
			found |= 1 << f
		}
	}
	add(RootKey, r.Root())
	add(Quarantined, r.Quarantined)
	add(NoDescription, t.Description && r.Described == WithoutDescription)
	switch {
	case r.Active():
		add(Old, past(r.Created, now, t.MaxAge))
		add(SeveralActive, actives > 1)
		add(NeverUsed, r.Use.State == UseNever && reached(r.Created, now, t.NeverUsed))
		add(Unused, r.Use.State == UseKnown && reached(r.Use.At, now, t.Unused))
		add(LongUnused, r.Use.State == UseKnown && reached(r.Use.At, now, t.LongUnused))
	case r.Status == inactive:
		idle := r.Use.State == UseNever || r.Use.State == UseKnown && reached(r.Use.At, now, t.Inactive)
		add(IdleInactive, idle && reached(r.Created, now, t.Inactive))
	}
	return found
}

// unjudged returns the findings that a row doesn't have only because what they depend on is not known.
func (t Thresholds) unjudged(r *Row, now time.Time) Set {
	var open Set
	add := func(f Finding, holds bool) {
		if holds {
			open |= 1 << f
		}
	}
	// old reports whether the key may be so many days old.
	old := func(days int) bool { return days > 0 && (r.Created.IsZero() || reached(r.Created, now, days)) }
	unused := r.Use.State != UseKnown && r.Use.State != UseNever
	active, idle := r.Active() || r.Status == "", r.Status == inactive || r.Status == ""
	add(Quarantined, !r.quarantineKnown && !r.Root())
	add(NoDescription, t.Description && r.Described == DescriptionUnknown)
	add(Old, active && (r.Created.IsZero() && t.MaxAge > 0 || r.Status == "" && old(t.MaxAge)))
	add(SeveralActive, r.Status == "")
	add(NeverUsed, active && (unused || r.Created.IsZero() && r.Use.State == UseNever) && old(t.NeverUsed))
	add(Unused, active && unused && old(t.Unused))
	add(LongUnused, active && unused && old(t.LongUnused))
	add(IdleInactive, idle && (unused || r.Created.IsZero()) && old(t.Inactive))
	return open &^ r.Findings
}
