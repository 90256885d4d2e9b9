package localtest

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"time"

	"akia/iamsvc/local"
)

// Lag is how long the account takes to show its own changes everywhere, as IAM does. The zero value is a service that
// is consistent at once.
type Lag struct {
	// NewKeys is how long a new access key is refused as unknown.
	NewKeys time.Duration
	// Lists is how long ListUsers and ListAccessKeys answer as if a change had not been made.
	Lists time.Duration
}

// SetLag sets the lag of changes from now on. Time goes by the account's clock.
func (s *Server) SetLag(of Lag) {
	s.lag.mu.Lock()
	defer s.lag.mu.Unlock()
	s.lag.of = of
}

// lag is what is not seen yet.
type lag struct {
	mu    sync.Mutex
	of    Lag
	works map[string]time.Time // when a signature with a new key is accepted first, by the key's ID
	past  []snapshot           // oldest first
}

// snapshot is what the lists looked like before a change, and until when they look so.
type snapshot struct {
	answer local.Handler
	until  time.Time
}

// refuses returns an error if the request is signed with a key that is too new.
func (l *lag) refuses(r *local.Request) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if r.At.Before(l.works[r.KeyID]) {
		return &local.Error{
			Status: http.StatusForbidden, Code: "InvalidClientTokenId",
			Message: "The security token included in the request is invalid.",
		}
	}
	return nil
}

// late returns next with lists and new keys that lag behind.
func (s *Server) late(next local.Handler) local.Handler {
	return func(ctx context.Context, r *local.Request) (any, error) {
		switch r.Action {
		case "ListUsers", "ListAccessKeys":
			return s.lag.list(ctx, r, next)
		case "CreateUser", "UpdateUser", "DeleteUser", "CreateAccessKey", "UpdateAccessKey", "DeleteAccessKey":
			s.lag.keep(s, r)
		}
		result, err := next(ctx, r)
		if id, ok := local.NewKeyID(result); ok && err == nil {
			s.lag.created(id, s.now())
		}
		return result, err
	}
}

// list answers out of the oldest snapshot that is still shown and can answer.
func (l *lag) list(ctx context.Context, r *local.Request, next local.Handler) (any, error) {
	result, err := next(ctx, r)
	if err != nil {
		return result, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.past = slices.DeleteFunc(l.past, func(v snapshot) bool { return !r.At.Before(v.until) })
	for _, v := range l.past {
		if as, err := v.answer(ctx, r); err == nil {
			return as, nil
		}
	}
	return result, nil
}

// keep is called before something changes.
func (l *lag) keep(s *Server, r *local.Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.of.Lists > 0 {
		l.past = append(l.past, snapshot{s.Snapshot(r), s.now().Add(l.of.Lists)})
	}
}

// created is called with each new key.
func (l *lag) created(id string, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.of.NewKeys == 0 {
		return
	}
	if l.works == nil {
		l.works = map[string]time.Time{}
	}
	l.works[id] = now.Add(l.of.NewKeys)
}
