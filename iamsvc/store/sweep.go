package store

import (
	"iter"
	"slices"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/queue"
)

const (
	// sweepAtOnce is how many reads of one kind a sweep wants at a time; the queue decides when each is sent.
	sweepAtOnce = 16
	// denials is after how many denials, and nothing but denials, a kind of read is taken to be denied for all.
	denials = 20
	// failures is after how many failures in a row a sweep stops.
	failures = 20
)

// Sweep goes through a whole account: it wants the keys of every user and the last use of every key, a few at a time,
// until each is known or could not be read. It holds no fact: what the store learns by whatever way it need not ask.
// NewSweep makes one; Follow has to be called after the store has changed.
type Sweep struct {
	store *Store
	now   func() time.Time
	// since is when answers must have come at the earliest to count.
	since time.Time

	mark      int                           // of the store's changes that were looked at
	reordered int                           // of the store's list of users, as next counts in it
	next      int                           // the user to come to next
	users     map[iamsvc.Principal]progress // of their keys
	keys      map[string]progress           // of the users that are known: of their last use
	lists     lane
	uses      lane

	// relist says that a user was not found when its keys were listed: it may have another name by now, which a list
	// read anew has.
	relist   bool
	relists  int
	running  bool
	paused   bool
	expected int           // how many users there are, if that is known from elsewhere
	err      *iamsvc.Error // why it stopped; nil if it did not
	count    counts
	pace     pace
	noted    int // how many calls, when the pace was noted last
}

// progress is how far a sweep is with a read.
type progress uint8

const (
	unseen  progress = iota // the sweep has not come to it
	waiting                 // for its turn, or for an answer
	failed                  // to be asked again by the next run
	done
)

// NewSweep returns a sweep that has not begun. What the store has learned within [Fresh] it need not ask.
func NewSweep(s *Store, now func() time.Time) *Sweep {
	w := &Sweep{
		store: s, now: now, since: now().Add(-Fresh), reordered: s.Reordered(),
		users: map[iamsvc.Principal]progress{}, keys: map[string]progress{}, lists: lane{op: AskKeys},
		uses: lane{op: AskLastUse},
	}
	_, w.mark, _ = s.Changes(0)
	if !s.UsersFresh(now()) {
		s.RefreshUsers()
	}
	return w
}

// Expect tells how many users there are, before all are listed.
func (w *Sweep) Expect(users int) { w.expected = users }

// Start begins, or resumes with what a stop or failures have left.
func (w *Sweep) Start() {
	w.running, w.paused, w.err = true, false, nil
	w.store.ResumeUsers()
	w.again(&w.lists)
	w.again(&w.uses)
	w.pace.reset()
}

// Stop ends the run; what is done stays done.
func (w *Sweep) Stop() { w.running = false }

// Pause has the sweep want nothing that is not under way; off, it goes on.
func (w *Sweep) Pause(on bool) {
	w.paused = on
	w.pace.reset()
}

// Running reports whether the sweep runs, be it paused.
func (w *Sweep) Running() bool { return w.running }

// Listing reports whether the sweep waits for further pages of users.
func (w *Sweep) Listing() bool { return w.running && !w.paused && w.store.UsersOpen() }

// Done reports whether nothing is left to ask. What failed stays so until Start.
func (w *Sweep) Done() bool {
	return !w.relist && w.asked()
}

// asked reports whether everything about the users who are listed has been asked.
func (w *Sweep) asked() bool {
	return !w.store.UsersOpen() && w.reordered == w.store.Reordered() && w.next >= len(w.store.Users()) &&
		w.lists.empty() && w.uses.empty()
}

// Err returns what concerns all reads and so has stopped the sweep: credentials that have expired, a network that is
// gone, a list of users that is denied, or twenty failures in a row. It is nil if nothing has.
func (w *Sweep) Err() *iamsvc.Error { return w.err }

// Wants returns what the sweep wants to know now.
func (w *Sweep) Wants() []Want {
	if !w.running {
		return nil
	}
	var wants []Want
	if w.Listing() {
		wants = append(wants, Want{Read{Op: AskUsers}, queue.Sweep})
	}
	for _, l := range []*lane{&w.lists, &w.uses} {
		for _, r := range l.open {
			wants = append(wants, Want{r, queue.Sweep})
		}
	}
	return wants
}

// Failed goes through the reads that failed or were denied, and why. Those that were taken to be denied have the
// reason of another.
func (w *Sweep) Failed() iter.Seq2[Read, *iamsvc.Error] {
	return func(yield func(Read, *iamsvc.Error) bool) {
		for _, l := range []*lane{&w.lists, &w.uses} {
			for _, r := range l.failed {
				if why := w.store.fact(r).failure(); why != nil && !yield(r, why) {
					return
				}
			}
		}
	}
}

// Asks reports whether a read is one of those that the sweep wants now.
func (w *Sweep) Asks(r Read) bool {
	return w.running && (slices.Contains(w.lists.open, r) || slices.Contains(w.uses.open, r))
}

// Follow brings the sweep up to date with the store, and reports whether its run has just ended. It costs what has
// changed, not what there is.
func (w *Sweep) Follow() (ended bool) {
	w.followChanges()
	w.walk()
	if !w.running {
		return false
	}
	w.collect(&w.lists)
	w.collect(&w.uses)
	w.halt(w.store.UsersErr())
	if !w.paused && w.err == nil {
		w.fill()
	}
	if w.count.calls > w.noted {
		w.noted = w.count.calls
		w.pace.note(w.now(), w.count)
	}
	if w.relist && w.err == nil && w.asked() {
		w.listAgain()
	}
	if w.err != nil || w.Done() {
		w.running = false
		return true
	}
	return false
}

// relistsAtMost is how often a sweep reads the list of users anew because somebody in it was not found.
const relistsAtMost = 3

// listAgain reads the list of users anew: who was not found in it may have been renamed, and has the keys under the
// new name.
func (w *Sweep) listAgain() {
	w.relist = false
	if w.relists < relistsAtMost {
		w.relists++
		w.store.RefreshUsers()
	}
}

// fill gives out as much as may be asked at a time.
func (w *Sweep) fill() {
	w.refuse(&w.lists)
	w.give(&w.lists)
	w.refuse(&w.uses)
	w.give(&w.uses)
}

// give gives out reads, but for those that need not be made any more. A failure from before says nothing about now.
func (w *Sweep) give(l *lane) {
	for len(l.open) < sweepAtOnce {
		r, ok := l.pop()
		if !ok {
			return
		}
		if w.known(r) {
			continue
		}
		if f := w.store.fact(r); f.failure() != nil && !f.asking() {
			f.forget()
		}
		l.open = append(l.open, r)
	}
}

// followChanges looks again at the users of whom something has changed.
func (w *Sweep) followChanges() {
	users, mark, ok := w.store.Changes(w.mark)
	w.mark = mark
	if !ok {
		w.next = 0
		return
	}
	for _, user := range users {
		if w.users[user] != unseen {
			w.look(user)
		}
	}
}

// walk comes to the users that were listed since. After the list has been put in another order it goes through all of
// it again: what is done it passes over.
func (w *Sweep) walk() {
	if r := w.store.Reordered(); r != w.reordered {
		w.reordered, w.next = r, 0
	}
	users := w.store.Users()
	for ; w.next < len(users); w.next++ {
		w.look(users[w.next].Principal())
	}
}

// look sees what is known of a user's keys, and has them wait for their turn if they are not.
func (w *Sweep) look(user iamsvc.Principal) {
	f := w.store.Keys(user)
	switch gone := w.store.GoneSince(user); {
	case f.Known() && !f.At().Before(w.since):
		w.listed(user, f.Value)
	case !gone.IsZero() && !gone.Before(w.since):
		w.listed(user, nil)
	case w.users[user] == unseen:
		w.users[user] = waiting
		w.lists.add(Read{AskKeys, user, ""})
	}
}

// listed counts a user whose keys are known, and has their last uses wait for their turn.
func (w *Sweep) listed(user iamsvc.Principal, keys []iamsvc.Key) {
	if was := w.users[user]; was != done {
		w.lists.forgive(was, Read{AskKeys, user, ""})
		w.users[user] = done
		w.count.users++
	}
	for _, k := range keys {
		if w.keys[k.ID] == unseen {
			w.keys[k.ID] = waiting
			w.count.keys++
			if !w.used(user, k.ID) {
				w.uses.add(Read{AskLastUse, user, k.ID})
			}
			continue
		}
		w.used(user, k.ID)
	}
}

// used notes whether the last use of a key is known.
func (w *Sweep) used(user iamsvc.Principal, keyID string) bool {
	if f := w.store.LastUse(keyID); f.Known() && !f.At().Before(w.since) {
		w.usedUp(user, keyID)
	}
	return w.keys[keyID] == done
}

// usedUp notes that there is nothing more to ask about a key.
func (w *Sweep) usedUp(user iamsvc.Principal, keyID string) {
	if was := w.keys[keyID]; was != done {
		w.uses.forgive(was, Read{AskLastUse, user, keyID})
		w.keys[keyID] = done
		w.count.uses++
	}
}

// known reports whether what waits for its turn has become known meanwhile.
func (w *Sweep) known(r Read) bool {
	if r.Op == AskLastUse {
		if w.gone(r) {
			w.usedUp(r.User, r.Key)
		}
		return w.used(r.User, r.Key)
	}
	w.look(r.User)
	return w.users[r.User] == done
}

// gone reports whether a read is about a key that is there no more.
func (w *Sweep) gone(r Read) bool {
	if r.Op != AskLastUse || !w.store.Keys(r.User).Known() {
		return false
	}
	_, there := w.store.Key(r.User, r.Key)
	return !there
}
