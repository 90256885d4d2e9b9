package audit

import (
	"iter"
	"slices"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/report"
)

// Table is every access key of an account that is known of, with its findings. NewTable makes one. It is not safe for
// concurrent use.
type Table struct {
	thresholds Thresholds
	now        time.Time
	due        time.Time // when the first row reads differently; zero for never

	users map[iamsvc.Principal]*user
	rows  []Row
	owner []*user // of each row; nil for a row that is there no more
	count int
	gone  int // rows that are there no more
	views []*View

	edit      int // how many reports there were
	generated time.Time
	summary   Summary
	wanted    queue
	absent    map[*user]bool // the users whom the report does not have, and whose keys have not been listed
}

// NewTable returns an empty table whose ages are counted to now.
func NewTable(t Thresholds, now time.Time) *Table {
	return &Table{thresholds: t, now: now, users: map[iamsvc.Principal]*user{}, absent: map[*user]bool{}}
}

// Thresholds returns what the findings of the table go by.
func (t *Table) Thresholds() Thresholds { return t.thresholds }

// Now returns the moment that ages are counted to.
func (t *Table) Now() time.Time { return t.now }

// Generated returns when the credential report in the table was made; zero if there is none.
func (t *Table) Generated() time.Time { return t.generated }

// Len returns how many keys there are.
func (t *Table) Len() int { return t.count }

// Gone returns how many rows have been there and are there no more.
func (t *Table) Gone() int { return t.gone }

// Row returns a row; false if its key is there no more.
func (t *Table) Row(r Ref) (Row, bool) {
	if int(r) < 0 || int(r) >= len(t.rows) || t.owner[r] == nil {
		return Row{}, false
	}
	return t.rows[r], true
}

// User returns the rows of one user, in no particular order.
func (t *Table) User(who iamsvc.Principal) []Ref {
	if u := t.users[who]; u != nil {
		return append([]Ref(nil), u.rows...)
	}
	return nil
}

// All goes through all rows in the order in which they were found.
func (t *Table) All() iter.Seq2[Ref, Row] {
	return func(yield func(Ref, Row) bool) {
		for i := range t.rows {
			if t.owner[i] != nil && !yield(Ref(i), t.rows[i]) {
				return
			}
		}
	}
}

// Report tells what a credential report says, in place of what an earlier one said. It costs what the report is long.
func (t *Table) Report(rows []report.Row, generated time.Time) {
	t.edit++
	t.generated = generated
	t.startBulk()
	for _, r := range rows {
		u := t.users[iamsvc.InReport(r.User)]
		if u == nil {
			if !r.HasKeys() {
				continue
			}
			u = t.user(iamsvc.InReport(r.User))
		}
		u.edit, u.slots = t.edit, r.Slots
		delete(t.absent, u)
	}
	for _, u := range t.users {
		if u.edit != 0 && u.edit != t.edit { // the report has the user no more
			u.edit, u.slots = 0, [report.Slots]report.Slot{}
		}
	}
	for _, r := range rows {
		if u := t.users[iamsvc.InReport(r.User)]; u != nil {
			t.update(u)
		}
	}
	for _, u := range t.users {
		if u.edit == 0 {
			t.update(u)
		}
	}
}

// Keys tells the answer to a list of a user's keys, all of them, and when the list was sent: one that was sent before the
// one that is known changes nothing.
func (t *Table) Keys(who iamsvc.Principal, keys []iamsvc.Key, asked time.Time) {
	u := t.users[who]
	if u == nil {
		if len(keys) == 0 {
			return
		}
		u = t.user(who)
	}
	u.loading = false
	delete(t.absent, u)
	if !u.listed || !asked.Before(u.asked) {
		u.listed, u.keys, u.asked, u.list = true, keys, asked, ListDone
	}
	t.update(u)
}

// Absent tells of a user whom the credential report does not have, though it should or because the user is newer: which keys
// the user has is then a question for Next. It changes nothing if they have been listed, or if the report has the user.
func (t *Table) Absent(who iamsvc.Principal) {
	if u := t.user(who); !u.listed && u.edit == 0 {
		t.absent[u] = true
		t.wanted.add(u)
	}
}

// AbsentUsers returns how many users the report does not have whose keys have not been listed yet: there may be keys of which
// nothing is known.
func (t *Table) AbsentUsers() int { return len(t.absent) }

// ForgetKey tells that a key is there no more, as whoever asked about it was told.
func (t *Table) ForgetKey(who iamsvc.Principal, keyID string) {
	u := t.users[who]
	if u == nil {
		return
	}
	u.keys = slices.DeleteFunc(slices.Clone(u.keys), func(k iamsvc.Key) bool { return k.ID == keyID })
	u.asking = slices.DeleteFunc(u.asking, func(id string) bool { return id == keyID })
	t.update(u)
}

// RootKey tells that the root user has an access key of which nothing else is known, as [iamsvc.AccountSummary] has it. It
// changes nothing if the keys of the root user are known.
func (t *Table) RootKey() {
	u := t.user(iamsvc.RootUser())
	if len(u.rows) == 0 {
		u.unnamed = true
		t.update(u)
	}
}

// LastUse tells the answer to an exact question about one of the user's keys, and when it was asked.
func (t *Table) LastUse(who iamsvc.Principal, keyID string, use iamsvc.LastUse, asked time.Time) {
	known := Use{State: UseKnown, At: use.At, Service: use.Service, Region: use.Region}
	if use.Never() {
		known = Use{State: UseNever}
	}
	t.setUse(who, keyUse{keyID, known, asked})
}

// NoLastUse tells that the question about a key was not answered: it was denied, or it failed.
func (t *Table) NoLastUse(who iamsvc.Principal, keyID string, denied bool) {
	state := UseFailed
	if denied {
		state = UseDenied
	}
	t.setUse(who, keyUse{keyID: keyID, use: Use{State: state}})
}

func (t *Table) setUse(who iamsvc.Principal, use keyUse) {
	u := t.users[who]
	if u == nil {
		return
	}
	if known, ok := u.exact(use.keyID); ok && known == use && !slices.Contains(u.asking, use.keyID) {
		return // told again, with what else is known of the user
	}
	u.asking = slices.DeleteFunc(u.asking, func(id string) bool { return id == use.keyID })
	u.setUse(use)
	t.update(u)
}

// Quarantined tells whether AWS's quarantine policy is attached to the user. It is kept for when a key of the user is found.
func (t *Table) Quarantined(who iamsvc.Principal, is bool) {
	if u := t.user(who); u.quarantined != is {
		u.quarantined = is
		t.update(u)
	}
}

// Described tells the IDs of those of the user's keys that have a description. It is kept for when a key of the user is found.
func (t *Table) Described(who iamsvc.Principal, keyIDs []string) {
	u := t.user(who)
	u.described, u.tagsKnown = keyIDs, true
	t.update(u)
}

// Forget tells that the user is gone, with all keys.
func (t *Table) Forget(who iamsvc.Principal) {
	if u := t.users[who]; u != nil {
		delete(t.absent, u)
		*u = user{who: who, rows: u.rows}
		t.update(u)
		delete(t.users, who)
	}
}

// Assess counts all ages to another moment and by other thresholds.
func (t *Table) Assess(thresholds Thresholds, now time.Time) {
	t.thresholds, t.now, t.due = thresholds, now, time.Time{}
	t.startBulk()
	for _, u := range t.users {
		t.update(u)
	}
	t.summary = Summary{} // what was taken out of it was counted to another moment
	for _, r := range t.All() {
		t.summary.count(r, now, +1)
	}
}

// user returns what is known of a user, who may be new.
func (t *Table) user(who iamsvc.Principal) *user {
	u := t.users[who]
	if u == nil {
		u = &user{who: who}
		t.users[who] = u
	}
	return u
}
