package audit

import (
	"slices"
	"time"

	"akia/iamsvc"
)

// update makes the rows of one user what the store says, and touches no other.
func (t *Table) update(who iamsvc.Principal) {
	t.made = t.rowsOf(t.made[:0], who)
	rows := t.made
	if t.absent[who] && (t.store.Keys(who).Known() || !t.store.GoneSince(who).IsZero()) {
		delete(t.absent, who)
	}
	u := t.users[who]
	if u == nil {
		if len(rows) == 0 {
			return
		}
		u = &user{who: who}
		t.users[who] = u
	}
	t.assess(rows)
	had := u.rows
	u.rows = make([]Ref, 0, len(rows))
	lacks := false
	for i := range rows {
		r := &rows[i]
		lacks = lacks || r.KeyID == "" || r.Use.State == UseUnknown
		at := t.same(had, r)
		if at < 0 {
			u.rows = append(u.rows, t.add(u, r))
			continue
		}
		u.rows = append(u.rows, had[at])
		t.change(had[at], r)
		had = slices.Delete(had, at, at+1)
	}
	for _, ref := range had {
		t.remove(ref)
	}
	u.due = t.dueOf(u)
	t.note(u.due)
	if lacks {
		t.queue(u)
	}
	if len(u.rows) == 0 {
		delete(t.users, who)
	}
}

// same returns which of the rows that a user had is the one given: that of the same key, or, while the ID was not
// known, that of the entry of a report whose key was made at the same time; -1 for none. Neither a guess nor the
// entry's place does: in the next report another key may have that, and whoever has chosen the row by what it said
// might then act on the wrong one.
func (t *Table) same(had []Ref, r *Row) int {
	at := -1
	for i, ref := range had {
		old := &t.rows[ref]
		switch {
		case old.KeyID != "" && old.KeyID == r.KeyID:
			return i
		case old.KeyID != "" || r.guessed || r.KeyID != "" && r.Created.IsZero():
		case !old.Created.Equal(r.Created.Truncate(time.Second)):
		case at < 0 || old.Slot == r.Slot:
			at = i
		}
	}
	return at
}

func (t *Table) add(u *user, r *Row) Ref {
	ref := Ref(len(t.rows))
	t.rows, t.owner = append(t.rows, *r), append(t.owner, u)
	t.count++
	t.summary.count(r, t.now, +1)
	for _, v := range t.views {
		v.added(ref)
	}
	return ref
}

func (t *Table) change(ref Ref, r *Row) {
	if t.rows[ref] == *r {
		return
	}
	for _, v := range t.views {
		if v.moves = !v.stays(ref, r); v.moves {
			v.leaving(ref)
		}
	}
	t.summary.count(&t.rows[ref], t.now, -1)
	t.rows[ref] = *r
	t.summary.count(r, t.now, +1)
	for _, v := range t.views {
		if v.moves {
			v.added(ref)
		}
	}
}

func (t *Table) remove(ref Ref) {
	for _, v := range t.views {
		v.leaving(ref)
	}
	t.summary.count(&t.rows[ref], t.now, -1)
	t.rows[ref], t.owner[ref] = Row{}, nil
	t.count--
	t.gone++
}

// startBulk has the views put themselves in order when they are next looked at, because many rows are about to change.
func (t *Table) startBulk() {
	for _, v := range t.views {
		v.stale()
	}
}
