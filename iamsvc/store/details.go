package store

import (
	"slices"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/policy"
	"akia/iamsvc/queue"
)

// Details is what is known of a user besides its keys. Each part is asked by itself: one that is slow or denied
// delays no other.
type Details struct {
	User     Fact[iamsvc.UserDetails]
	MFA      Fact[[]iamsvc.MFADevice]
	Groups   Fact[[]iamsvc.Group]
	Attached Fact[[]iamsvc.AttachedPolicy]
	Inline   Fact[[]string]

	denied time.Time
}

// DeniedBefore returns before which time sessions must have been issued to be denied by the policy against old
// sessions; the zero time if that policy was not written from here: its name alone does not tell.
func (d *Details) DeniedBefore() time.Time { return d.denied }

// Details returns what is known of a user besides its keys; empty, and not kept, if it was never asked for.
func (s *Store) Details(user iamsvc.Principal) *Details {
	if d := s.details[user]; d != nil {
		return d
	}
	return &Details{}
}

// ForgetDetails makes the details of a user worth asking again; what is shown stays until the answers.
func (s *Store) ForgetDetails(user iamsvc.Principal) {
	if d := s.details[user]; d != nil {
		for _, op := range DetailParts() {
			d.part(op).forget()
		}
	}
}

// DetailParts returns the requests that all details of a user take.
func DetailParts() []Op { return []Op{AskUser, AskMFA, AskGroups, AskAttached, AskInline} }

// part returns the part of the details that a request asks for.
func (d *Details) part(op Op) asked {
	switch op {
	case AskMFA:
		return &d.MFA
	case AskGroups:
		return &d.Groups
	case AskAttached:
		return &d.Attached
	case AskInline:
		return &d.Inline
	default:
		return &d.User
	}
}

func (s *Store) detailsOf(user iamsvc.Principal) *Details {
	d := s.details[user]
	if d == nil {
		d = &Details{}
		s.details[user] = d
	}
	return d
}

// planDetails wants the parts of the details that are on the screen and were not fresh when they came there.
func (s *Store) planDetails(p []Want, v View) []Want {
	for _, watched := range v.Details {
		d := s.Details(watched.User)
		for _, op := range watched.Parts {
			if d.part(op).due(watched.Since) {
				p = append(p, Want{Read{op, watched.User, ""}, watched.Class})
			}
		}
	}
	return p
}

// DetailsView is a user some of whose details are on the screen, and since when.
type DetailsView struct {
	User  iamsvc.Principal
	Parts []Op
	Since time.Time
	// Class is how urgent they are.
	Class queue.Class
}

// SetUser records the answer to AskUser.
func (s *Store) SetUser(user iamsvc.Principal, d iamsvc.UserDetails, now time.Time) {
	s.detailsOf(user).User.set(d, now)
	if s.setTags(user, d.Tags) {
		s.changes.note(user)
	}
}

// SetMFA records the answer to AskMFA.
func (s *Store) SetMFA(user iamsvc.Principal, devices []iamsvc.MFADevice, now time.Time) {
	s.detailsOf(user).MFA.set(devices, now)
}

// SetGroups records the answer to AskGroups.
func (s *Store) SetGroups(user iamsvc.Principal, groups []iamsvc.Group, now time.Time) {
	s.detailsOf(user).Groups.set(groups, now)
}

// SetAttached records the answer to AskAttached.
func (s *Store) SetAttached(user iamsvc.Principal, policies []iamsvc.AttachedPolicy, now time.Time) {
	s.detailsOf(user).Attached.set(policies, now)
}

// SetInline records the answer to AskInline. One that was asked before a change from here may not show it: it is left
// alone, and the policies are worth asking again.
func (s *Store) SetInline(user iamsvc.Principal, names []string, now time.Time) {
	s.detailsOf(user).Inline.answer(names, now)
}

// EditInline records that an inline policy of a user was written or deleted from here.
func (s *Store) EditInline(user iamsvc.Principal, name string, there bool, now time.Time) {
	f := &s.detailsOf(user).Inline
	f.changed = now
	if f.known {
		f.Value = withPolicy(f.Value, name, there)
	}
}

// EditOldSessions records that the policy against old sessions was written from here, for those issued before the
// time given, or deleted, which is the zero time.
func (s *Store) EditOldSessions(user iamsvc.Principal, before, now time.Time) {
	s.EditInline(user, policy.OldSessionsName, !before.IsZero(), now)
	s.detailsOf(user).denied = before
}

// withPolicy returns the names with this one among them, or without it.
func withPolicy(names []string, name string, there bool) []string {
	names = slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == name })
	if there {
		names = append(names, name)
	}
	return names
}
