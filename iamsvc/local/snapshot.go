package local

import (
	"context"
	"net/http"
)

// Snapshot returns a handler that answers ListUsers and ListAccessKeys of the account that a request is signed in as of
// now, whatever changes later, for who asks as the service shows its changes late. It asks for no permission, and does
// not answer for another account.
func (s *Server) Snapshot(of *Request) Handler {
	of.account.mu.Lock()
	defer of.account.mu.Unlock()
	as := of.account.listed()
	return func(_ context.Context, r *Request) (any, error) {
		if r.account != of.account {
			return nil, &Error{http.StatusBadRequest, "InvalidAction", "Not the account " + as.id}
		}
		as.mu.Lock()
		defer as.mu.Unlock()
		again := *r
		if u := r.signer.user; u != nil && !u.isRoot {
			if again.signer.user = as.users.find(u.name); again.signer.user == nil {
				return nil, noSuchUser(u.name)
			}
		} else if u != nil {
			again.signer.user = as.root
		}
		switch r.Action {
		case "ListUsers":
			return as.listUsers(&again)
		case "ListAccessKeys":
			return as.listAccessKeys(&again)
		}
		return nil, &Error{http.StatusBadRequest, "InvalidAction", "Could not find operation " + r.Action}
	}
}

// listed returns a copy of the account that knows what its lists of users and of keys show.
func (a *account) listed() *account {
	as := &account{id: a.id, now: a.now, ids: a.ids, root: a.root.listed()}
	for _, u := range a.users.sorted {
		as.users.sorted = append(as.users.sorted, u.listed())
	}
	return as
}

func (u *user) listed() *user {
	as := *u
	as.keys = nil
	for _, k := range u.keys {
		key := *k
		as.keys = append(as.keys, &key)
	}
	return &as
}
