package queue

import (
	"context"
	"sync"
)

// Class says how urgent a call is: of the calls that wait, those of a more urgent class are sent first. The zero
// Class is that of what a person looks at.
type Class uint8

// The classes. In the order of urgency they are: write, in view, ahead, sweep.
const (
	InView Class = iota // what is on the screen now
	Write               // changes, and the reads that a change depends on; never waits for a free place
	Ahead               // what will probably be looked at next
	Sweep               // what goes through the whole account
)

// classes is how many there are.
const classes = 4

// byUrgency returns all classes, the most urgent first.
func byUrgency() [classes]Class { return [classes]Class{Write, InView, Ahead, Sweep} }

// Before reports whether a call of the class is sent before one of the other.
func (c Class) Before(other Class) bool { return c.rank() < other.rank() }

func (c Class) rank() int {
	for i, class := range byUrgency() {
		if class == c {
			return i
		}
	}
	return classes
}

// Urgency is the class of all calls that are made with one context. It can be raised while they wait: somebody who
// needs the answer sooner lifts the call that is in the queue instead of sending a second one. NewUrgency makes one;
// its methods may be called from any goroutine.
type Urgency struct {
	mu      sync.Mutex
	class   Class
	waiting map[*Ticket]struct{}
}

// NewUrgency returns an urgency of a class.
func NewUrgency(class Class) *Urgency { return &Urgency{class: class, waiting: map[*Ticket]struct{}{}} }

// Class returns the class as it is now.
func (u *Urgency) Class() Class {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.class
}

// Raise makes the calls, those that wait and those to come, as urgent as a class. It never makes them less urgent.
func (u *Urgency) Raise(to Class) {
	u.mu.Lock()
	if !to.Before(u.class) {
		u.mu.Unlock()
		return
	}
	u.class = to
	waiting := make([]*Ticket, 0, len(u.waiting))
	for t := range u.waiting {
		waiting = append(waiting, t)
	}
	u.mu.Unlock()
	for _, t := range waiting {
		t.queue.raise(t, to)
	}
}

func (u *Urgency) enter(t *Ticket) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.waiting[t] = struct{}{}
}

func (u *Urgency) exit(t *Ticket) {
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.waiting, t)
}

type urgencyKey struct{}

// With returns a context whose reading calls have the given urgency. Methods that write are of class Write whatever the
// context says.
func With(ctx context.Context, u *Urgency) context.Context {
	return context.WithValue(ctx, urgencyKey{}, u)
}

// WithClass is With for an urgency that nobody raises.
func WithClass(ctx context.Context, class Class) context.Context { return With(ctx, NewUrgency(class)) }

// urgencyOf returns the urgency of a context; that of what a person looks at if it has none.
func urgencyOf(ctx context.Context) *Urgency {
	if u, ok := ctx.Value(urgencyKey{}).(*Urgency); ok {
		return u
	}
	return NewUrgency(InView)
}
