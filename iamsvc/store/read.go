package store

import (
	"slices"
	"time"

	"akia/iamsvc"
)

// Op is what a request asks.
type Op uint8

// The requests that the screen makes to know more.
const (
	AskUsers        Op = iota // the next page of users
	AskKeys                   // the keys of User
	AskLastUse                // the last use of Key, which is User's
	AskIdentity               // who the calls are made as
	AskDescriptions           // the descriptions of User's keys
	AskUser                   // User itself, with tags and boundary
	AskMFA                    // the MFA devices of User
	AskGroups                 // the groups that User is in
	AskAttached               // the managed policies that are attached to User
	AskInline                 // the names of User's inline policies
)

// Read is one thing to ask. Two equal requests ask the same: no second one is sent while one is under way.
type Read struct {
	Op   Op
	User iamsvc.Principal
	Key  string
}

// asked is a Fact of any type, as far as asking for it goes.
type asked interface {
	begin(now time.Time)
	stop()
	fail(err *iamsvc.Error, now time.Time)
	forget()
	due(since time.Time) bool
	asking() bool
}

// fact returns what a request asks for.
func (a *Store) fact(r Read) asked {
	switch r.Op {
	case AskUsers:
		return &a.listing.fact
	case AskKeys:
		return a.keysFact(r.User)
	case AskLastUse:
		return a.lastUseFact(r.Key)
	case AskIdentity:
		return &a.Identity
	case AskDescriptions:
		return a.descriptionsFact(r.User)
	default:
		return a.detailsOf(r.User).part(r.Op)
	}
}

// Begin records that a request was sent.
func (a *Store) Begin(r Read, now time.Time) { a.fact(r).begin(now) }

// Cancel records that nobody waits for a request any more: what it asked is as unknown as before.
func (a *Store) Cancel(r Read) { a.fact(r).stop() }

// Fail records that a request failed.
func (a *Store) Fail(r Read, err *iamsvc.Error, now time.Time) {
	a.fact(r).fail(err, now)
	if r.Op == AskKeys {
		a.changes.note(r.User)
	}
}

// AddPage records the answer to AskUsers.
func (a *Store) AddPage(p iamsvc.UserPage, now time.Time) { a.addPage(p, now) }

// MarkerForNext returns the marker to send with AskUsers.
func (a *Store) MarkerForNext() string { return a.listing.marker }

// SetKeys records the answer to AskKeys. One that was asked before a change from here may not show it: it is left alone, and the
// keys are worth asking again.
func (a *Store) SetKeys(user iamsvc.Principal, keys []iamsvc.Key, now time.Time) {
	if own := ownKeys(user, keys); a.keysFact(user).answer(own, now) {
		a.noteActive(own)
	}
	a.changes.note(user)
}

// LearnKeys records the keys of a user that were not asked for by AskKeys, and when the list was sent. A list that was sent
// before the one that is known, or before a change from here, is left alone.
func (a *Store) LearnKeys(user iamsvc.Principal, keys []iamsvc.Key, sent, now time.Time) {
	if own := ownKeys(user, keys); a.keysFact(user).learn(own, sent, now) {
		a.changes.note(user)
		a.noteActive(own)
	}
}

// ownKeys returns keys as those of the user they were asked of, whatever name they came with: they are found again, and
// changed, by that one.
func ownKeys(user iamsvc.Principal, keys []iamsvc.Key) []iamsvc.Key {
	keys = slices.Clone(keys)
	for i := range keys {
		keys[i].User = user
	}
	return keys
}

// noteActive forgets when keys were deactivated that are active: someone has activated them again.
func (a *Store) noteActive(keys []iamsvc.Key) {
	for _, k := range keys {
		if k.Status == iamsvc.Active {
			delete(a.deactivated, k.ID)
		}
	}
}

// SetLastUse records the answer to AskLastUse.
func (a *Store) SetLastUse(keyID string, u iamsvc.LastUse, now time.Time) {
	a.lastUseFact(keyID).set(u, now)
}

// SetIdentity records the answer to AskIdentity.
func (a *Store) SetIdentity(id iamsvc.Identity, now time.Time) { a.Identity.set(id, now) }

// SetDescriptions records the answer to AskDescriptions.
func (a *Store) SetDescriptions(user iamsvc.Principal, texts map[string]string, now time.Time) {
	a.descriptionsFact(user).set(texts, now)
}

// ForgetKeys makes the keys of a user, and their last uses, worth asking again; what is shown stays until the answer.
func (a *Store) ForgetKeys(user iamsvc.Principal) {
	f := a.keys[user]
	if f == nil {
		return
	}
	f.forget()
	a.changes.note(user)
	a.ForgetDescriptions(user)
	for _, k := range f.Value {
		if u := a.lastUse[k.ID]; u != nil {
			u.forget()
		}
	}
}

// ForgetDescriptions makes the descriptions of a user's keys worth asking again.
func (a *Store) ForgetDescriptions(user iamsvc.Principal) {
	if d := a.descriptions[user]; d != nil {
		d.forget()
	}
}

// ForgetAll makes everything worth asking again.
func (a *Store) ForgetAll() {
	a.Identity.forget()
	for _, f := range a.keys {
		f.forget()
	}
	a.changes.noteAll()
	for _, f := range a.lastUse {
		f.forget()
	}
	for _, f := range a.descriptions {
		f.forget()
	}
	for user := range a.details {
		a.ForgetDetails(user)
	}
	a.RefreshUsers()
}
