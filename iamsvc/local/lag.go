package local

import (
	"slices"
	"time"
)

// Lag is how long the account takes to show its own changes everywhere, as IAM does. The zero value is a service that is
// consistent at once.
type Lag struct {
	// NewKeys is how long a new access key is refused as unknown.
	NewKeys time.Duration
	// Lists is how long ListUsers and ListAccessKeys answer as if a change had not been made.
	Lists time.Duration
}

// SetLag sets the lag of changes from now on. Time goes by the account's clock.
func (s *Server) SetLag(lag Lag) {
	s.account.mu.Lock()
	defer s.account.mu.Unlock()
	s.account.lag = lag
}

// SetReportTime sets how long a credential report takes to be made by the account's clock. It is 2 seconds at first.
func (s *Server) SetReportTime(d time.Duration) {
	s.account.mu.Lock()
	defer s.account.mu.Unlock()
	s.account.reportTime = d
}

// history is what a list looked like before its latest changes, oldest first.
type history[T any] struct {
	past []version[T]
}

type version[T any] struct {
	items []T
	until time.Time // as long as this is what lists show
}

// at returns what a list shows at a moment, given what it really holds.
func (h *history[T]) at(now time.Time, current []T) []T {
	h.past = slices.DeleteFunc(h.past, func(v version[T]) bool { return !now.Before(v.until) })
	if len(h.past) > 0 {
		return h.past[0].items
	}
	return current
}

// keepUsers is called before the list of users changes.
func (a *account) keepUsers() {
	if a.lag.Lists > 0 {
		a.users.history.past = append(a.users.history.past,
			version[*user]{slices.Clone(a.users.sorted), a.now().Add(a.lag.Lists)})
	}
}

// keepKeys is called before a user's keys change.
func (a *account) keepKeys(u *user) {
	if a.lag.Lists == 0 {
		return
	}
	var items []*accessKey
	for _, k := range u.keys {
		as := *k
		items = append(items, &as)
	}
	u.history.past = append(u.history.past, version[*accessKey]{items, a.now().Add(a.lag.Lists)})
}
