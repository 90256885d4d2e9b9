package iamsvc

import (
	"context"
	"sync"
)

// turns makes those who would make a key for one user, or look for one that was lost, wait for each other: else a key whose
// secret is still on its way would be taken for a lost one.
type turns struct {
	mu    sync.Mutex
	users map[Principal]chan struct{} // holds an element while it is someone's turn
}

func newTurns() *turns { return &turns{users: map[Principal]chan struct{}{}} }

// take waits for the caller's turn, and returns what ends it. It returns the context's error if that ends first.
func (t *turns) take(ctx context.Context, user Principal) (done func(), err error) {
	t.mu.Lock()
	name := user.folded()
	turn := t.users[name]
	if turn == nil {
		turn = make(chan struct{}, 1)
		t.users[name] = turn
	}
	t.mu.Unlock()
	select {
	case turn <- struct{}{}:
		return func() { <-turn }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
