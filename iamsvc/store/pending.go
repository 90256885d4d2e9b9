package store

import (
	"slices"
	"strings"
	"time"

	"akia/iamsvc"
)

// pendingUser is a user that was made, or deleted, from here.
type pendingUser struct {
	user iamsvc.User
	at   time.Time
	gone bool
}

// AddUser records that a user was made from here: it is listed at once, has no keys, and does not vanish because IAM's lists
// are late.
func (a *Store) AddUser(u iamsvc.User, now time.Time) {
	a.pending[u.Principal()] = pendingUser{user: u, at: now}
	a.users, a.index = insert(a.users, u)
	a.reordered++
	a.keysFact(u.Principal()).set(nil, now)
	a.changes.note(u.Principal())
}

// RemoveUser records that a user was deleted from here.
func (a *Store) RemoveUser(user iamsvc.Principal, now time.Time) {
	a.pending[user] = pendingUser{at: now, gone: true}
	a.users = slices.DeleteFunc(slices.Clone(a.users), func(u iamsvc.User) bool { return u.Principal() == user })
	a.reordered++
	a.index = indexOf(a.users)
	delete(a.keys, user)
	a.changes.note(user)
	delete(a.details, user)
	delete(a.descriptions, user)
}

// insert returns the users with this one where IAM would list it, which is by name regardless of case.
func insert(users []iamsvc.User, u iamsvc.User) ([]iamsvc.User, map[iamsvc.Principal]int) {
	users = slices.DeleteFunc(slices.Clone(users), func(o iamsvc.User) bool { return o.Name == u.Name })
	at := slices.IndexFunc(users, func(o iamsvc.User) bool { return strings.ToLower(o.Name) > strings.ToLower(u.Name) })
	if at < 0 {
		at = len(users)
	}
	users = slices.Insert(users, at, u)
	return users, indexOf(users)
}

func indexOf(users []iamsvc.User) map[iamsvc.Principal]int {
	index := make(map[iamsvc.Principal]int, len(users))
	for i, u := range users {
		index[u.Principal()] = i
	}
	return index
}

// settled returns a page without the users that were deleted from here so lately that IAM may not know it yet. The page was
// asked for at the time given.
func (a *Store) settled(page []iamsvc.User, asked time.Time) []iamsvc.User {
	return slices.DeleteFunc(slices.Clone(page), func(u iamsvc.User) bool {
		n := a.pending[u.Principal()]
		return n.gone && !asked.After(n.at.Add(late))
	})
}

// keepPending adds the users to a list just read that it may lack although they were made: IAM's lists are late, or the page
// that they are on was not read yet.
func (a *Store) keepPending(more bool) {
	l := &a.listing
	l.kept = map[iamsvc.Principal]bool{}
	for name, n := range a.pending {
		if _, listed := a.index[name]; listed || n.gone || !more && l.begun.After(n.at.Add(late)) {
			continue
		}
		l.kept[name] = true
		a.users, a.index = insert(a.users, n.user)
		a.reordered++
	}
}

// dropGone drops, after the last page, the users that were kept and were on none: someone else has deleted them.
func (a *Store) dropGone(p iamsvc.UserPage) {
	l := &a.listing
	for _, u := range p.Users {
		delete(l.kept, u.Principal())
	}
	if p.More {
		return
	}
	for name := range l.kept {
		if l.begun.After(a.pending[name].at.Add(late)) {
			a.users = slices.DeleteFunc(slices.Clone(a.users), func(u iamsvc.User) bool { return u.Principal() == name })
			a.reordered++
			a.index = indexOf(a.users)
		}
	}
}

// RenameUser records that a user has another name by now. It keeps what it has; what is known of it is asked again.
func (a *Store) RenameUser(was, now iamsvc.Principal, at time.Time) {
	u, listed := a.User(was)
	if keys := a.keys[was]; keys != nil {
		a.LearnKeys(now, keys.Value, keys.Sent(), at)
	}
	a.ForgetKeys(now)
	a.users = slices.DeleteFunc(slices.Clone(a.users), func(o iamsvc.User) bool { return o.Principal() == was })
	a.index = indexOf(a.users)
	if _, there := a.index[now]; listed && !there {
		u.Name, u.ARN = now.UserName(), "" // the new ARN comes with the next list
		a.users, a.index = insert(a.users, u)
	}
	a.reordered++
	delete(a.keys, was)
	delete(a.details, was)
	delete(a.descriptions, was)
	a.changes.note(was)
	a.changes.note(now)
}
