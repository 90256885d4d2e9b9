package store

import (
	"slices"
	"time"

	"akia/iamsvc"
)

// listing is how far the list of users has been read. A refresh reads anew into next while the old list stays on screen,
// and takes its place when it is as long: a list never shrinks because it is being refreshed.
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
func (a *Store) UsersState() State { return a.listing.fact.State() }

// UsersErr says why the last page could not be read; nil if it could.
func (a *Store) UsersErr() *iamsvc.Error { return a.listing.fact.Err }

// UsersAsking reports whether a page of users is under way, and since when.
func (a *Store) UsersAsking() (since time.Time, ok bool) { return a.listing.fact.Asking() }

// MoreUsers reports whether the service has, or may have, users that were not read.
func (a *Store) MoreUsers() bool {
	l := &a.listing
	return !l.fact.known || l.more && !l.refreshing || l.wasMore && l.refreshing
}

// ListedUsers returns what has been read of the list of users, as one page; false if that is nothing, or if reading it began
// so long ago that it is not fresh any more.
func (a *Store) ListedUsers(now time.Time) (iamsvc.UserPage, bool) {
	l := &a.listing
	if !l.fact.Known() || l.refreshing || now.Sub(l.begun) > Fresh {
		return iamsvc.UserPage{}, false
	}
	return iamsvc.UserPage{Users: slices.Clone(a.users), More: l.more, Marker: l.marker}, true
}

// LearnPage records a page of users that was not asked for by AskUsers, if the list goes on with it, and says whether it does.
func (a *Store) LearnPage(marker string, p iamsvc.UserPage, sent, now time.Time) bool {
	l := &a.listing
	if !l.fact.Known() || l.fact.asking() || l.refreshing || !l.more || marker != l.marker {
		return false
	}
	l.fact.since = sent
	a.addPage(p, now)
	return true
}

// StopUsers ends the reading of further pages until ResumeUsers.
func (a *Store) StopUsers() { a.listing.stopped = true; a.listing.fact.stop() }

// UsersStopped reports whether the reading of further pages was stopped.
func (a *Store) UsersStopped() bool { return a.listing.stopped }

// ResumeUsers lets the reading of further pages go on, also after a failed one.
func (a *Store) ResumeUsers() { a.listing.stopped = false; a.listing.fact.Err = nil }

// addPage takes the answer to the request for one page.
func (a *Store) addPage(p iamsvc.UserPage, now time.Time) {
	l := &a.listing
	p.Users = a.settled(p.Users, l.fact.since)
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
		if len(l.next) >= len(a.users) || !p.More {
			a.users, a.index = l.next, l.nextIndex
			a.reordered++
			a.keepPending(p.More)
			l.refreshing, l.next, l.nextIndex = false, nil, nil
		}
		return
	}
	a.users = appendNew(a.users, a.index, p.Users)
	a.dropGone(p)
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
func (a *Store) RefreshUsers() {
	a.listing = listing{fact: a.listing.fact, refreshing: true, wasMore: a.MoreUsers(), nextIndex: map[iamsvc.Principal]int{}}
	a.listing.fact.stop()
	a.listing.fact.Err = nil
}

// Only makes the list consist of users that are known without a list: a caller who may not list users may still look
// after its own keys, or after those of a user it knows by name.
func (a *Store) Only(users ...iamsvc.User) {
	a.index = map[iamsvc.Principal]int{}
	a.users = appendNew(nil, a.index, users)
	a.reordered++
}
