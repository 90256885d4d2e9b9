package store

import (
	"iter"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/report"
)

// Report is a credential report by user. NewReport makes one; it is not changed afterwards, so any goroutine may read
// it. A nil Report tells of nobody.
type Report struct {
	// Generated is when IAM made the report.
	Generated time.Time

	users map[iamsvc.Principal]reported
}

// reported is what the report says of one user.
type reported struct {
	slots [report.Slots]report.Slot
	path  string
}

// NewReport returns a report by user, as of now at the latest: lists of keys are compared with it by time, and one
// that is sent from now on is newer whatever clock the report was made by. It costs what the report is long, so it is
// made by a command.
func NewReport(r iamsvc.Report, now time.Time) *Report {
	if r.Generated.After(now) {
		r.Generated = now
	}
	by := &Report{Generated: r.Generated, users: make(map[iamsvc.Principal]reported, len(r.Rows))}
	for _, row := range r.Rows {
		by.users[iamsvc.InReport(row.User)] = reported{row.Slots, row.Path()}
	}
	return by
}

// Slots returns what the report says of a user's keys; false if it doesn't know the user.
func (r *Report) Slots(user iamsvc.Principal) ([report.Slots]report.Slot, bool) {
	if r == nil {
		return [report.Slots]report.Slot{}, false
	}
	u, ok := r.users[user]
	return u.slots, ok
}

// WithKeys goes through the users who have keys, in no particular order.
func (r *Report) WithKeys() iter.Seq[iamsvc.Principal] {
	return func(yield func(iamsvc.Principal) bool) {
		if r == nil {
			return
		}
		for user, u := range r.users {
			if (u.slots[0].Present || u.slots[1].Present) && !yield(user) {
				return
			}
		}
	}
}

// SetReport records a credential report, in place of an earlier one.
func (s *Store) SetReport(r *Report) {
	s.report = r
	s.changes.noteAll()
}

// Report returns the credential report; nil if there is none.
func (s *Store) Report() *Report { return s.report }

// Path returns the path of a user, as the list of users or the report tells it; empty if neither does, or for root.
func (s *Store) Path(user iamsvc.Principal) string {
	if u, ok := s.User(user); ok && u.Path != "" {
		return u.Path
	}
	if s.report == nil || user.IsRoot() {
		return ""
	}
	return s.report.users[user].path
}

// SetRootKey records whether the root user has an access key of which nothing else may be known
// (iam:GetAccountSummary).
func (s *Store) SetRootKey(has bool) {
	s.rootKey = has
	s.changes.note(iamsvc.RootUser())
}

// RootKey reports whether it is known that the root user has an access key.
func (s *Store) RootKey() bool { return s.rootKey }

// userFacts is what the authorization details tell of a user.
type userFacts struct {
	quarantined bool
	described   []string // the IDs of the keys that have a description
}

// SetUserFacts records what a page of the authorization details tells of users (iam:GetAccountAuthorizationDetails).
func (s *Store) SetUserFacts(users []iamsvc.UserFacts) {
	for _, u := range users {
		who := iamsvc.NamedUser(u.Name)
		s.facts[who] = userFacts{u.Quarantined, u.Described}
		s.setTags(who, u.Tags)
		s.changes.note(who)
	}
}

// Quarantined reports whether it is known that AWS's quarantine policy is attached to the user.
func (s *Store) Quarantined(user iamsvc.Principal) bool { return s.facts[user].quarantined }

// QuarantineKnown reports whether it is known if AWS has quarantined the user.
func (s *Store) QuarantineKnown(user iamsvc.Principal) bool {
	_, known := s.facts[user]
	return known
}

// Described reports whether a key has a description, and whether that is known.
func (s *Store) Described(user iamsvc.Principal, keyID string) (described, known bool) {
	if f := s.descriptions[user]; f.Known() {
		return f.Value[keyID] != "", true
	}
	facts, known := s.facts[user]
	for _, id := range facts.described {
		if id == keyID {
			return true, true
		}
	}
	return false, known
}

// Known goes through the users about whom anything is known besides what the list of users and the report say, in no
// particular order; some come twice.
func (s *Store) Known() iter.Seq[iamsvc.Principal] {
	return func(yield func(iamsvc.Principal) bool) {
		for user := range s.keys {
			if !yield(user) {
				return
			}
		}
		for user := range s.facts {
			if !yield(user) {
				return
			}
		}
		if s.rootKey {
			yield(iamsvc.RootUser())
		}
	}
}

// ForgetFailures makes everything that failed or was denied worth asking again.
func (s *Store) ForgetFailures() {
	for _, f := range s.keys {
		if f.Err != nil {
			f.forget()
		}
	}
	for _, f := range s.lastUse {
		if f.Err != nil {
			f.forget()
		}
	}
	s.changes.noteAll()
}
