package audit

import (
	"slices"

	"akia/iamsvc"
)

// Question is something that is not known of the account and can be asked: a list of the user's keys if KeyID is empty
// ([iamsvc.Service.ListKeys]), else the last use of the key ([iamsvc.Service.LastUse]).
type Question struct {
	User  iamsvc.Principal
	KeyID string
}

// Next returns what is worth asking next, n questions at most: what the visible rows lack, from the first to the last, and
// then what the others do. Only users that have keys are asked about, and nothing is asked that is known. Each question is
// given once: it is answered by Keys or LastUse, by Failed, or given back by Unasked.
//
// The last use of an ambiguous row is asked only where it is visible.
func (t *Table) Next(visible []Ref, n int) []Question {
	var next []Question
	for _, ref := range visible {
		if len(next) >= n {
			return next
		}
		if q, ok := t.lacking(ref); ok {
			next = append(next, t.give(q))
		}
	}
	for len(next) < n {
		u := t.wanted.first()
		if u == nil {
			break
		}
		if q, ok := t.question(u); ok {
			next = append(next, t.give(q))
		} else {
			t.wanted.drop()
		}
	}
	return next
}

// lacking returns what a row on the screen lacks.
func (t *Table) lacking(ref Ref) (Question, bool) {
	r, ok := t.Row(ref)
	if !ok {
		return Question{}, false
	}
	u := t.owner[ref]
	if r.KeyID == "" {
		return Question{User: u.who}, u.wantsList(r)
	}
	return Question{u.who, r.KeyID}, r.Join == JoinAmbiguous && u.mayAsk(r.KeyID) || u.wantsUse(r)
}

// question returns what else is to be asked about a user.
func (t *Table) question(u *user) (Question, bool) {
	if t.absent[u] && !u.loading && u.list == ListUnasked {
		return Question{User: u.who}, true
	}
	for _, ref := range u.rows {
		switch r := &t.rows[ref]; {
		case u.wantsList(*r):
			return Question{User: u.who}, true
		case u.wantsUse(*r):
			return Question{u.who, r.KeyID}, true
		}
	}
	return Question{}, false
}

// wantsList reports whether the row's key ID would be learned by listing. The keys of the root user cannot be listed by
// others.
func (u *user) wantsList(r Row) bool {
	return r.KeyID == "" && !r.Root() && !u.loading && u.list != ListDenied && u.list != ListFailed
}

func (u *user) wantsUse(r Row) bool {
	return r.KeyID != "" && r.Use.State == UseUnknown && !r.Root() && u.mayAsk(r.KeyID)
}

// mayAsk reports whether the key's last use has not been asked for yet.
func (u *user) mayAsk(keyID string) bool {
	_, known := u.exact(keyID)
	return !known && !slices.Contains(u.asking, keyID)
}

// give notes that the question is under way.
func (t *Table) give(q Question) Question {
	u := t.users[q.User]
	if q.KeyID == "" {
		u.loading = true
	} else {
		u.asking = append(u.asking, q.KeyID)
	}
	return q
}

// Unasked gives back a question that was not asked, or whose call was cancelled.
func (t *Table) Unasked(q Question) {
	u := t.users[q.User]
	if u == nil {
		return
	}
	if q.KeyID == "" {
		u.loading = false
	} else {
		u.asking = slices.DeleteFunc(u.asking, func(id string) bool { return id == q.KeyID })
	}
	t.wanted.add(u)
}

// Failed tells that a question was not answered: it was denied, or it failed. It is not given again until Retry.
func (t *Table) Failed(q Question, denied bool) {
	u := t.users[q.User]
	if u == nil {
		return
	}
	if q.KeyID != "" {
		t.NoLastUse(q.User, q.KeyID, denied)
		return
	}
	u.loading, u.list = false, ListFailed
	if denied {
		u.list = ListDenied
	}
	t.update(u)
}

// Retry has Next give again what was denied or failed. It costs what the account is large.
func (t *Table) Retry() {
	t.startBulk()
	for _, u := range t.users {
		if u.list == ListDenied || u.list == ListFailed {
			u.list = ListUnasked
		}
		u.uses = slices.DeleteFunc(u.uses, func(k keyUse) bool { return !answered(k.use) })
		t.update(u)
	}
}

// queue is the users about whom there is something to ask, in the order in which that became known.
type queue struct {
	users []*user
	head  int
}

func (q *queue) add(u *user) {
	if !u.queued {
		u.queued = true
		q.users = append(q.users, u)
	}
}

func (q *queue) first() *user {
	if q.head == len(q.users) {
		return nil
	}
	return q.users[q.head]
}

func (q *queue) drop() {
	q.users[q.head].queued = false
	q.users[q.head] = nil
	if q.head++; q.head == len(q.users) {
		q.users, q.head = q.users[:0], 0
	}
}
