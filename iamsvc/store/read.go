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
	answeredAt() time.Time
	failure() *iamsvc.Error
}

// fact returns what a request asks for.
func (s *Store) fact(r Read) asked {
	switch r.Op {
	case AskUsers:
		return &s.listing.fact
	case AskKeys:
		return s.keysFact(r.User)
	case AskLastUse:
		return s.lastUseFact(r.Key)
	case AskIdentity:
		return &s.Identity
	case AskDescriptions:
		return s.descriptionsFact(r.User)
	default:
		return s.detailsOf(r.User).part(r.Op)
	}
}

// begin records that a read was sent.
func (s *Store) begin(r Read, now time.Time) { s.fact(r).begin(now) }

// cancel records that nobody waits for a read any more: what it asked is as unknown as before.
func (s *Store) cancel(r Read) { s.fact(r).stop() }

// forget makes what a read asks worth asking again.
func (s *Store) forget(r Read) { s.fact(r).forget() }

// Fail records that a read failed. A key that is not there any more is taken from its user's.
func (s *Store) Fail(r Read, err *iamsvc.Error, now time.Time) {
	if r.Op == AskLastUse && err.Kind == iamsvc.KindNotFound {
		s.RemoveKey(r.User, r.Key, now)
	}
	s.fact(r).fail(err, now)
	if r.Op == AskKeys || r.Op == AskLastUse {
		s.changes.note(r.User)
	}
}

// markerForNext returns the marker to send with AskUsers.
func (s *Store) markerForNext() string { return s.listing.marker }

// SetKeys records the answer to AskKeys. One that was asked before a change from here may not show it: it is left
// alone, and the keys are worth asking again.
func (s *Store) SetKeys(user iamsvc.Principal, keys []iamsvc.Key, now time.Time) {
	if own := ownKeys(user, keys); s.keysFact(user).answer(own, now) {
		s.noteActive(own)
	}
	s.changes.note(user)
}

// LearnKeys records the keys of a user that were not asked for by AskKeys, and when the list was sent. A list that
// was sent before the one that is known, or before a change from here, is left alone.
func (s *Store) LearnKeys(user iamsvc.Principal, keys []iamsvc.Key, sent, now time.Time) {
	if own := ownKeys(user, keys); s.keysFact(user).learn(own, sent, now) {
		s.changes.note(user)
		s.noteActive(own)
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
func (s *Store) noteActive(keys []iamsvc.Key) {
	for _, k := range keys {
		if k.Status == iamsvc.Active {
			delete(s.deactivated, k.ID)
		}
	}
}

// SetLastUse records the answer to AskLastUse about a key of a user.
func (s *Store) SetLastUse(user iamsvc.Principal, keyID string, u iamsvc.LastUse, now time.Time) {
	s.lastUseFact(keyID).set(u, now)
	s.changes.note(user)
}

// LearnLastUse records the last use of a key that was not asked for by AskLastUse, and when the question was sent.
// One that was sent before the one that is known is left alone.
func (s *Store) LearnLastUse(user iamsvc.Principal, keyID string, u iamsvc.LastUse, sent, now time.Time) {
	if s.lastUseFact(keyID).learn(u, sent, now) {
		s.changes.note(user)
	}
}

// SetIdentity records the answer to AskIdentity.
func (s *Store) SetIdentity(id iamsvc.Identity, now time.Time) { s.Identity.set(id, now) }

// SetDescriptions records the answer to AskDescriptions. One that was asked before a change from here may not show
// it: it is left alone, and the descriptions are worth asking again.
func (s *Store) SetDescriptions(user iamsvc.Principal, texts map[string]string, now time.Time) {
	s.descriptionsFact(user).answer(texts, now)
	s.changes.note(user)
}

// ForgetKeys makes the keys of a user, and their last uses, worth asking again; what is shown stays until the answer.
func (s *Store) ForgetKeys(user iamsvc.Principal) {
	f := s.keys[user]
	if f == nil {
		return
	}
	f.forget()
	s.changes.note(user)
	s.ForgetDescriptions(user)
	for _, k := range f.Value {
		if u := s.lastUse[k.ID]; u != nil {
			u.forget()
		}
	}
}

// ForgetDescriptions makes the descriptions of a user's keys worth asking again.
func (s *Store) ForgetDescriptions(user iamsvc.Principal) {
	if d := s.descriptions[user]; d != nil {
		d.forget()
	}
}

// ForgetAll makes everything worth asking again.
func (s *Store) ForgetAll() {
	s.Identity.forget()
	for _, f := range s.keys {
		f.forget()
	}
	s.changes.noteAll()
	for _, f := range s.lastUse {
		f.forget()
	}
	for _, f := range s.descriptions {
		f.forget()
	}
	for user := range s.details {
		s.ForgetDetails(user)
	}
	s.RefreshUsers()
}
