package iamsvc

import (
	"strings"
	"sync"
	"time"
)

// newcomers are the users that were made here so short a time ago that IAM may not know them everywhere yet.
type newcomers struct {
	mu   sync.Mutex
	now  func() time.Time
	made map[string]time.Time // by name in lower case: when the answer came
}

func newNewcomers(now func() time.Time) *newcomers {
	return &newcomers{now: now, made: map[string]time.Time{}}
}

func (n *newcomers) came(user string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.made[strings.ToLower(user)] = n.now()
}

func (n *newcomers) went(user string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	delete(n.made, strings.ToLower(user))
}

// has reports whether the user was made here lately.
func (n *newcomers) has(user string) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	at, ok := n.made[strings.ToLower(user)]
	return ok && n.now().Before(at.Add(settle))
}
