package iamsvc

import (
	"sync"
	"time"
)

// newcomers are the users that were made here so short a time ago that IAM may not know them everywhere yet.
type newcomers struct {
	mu   sync.Mutex
	now  func() time.Time
	made map[Principal]time.Time // by name in lower case: when the answer came
}

func newNewcomers(now func() time.Time) *newcomers {
	return &newcomers{now: now, made: map[Principal]time.Time{}}
}

func (n *newcomers) came(user Principal) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.made[user.folded()] = n.now()
}

func (n *newcomers) went(user Principal) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.made, user.folded())
}

// has reports whether the user was made here lately.
func (n *newcomers) has(user Principal) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	at, ok := n.made[user.folded()]
	return ok && n.now().Before(at.Add(settle))
}
