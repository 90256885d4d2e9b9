package store

import "akia/iamsvc"

// changesKept is how many changes of keys are remembered at least.
const changesKept = 4096

// changes are the users whose keys have changed, the last ones of them.
type changes struct {
	older int // how many there were before
	users []iamsvc.Principal
}

func (c *changes) note(user iamsvc.Principal) {
	if len(c.users) == 2*changesKept {
		c.forget(changesKept)
	}
	c.users = append(c.users, user)
}

// forget drops the first n.
func (c *changes) forget(n int) {
	c.users = append(c.users[:0], c.users[n:]...)
	c.older += n
}

// noteAll notes that any user's keys may have changed.
func (c *changes) noteAll() {
	c.note(iamsvc.Principal{})
	c.forget(len(c.users))
}

// Changes returns the users for whom what is known of their keys has changed since a mark, some more than once, and
// the mark of now; false if that cannot be said, because there were too many or the mark is of another account. The
// zero mark is from before all. The caller must not keep the slice.
func (s *Store) Changes(since int) (users []iamsvc.Principal, now int, ok bool) {
	c := &s.changes
	now = c.older + len(c.users)
	if since < c.older || since > now {
		return nil, now, false
	}
	return c.users[since-c.older:], now, true
}
