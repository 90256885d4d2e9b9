package browse

import (
	"time"

	"akia/iamsvc"
	"akia/ui/text"
)

// NextAge returns when the first of the ages on the screen reads differently; the zero time if there are none.
func (r *Room) NextAge() time.Time {
	next := r.nextAside(r.nextAgeOf(r.keyRows(), r.nextSaying()))
	for _, user := range r.InView() {
		if f := r.Store.Keys(user); f.Known() {
			next = r.nextAgeOf(f.Value, next)
		}
	}
	return next
}

// nextSaying returns when what the table says of its own age reads differently; the zero time if there is no table.
func (r *Room) nextSaying() time.Time {
	told := r.Store.Keys(r.pace.user).ValueAt()
	switch now := r.Config.Now(); {
	case told.IsZero():
		return time.Time{}
	case now.Sub(told) < worthSaying:
		return told.Add(worthSaying)
	default:
		return text.Change(told, now)
	}
}

// NextAgeOf returns the earlier of next and the first change of an age or last use of the keys.
func (r *Room) nextAgeOf(keys []iamsvc.Key, next time.Time) time.Time {
	now := r.Config.Clock.Now()
	for _, k := range keys {
		times := [2]time.Time{k.Created, r.LastUseOf(k).Value.At}
		for _, t := range times {
			if t.IsZero() {
				continue
			}
			if at := r.Config.Clock.Here(text.Change(t, now)); next.IsZero() || at.Before(next) {
				next = at
			}
		}
	}
	return next
}
