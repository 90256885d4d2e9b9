package store

import (
	"time"

	"akia/iamsvc"
)

// listing is how far the list of users has been read. A refresh reads anew into next while the old list stays on
// screen, and takes its place when it is as long: a list never shrinks because it is being refreshed.
type listing struct {
	fact    Fact[struct{}]  // of the page that was asked last; known once a first page is there
	marker  string          // of the page to ask next
	more    bool            // there are pages not read
	walked  map[string]bool // the markers that were asked for
	stopped bool            // by the person: nothing more is read until it is asked for

	begun      time.Time                 // when its first page was asked for
	kept       map[iamsvc.Principal]bool // users made from here that were on no page yet
	refreshing bool
	wasMore    bool // there were pages not read before the refresh
	next       []iamsvc.User
	nextIndex  map[iamsvc.Principal]int
}

// UsersState tells how much of the list of users is known: of the page asked last, so Failed may come with users of
// earlier pages.
func (s *Store) UsersState() State { return s.listing.fact.State() }

// UsersErr says why the last page could not be read; nil if it could.
func (s *Store) UsersErr() *iamsvc.Error { return s.listing.fact.Err }

// UsersAsking reports whether a page of users is under way, and since when.
func (s *Store) UsersAsking() (since time.Time, ok bool) { return s.listing.fact.Asking() }

// MoreUsers reports whether the service has, or may have, users that were not read.
func (s *Store) MoreUsers() bool {
	l := &s.listing
	return !l.fact.known || l.more && !l.refreshing || l.wasMore && l.refreshing
}

// UsersOpen reports whether there are, or may be, pages of users to be read: for the first time, or anew.
func (s *Store) UsersOpen() bool { return s.listing.refreshing || s.MoreUsers() }

// UsersFresh reports whether reading the list of users, as far as it is read, began so lately that it need not be
// read anew.
func (s *Store) UsersFresh(now time.Time) bool {
	l := &s.listing
	return !l.fact.known || !l.refreshing && now.Sub(l.begun) <= Fresh
}

// StopUsers ends the reading of further pages until ResumeUsers.
func (s *Store) StopUsers() { s.listing.stopped = true; s.listing.fact.stop() }

// UsersStopped reports whether the reading of further pages was stopped.
func (s *Store) UsersStopped() bool { return s.listing.stopped }

// ResumeUsers lets the reading of further pages go on, also after a failed one.
func (s *Store) ResumeUsers() { s.listing.stopped = false; s.listing.fact.Err = nil }

// AddPage takes the answer to the request for one page.
func (s *Store) AddPage(p iamsvc.UserPage, now time.Time) {
	l := &s.listing
	p.Users = s.withoutDeleted(p.Users, l.fact.since)
	if len(l.walked) == 0 {
		l.begun = l.fact.since
	}
	l.marker, l.more = p.Marker, p.More
	l.fact.set(struct{}{}, now)
	if p.More && l.walked[p.Marker] { // there may be more, but not that way
		l.fact.fail(&iamsvc.Error{
			Kind: iamsvc.KindService, Op: "ListUsers",
			Message: "The pages of users lead back to one that was read already.",
		}, now)
	}
	if l.walked == nil {
		l.walked = map[string]bool{}
	}
	l.walked[p.Marker] = true
	if l.refreshing {
		l.next = appendNew(l.next, l.nextIndex, p.Users)
		if len(l.next) >= len(s.users) || !p.More {
			s.users, s.index = l.next, l.nextIndex
			s.reordered++
			s.keepPending(p.More)
			l.refreshing, l.next, l.nextIndex = false, nil, nil
		}
		return
	}
	s.users = appendNew(s.users, s.index, p.Users)
	s.dropGone(p)
}

// appendNew appends the users that are not there yet: a user on two pages is one user.
func appendNew(users []iamsvc.User, index map[iamsvc.Principal]int, page []iamsvc.User) []iamsvc.User {
	for _, u := range page {
		if _, ok := index[u.Principal()]; !ok {
			index[u.Principal()] = len(users)
			users = append(users, u)
		}
	}
	return users
}

// RefreshUsers reads the list anew from its beginning. What is there stays until the new list is as long.
func (s *Store) RefreshUsers() {
	s.listing = listing{
		fact: s.listing.fact, refreshing: true, wasMore: s.MoreUsers(),
		nextIndex: map[iamsvc.Principal]int{},
	}
	s.listing.fact.stop()
	s.listing.fact.Err = nil
}

// Only makes the list consist of users that are known without a list: a caller who may not list users may still look
// after its own keys, or after those of a user it knows by name.
func (s *Store) Only(users ...iamsvc.User) {
	s.index = map[iamsvc.Principal]int{}
	s.users = appendNew(nil, s.index, users)
	s.reordered++
}
