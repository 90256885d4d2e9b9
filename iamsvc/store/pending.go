package store

import (
	"slices"
	"strings"
	"time"

	"akia/iamsvc"
)

// pendingUser is a user that was made, or deleted, from here. Whether that or a list is to be believed,
// [iamsvc.Outranks] says.
type pendingUser struct {
	user iamsvc.User
	at   time.Time
	gone bool
}

// AddUser records that a user was made from here: it is listed at once, has no keys, and does not vanish because
// IAM's lists are late.
func (s *Store) AddUser(u iamsvc.User, now time.Time) {
	s.pending[u.Principal()] = pendingUser{user: u, at: now}
	s.users, s.index = insert(s.users, u)
	s.reordered++
	s.keysFact(u.Principal()).set(nil, now)
	s.changes.note(u.Principal())
}

// RemoveUser records that a user was deleted from here.
func (s *Store) RemoveUser(user iamsvc.Principal, now time.Time) {
	s.pending[user] = pendingUser{at: now, gone: true}
	s.users = slices.DeleteFunc(slices.Clone(s.users), func(u iamsvc.User) bool { return u.Principal() == user })
	s.reordered++
	s.index = indexOf(s.users)
	delete(s.keys, user)
	s.changes.note(user)
	delete(s.details, user)
	delete(s.descriptions, user)
}

// GoneSince returns when it became certain that there is no such user, because it was deleted from here or IAM
// doesn't find it; the zero time if it may be there.
func (s *Store) GoneSince(user iamsvc.Principal) time.Time {
	if f := s.keys[user]; f.failure() != nil && f.Err.Kind == iamsvc.KindNotFound {
		return f.At()
	}
	if p := s.pending[user]; p.gone && !s.keys[user].Known() {
		return p.at
	}
	return time.Time{}
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

// withoutDeleted returns a page, which was asked for at the time given, without the users whose deletion from here
// outranks it.
func (s *Store) withoutDeleted(page []iamsvc.User, asked time.Time) []iamsvc.User {
	return slices.DeleteFunc(slices.Clone(page), func(u iamsvc.User) bool {
		p := s.pending[u.Principal()]
		return p.gone && iamsvc.Outranks(p.at, asked)
	})
}

// keepPending adds the users to a list just read that it may lack although they were made: IAM's lists are late, or
// the page that they are on was not read yet.
func (s *Store) keepPending(more bool) {
	l := &s.listing
	l.kept = map[iamsvc.Principal]bool{}
	for name, p := range s.pending {
		if _, listed := s.index[name]; listed || p.gone || !more && !iamsvc.Outranks(p.at, l.begun) {
			continue
		}
		l.kept[name] = true
		s.users, s.index = insert(s.users, p.user)
		s.reordered++
	}
}

// dropGone drops, after the last page, the users that were kept and were on none: someone else has deleted them.
func (s *Store) dropGone(p iamsvc.UserPage) {
	l := &s.listing
	for _, u := range p.Users {
		delete(l.kept, u.Principal())
	}
	if p.More {
		return
	}
	for name := range l.kept {
		if !iamsvc.Outranks(s.pending[name].at, l.begun) {
			s.users = slices.DeleteFunc(slices.Clone(s.users), func(u iamsvc.User) bool { return u.Principal() == name })
			s.reordered++
			s.index = indexOf(s.users)
		}
	}
}

// RenameUser records that a user has another name by now. It keeps what it has; what is known of it is asked again.
func (s *Store) RenameUser(was, now iamsvc.Principal, at time.Time) {
	u, listed := s.User(was)
	if keys := s.keys[was]; keys != nil {
		s.LearnKeys(now, keys.Value, keys.Sent(), at)
	}
	s.ForgetKeys(now)
	s.users = slices.DeleteFunc(slices.Clone(s.users), func(o iamsvc.User) bool { return o.Principal() == was })
	s.index = indexOf(s.users)
	if _, there := s.index[now]; listed && !there {
		u.Name, u.ARN = now.UserName(), "" // the new ARN comes with the next list
		s.users, s.index = insert(s.users, u)
	}
	s.reordered++
	s.pending[was] = pendingUser{at: at, gone: true}
	delete(s.keys, was)
	delete(s.details, was)
	if tags := s.tags[was]; tags != nil {
		s.tags[now] = tags
		delete(s.tags, was)
	}
	delete(s.descriptions, was)
	s.changes.note(was)
	s.changes.note(now)
}
