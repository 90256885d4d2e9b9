package ui

import (
	"sync"
	"time"
)

// mailbox brings what several goroutines find out to one command at a time, in batches: however fast they are, the screen
// gets one message for what has come together. Putting something in never blocks.
type mailbox[T any] struct {
	gather time.Duration // how long to go on collecting after the first

	mu     sync.Mutex
	items  []T
	signal chan struct{} // has an element when there is something to take
}

func newMailbox[T any](gather time.Duration) *mailbox[T] {
	return &mailbox[T]{gather: gather, signal: make(chan struct{}, 1)}
}

func (b *mailbox[T]) put(item T) {
	b.mu.Lock()
	b.items = append(b.items, item)
	b.mu.Unlock()
	select {
	case b.signal <- struct{}{}:
	default: // it is awake
	}
}

// take waits for the next items and returns them.
func (b *mailbox[T]) take() []T {
	<-b.signal
	if b.gather > 0 {
		time.Sleep(b.gather)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	items := b.items
	b.items = nil
	return items
}
