package audit

import (
	"iter"
	"slices"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/clock"
	"akia/iamsvc/store"
)

// Table is every access key of an account that is known of, with its findings: an index over what a store knows,
// which follows its changes. NewTable makes one. It is not safe for concurrent use.
type Table struct {
	store      *store.Store
	clock      *clock.Clock
	account    *Account // nil while it is not known
	mark       int      // of the store's changes that the rows follow
	thresholds Thresholds
	now        time.Time
	due        time.Time // when the first row reads differently; zero for never

	users map[iamsvc.Principal]*user
	rows  []Row
	made  []Row   // those of the user that is being updated
	owner []*user // of each row; nil for a row that is there no more
	count int
	gone  int // rows that are there no more
	views []*View

	summary Summary
	backlog backlog
	absent  map[iamsvc.Principal]bool // users whom the report does not have and whose keys are to be listed
}

// user is the rows of one user.
type user struct {
	who    iamsvc.Principal
	rows   []Ref
	due    time.Time // when one of them reads differently; zero for never
	queued bool      // there may be something to ask
}

// NewTable returns a table of the keys that a store knows of. Ages are counted by the clock, to now until Age or
// Assess.
func NewTable(s *store.Store, c *clock.Clock, t Thresholds) *Table {
	table := &Table{
		store: s, clock: c, thresholds: t, now: c.Now(), users: map[iamsvc.Principal]*user{},
		absent: map[iamsvc.Principal]bool{},
	}
	table.followAll()
	return table
}

// Thresholds returns what the findings of the table go by.
func (t *Table) Thresholds() Thresholds { return t.thresholds }

// Now returns the moment that ages are counted to.
func (t *Table) Now() time.Time { return t.now }

// Generated returns when the credential report in the table was made; zero if there is none.
func (t *Table) Generated() time.Time {
	if r := t.store.Report(); r != nil {
		return r.Generated
	}
	return time.Time{}
}

// Len returns how many keys there are.
func (t *Table) Len() int { return t.count }

// Gone returns how many rows have been there and are there no more.
func (t *Table) Gone() int { return t.gone }

// Row returns a row; false if its key is there no more.
func (t *Table) Row(r Ref) (Row, bool) {
	if int(r) < 0 || int(r) >= len(t.rows) || t.owner[r] == nil {
		return Row{}, false
	}
	return t.rows[r], true
}

// User returns the rows of one user, in no particular order.
func (t *Table) User(who iamsvc.Principal) []Ref {
	if u := t.users[who]; u != nil {
		return append([]Ref(nil), u.rows...)
	}
	return nil
}

// All goes through all rows in the order in which they were found.
func (t *Table) All() iter.Seq2[Ref, Row] {
	return func(yield func(Ref, Row) bool) {
		for i := range t.rows {
			if t.owner[i] != nil && !yield(Ref(i), t.rows[i]) {
				return
			}
		}
	}
}

// Follow brings the rows up to date with the store. It costs what has changed; a new credential report concerns every
// row.
func (t *Table) Follow() {
	users, mark, ok := t.store.Changes(t.mark)
	t.mark = mark
	if !ok {
		t.followAll()
		return
	}
	for i, who := range users {
		if i == 0 || who != users[i-1] {
			t.update(who)
		}
	}
}

// followAll looks at every user of whom anything is known.
func (t *Table) followAll() {
	_, t.mark, _ = t.store.Changes(0)
	t.startBulk()
	for who := range t.users {
		t.update(who)
	}
	t.makeRoom()
	for who := range t.store.Report().WithKeys() {
		if t.users[who] == nil {
			t.update(who)
		}
	}
	t.followKnown()
}

// makeRoom makes room for what the credential report tells of, so that it need not be made bit by bit.
func (t *Table) makeRoom() {
	users, keys := t.store.Report().Count()
	if len(t.users) == 0 {
		t.users = make(map[iamsvc.Principal]*user, users)
	}
	more := max(0, keys-t.count)
	t.rows, t.owner = slices.Grow(t.rows, more), slices.Grow(t.owner, more)
}

// followKnown looks at the users of whom more is known than the report says.
func (t *Table) followKnown() {
	for who := range t.store.Known() {
		t.update(who)
	}
}

// MoveTo makes the table one over another store, which has the same credential report and may know more. Unlike a new
// table it costs only what that is: a table of a whole report is made by a command, over a store of nothing else.
func (t *Table) MoveTo(s *store.Store) {
	t.store = s
	_, t.mark, _ = s.Changes(0)
	t.followKnown()
}

// Absent tells of a user whom the credential report does not have, though it should or because the user is newer: the
// keys of that user are then wanted. It changes nothing if they are known, or if the report has the user.
func (t *Table) Absent(who iamsvc.Principal) {
	if _, has := t.store.Report().Slots(who); has || !open(t.store.Keys(who)) {
		return
	}
	if t.absent[who] {
		return
	}
	t.absent[who] = true
	t.backlog.reads = append(t.backlog.reads, store.Read{Op: store.AskKeys, User: who})
}

// AbsentUsers returns how many users the report does not have whose keys have not been listed: there may be keys of
// which nothing is known.
func (t *Table) AbsentUsers() int { return len(t.absent) }

// Assess counts all ages to another moment and by other thresholds.
func (t *Table) Assess(thresholds Thresholds, now time.Time) {
	t.thresholds, t.now, t.due = thresholds, now, time.Time{}
	t.startBulk()
	for who := range t.users {
		t.update(who)
	}
	t.summary = Summary{} // what was taken out of it was counted to another moment
	for i := range t.rows {
		if t.owner[i] != nil {
			t.summary.count(&t.rows[i], now, +1)
		}
	}
}
