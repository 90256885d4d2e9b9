package audit

import (
	"math"
	"time"
)

// repick is how old what a filter by age shows may be.
const repick = time.Minute

// Age counts all ages to another moment. It costs no more than a look at each user, and that only if something reads
// differently by then: if a key is old enough for a finding, or comes into another span of the summary.
func (t *Table) Age(now time.Time) {
	if now.Before(t.now) {
		t.Assess(t.thresholds, now)
		return
	}
	t.cross(now)
	for _, v := range t.views {
		if v.filter.Text != "" && !v.dirty && now.Sub(v.picked) >= repick {
			v.pick()
		}
	}
}

// Due returns when Age next changes something; zero for never.
func (t *Table) Due() time.Time { return t.due }

// cross brings those users up to date who have a key that has come of age.
func (t *Table) cross(now time.Time) {
	if t.due.IsZero() || now.Before(t.due) {
		t.now = now // no row reads differently by it
		return
	}
	var aged []*user
	for _, u := range t.users {
		if !u.due.IsZero() && !now.Before(u.due) {
			aged = append(aged, u)
		}
	}
	before := t.now
	t.now = now
	for _, u := range aged {
		for _, ref := range u.rows {
			t.summary.count(&t.rows[ref], before, -1)
			t.summary.count(&t.rows[ref], now, +1)
		}
		t.update(u.who)
	}
	t.due = time.Time{}
	for _, u := range t.users {
		t.note(u.due)
	}
}

// note keeps the earliest time at which something changes.
func (t *Table) note(due time.Time) {
	if !due.IsZero() && (t.due.IsZero() || due.Before(t.due)) {
		t.due = due
	}
}

// dueOf returns when one of the user's rows next reads differently; zero for never.
func (t *Table) dueOf(u *user) time.Time {
	d := t.thresholds
	left := time.Duration(math.MaxInt64)
	note := func(from time.Time, days ...int) {
		if from.IsZero() {
			return
		}
		age := t.now.Sub(from)
		for _, n := range days {
			until := time.Duration(n)*day - age
			if until == 0 {
				until = 1 // some hold from the moment on, others after it
			}
			if n > 0 && until > 0 {
				left = min(left, until)
			}
		}
	}
	for _, ref := range u.rows {
		r := &t.rows[ref]
		note(r.Created, d.MaxAge, d.NeverUsed, d.Inactive, 30, 90, 180, 365)
		switch {
		case r.Use.State == UseKnown:
			note(r.Use.At, d.Unused, d.LongUnused, d.Inactive, 1, 30, 90, 365)
		case r.Use.State != UseNever:
			note(r.Created, d.Unused, d.LongUnused) // from then on they cannot be judged
		}
	}
	if left == math.MaxInt64 {
		return time.Time{}
	}
	return t.now.Round(0).Add(left) // by the wall clock, which goes on while a machine sleeps
}
