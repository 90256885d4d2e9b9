package stage

import (
	"sync"
	"time"
)

// Mailbox brings what several goroutines find out to one command at a time, in batches: however fast they are, the
// screen gets one message for what has come together. Putting something in never blocks.
type Mailbox[T any] struct {
	Gather time.Duration // how long to go on collecting after the first

	mu     sync.Mutex
	items  []T
	signal chan struct{} // has an element when there is something to take
}

// NewMailbox returns an empty one that goes on collecting for that long after the first item.
func NewMailbox[T any](gather time.Duration) *Mailbox[T] {
	return &Mailbox[T]{Gather: gather, signal: make(chan struct{}, 1)}
}

// Put adds an item, and never blocks.
func (b *Mailbox[T]) Put(item T) {
	b.mu.Lock()
	b.items = append(b.items, item)
	b.mu.Unlock()
	select {
	case b.signal <- struct{}{}:
	default: // it is awake
	}
}

// Take waits for the next items and returns them.
func (b *Mailbox[T]) Take() []T {
	<-b.signal
	if b.Gather > 0 {
		time.Sleep(b.Gather)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	items := b.items
	b.items = nil
	return items
}
