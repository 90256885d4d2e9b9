package audit

import (
	"akia/iamsvc"
	"akia/iamsvc/queue"
	"akia/iamsvc/store"
)

// backlogAtOnce is how many reads about rows out of view are wanted at once.
const backlogAtOnce = 16

// backlog is what the rows of a table lack and what of that is wanted now.
type backlog struct {
	users []*user // about whom there may be something to ask, in the order in which that became known
	head  int
	reads []store.Read // of the users that were looked at, for their turn
	open  []store.Read // those wanted now
}

// Lacks returns what a row in view lacks that IAM can be asked; false if it lacks nothing, or if that was denied or
// has failed already. A list of keys is asked for those rows alone that have no key ID, and the last use of a row
// whose own may be another key's only here: out of view that is not worth a call.
func (t *Table) Lacks(ref Ref) (store.Read, bool) {
	r, ok := t.Row(ref)
	if !ok || r.Root() {
		return store.Read{}, false
	}
	if r.KeyID == "" {
		return t.listOf(r)
	}
	use := store.Read{Op: store.AskLastUse, User: r.User, Key: r.KeyID}
	return use, (r.Join == JoinAmbiguous || r.Use.State == UseUnknown) && open(t.store.LastUse(r.KeyID))
}

// listOf returns the list by which the row's key ID is learned.
func (t *Table) listOf(r Row) (store.Read, bool) {
	return store.Read{Op: store.AskKeys, User: r.User}, t.listLacks(r.User)
}

// listLacks reports whether a list of the user's keys is worth asking for: there is none, or one from before the
// report.
func (t *Table) listLacks(who iamsvc.Principal) bool {
	f := t.store.Keys(who)
	return open(f) || f.Known() && t.clock.Service(f.Sent()).Before(t.Generated())
}

// open reports whether a fact is neither known nor has failed: it was never asked, or the answer is still to come.
func open[T any](f *store.Fact[T]) bool { return !f.Known() && !failed(f) }

// Wants returns some of what the rows lack, a few reads at once. Only users who have keys are asked about.
func (t *Table) Wants() []store.Want {
	t.fillBacklog()
	wants := make([]store.Want, len(t.backlog.open))
	for i, r := range t.backlog.open {
		wants[i] = store.Want{Read: r, Class: queue.Sweep}
	}
	return wants
}

// Behind returns the reads of the backlog that are wanted now. The caller must not change the slice.
func (t *Table) Behind() []store.Read { return t.backlog.open }

// fillBacklog drops what has been answered and takes as much as may be asked at once.
func (t *Table) fillBacklog() {
	b := &t.backlog
	kept := b.open[:0]
	for _, r := range b.open {
		if t.lacking(r) {
			kept = append(kept, r)
		}
	}
	b.open = kept
	for len(b.open) < backlogAtOnce {
		r, ok := t.nextRead()
		if !ok {
			return
		}
		if t.lacking(r) {
			b.open = append(b.open, r)
		}
	}
}

// lacking reports whether a read has no answer yet.
func (t *Table) lacking(r store.Read) bool {
	if r.Op == store.AskKeys {
		return t.listLacks(r.User)
	}
	return open(t.store.LastUse(r.Key))
}

// nextRead returns the next read of the backlog; false if nothing is left.
func (t *Table) nextRead() (store.Read, bool) {
	b := &t.backlog
	for len(b.reads) == 0 {
		if b.head == len(b.users) {
			b.users, b.head = b.users[:0], 0
			return store.Read{}, false
		}
		u := b.users[b.head]
		b.head++
		u.queued = false
		b.reads = t.readsAbout(u)
	}
	r := b.reads[0]
	b.reads = b.reads[1:]
	return r, true
}

// readsAbout returns what the rows of a user lack.
func (t *Table) readsAbout(u *user) []store.Read {
	var reads []store.Read
	for _, ref := range u.rows {
		r := &t.rows[ref]
		switch {
		case r.Root():
		case r.KeyID == "":
			if list, ok := t.listOf(*r); ok {
				return []store.Read{list}
			}
		case r.Use.State == UseUnknown && open(t.store.LastUse(r.KeyID)):
			reads = append(reads, store.Read{Op: store.AskLastUse, User: r.User, Key: r.KeyID})
		}
	}
	return reads
}

// queue notes that there may be something to ask about a user.
func (t *Table) queue(u *user) {
	if !u.queued {
		u.queued = true
		t.backlog.users = append(t.backlog.users, u)
	}
}

// Retry makes what was denied or failed worth asking again. It costs what the account is large.
func (t *Table) Retry() {
	t.store.ForgetFailures()
	t.Follow()
}
