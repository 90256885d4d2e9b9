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

	users []reported // in the report's order
	index map[iamsvc.Principal]int32
}

// reported is what the report says of one user.
type reported struct {
	user          iamsvc.Principal
	slots         [report.Slots]report.Slot
	path          string
	password, mfa report.Answer
}

func (r reported) keys() int {
	n := 0
	for _, s := range r.slots {
		if s.Present {
			n++
		}
	}
	return n
}

// NewReport returns a report by user, as of now at the latest: lists of keys are compared with it by time, and one
// that is sent from now on is newer whatever clock the report was made by. It costs what the report is long, so it is
// made by a command.
func NewReport(r iamsvc.Report, now time.Time) *Report {
	if r.Generated.After(now) {
		r.Generated = now
	}
	by := &Report{
		Generated: r.Generated, users: make([]reported, len(r.Rows)), index: make(map[iamsvc.Principal]int32, len(r.Rows)),
	}
	for i, row := range r.Rows {
		who := iamsvc.InReport(row.User)
		by.users[i] = reported{who, row.Slots, row.Path(), row.Password, row.MFA}
		by.index[who] = int32(i)
	}
	return by
}

// about returns what the report says of a user; nil if it doesn't know the user.
func (r *Report) about(user iamsvc.Principal) *reported {
	if r == nil {
		return nil
	}
	i, ok := r.index[user]
	if !ok {
		return nil
	}
	return &r.users[i]
}

// SignIn returns whether the report tells of a password and of a device for MFA of a user.
func (r *Report) SignIn(user iamsvc.Principal) (password, mfa report.Answer) {
	if u := r.about(user); u != nil {
		return u.password, u.mfa
	}
	return report.NotSaid, report.NotSaid
}

// Slots returns what the report says of a user's keys; false if it doesn't know the user.
func (r *Report) Slots(user iamsvc.Principal) ([report.Slots]report.Slot, bool) {
	if u := r.about(user); u != nil {
		return u.slots, true
	}
	return [report.Slots]report.Slot{}, false
}

// Count returns how many users have keys, and how many keys they have.
func (r *Report) Count() (users, keys int) {
	if r == nil {
		return 0, 0
	}
	for i := range r.users {
		if n := r.users[i].keys(); n > 0 {
			users++
			keys += n
		}
	}
	return users, keys
}

// WithKeys goes through the users who have keys, in the report's order.
func (r *Report) WithKeys() iter.Seq[iamsvc.Principal] {
	return func(yield func(iamsvc.Principal) bool) {
		if r == nil {
			return
		}
		for i := range r.users {
			if r.users[i].keys() > 0 && !yield(r.users[i].user) {
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
	if u := s.report.about(user); u != nil && !user.IsRoot() {
		return u.path
	}
	return ""
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
	texts       []string // these, in the same order
}

// SetUserFacts records what a page of the authorization details tells of users (iam:GetAccountAuthorizationDetails).
func (s *Store) SetUserFacts(users []iamsvc.UserFacts) {
	for _, u := range users {
		who := iamsvc.NamedUser(u.Name)
		s.facts[who] = userFacts{u.Quarantined, u.Described, u.Descriptions}
		s.setTags(who, u.Tags)
		s.changes.note(who)
	}
}

// Quarantined reports whether AWS's quarantine policy is attached to the user, and whether that is known.
func (s *Store) Quarantined(user iamsvc.Principal) (is, known bool) {
	facts, known := s.facts[user]
	return facts.quarantined, known
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

// Description returns the text of a key's description; empty if it has none or if that is not known.
func (s *Store) Description(user iamsvc.Principal, keyID string) string {
	if f := s.descriptions[user]; f.Known() {
		return f.Value[keyID]
	}
	facts := s.facts[user]
	for i, id := range facts.described {
		if id == keyID && i < len(facts.texts) {
			return facts.texts[i]
		}
	}
	return ""
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
