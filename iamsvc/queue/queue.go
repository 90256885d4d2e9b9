// Package queue decides which of the calls that wait is sent next, and how fast: by class, by order of arrival, and
// by one token bucket for each IAM action that slows down when IAM throttles it and recovers.
package queue

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Queue decides which of the waiting calls is sent next. A call waits for two things: a place among the calls under
// way, and a token of its action's bucket. The most urgent class is served first, and within a class whoever came
// first.
//
// It runs no goroutine of its own: whoever enters, leaves or is woken by the timer lets the next ones go.
type Queue struct {
	mu       sync.Mutex
	lanes    map[string]*lane
	arrivals uint64
	busy     int // calls under way that are not writes
	timer    *time.Timer
}

// lane is one IAM action: its bucket, and the calls of each class that wait for it in the order of their arrival.
type lane struct {
	bucket  *bucket
	waiting map[Class][]*Ticket
}

// Ticket is one call's place in the queue. It keeps its number of arrival when the call has to be sent again, and so
// comes before everything that arrived later.
type Ticket struct {
	queue     *Queue
	urgency   *Urgency
	class     Class // since it entered the queue last
	lane      *lane
	arrival   uint64
	notBefore time.Time     // the call is not sent before; zero: at once
	sent      time.Time     // when it was last let go
	granted   chan struct{} // closed when it is let go
	queued    bool
}

// NotBefore has the call wait until a moment when it enters the queue next.
func (t *Ticket) NotBefore(at time.Time) { t.notBefore = at }

// New returns an empty queue.
func New() *Queue { return &Queue{lanes: map[string]*lane{}} }

// places returns how many calls that are not writes may be under way for one of the class to be let go. The less urgent
// classes leave places free, so that slow answers to a sweep never keep the screen waiting.
func places(class Class) int {
	switch class {
	case Ahead:
		return 12
	case Sweep:
		return 8
	default:
		return 16
	}
}

// Ticket returns a place in the queue for a reading call of the action, as urgent as the context says.
func (q *Queue) Ticket(ctx context.Context, op string) *Ticket { return q.ticket(op, urgencyOf(ctx)) }

// WriteTicket returns a place for a call that writes.
func (q *Queue) WriteTicket(op string) *Ticket { return q.ticket(op, NewUrgency(Write)) }

func (q *Queue) ticket(op string, urgency *Urgency) *Ticket {
	q.mu.Lock()
	defer q.mu.Unlock()
	l := q.lanes[op]
	if l == nil {
		l = &lane{bucket: newBucket(), waiting: map[Class][]*Ticket{}}
		q.lanes[op] = l
	}
	q.arrivals++
	return &Ticket{queue: q, urgency: urgency, lane: l, arrival: q.arrivals}
}

// Wait returns nil when the call may be sent; Leave must follow. It returns the context's error if that ends first.
func (q *Queue) Wait(ctx context.Context, t *Ticket) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	t.urgency.enter(t)
	defer t.urgency.exit(t)
	q.mu.Lock()
	t.class = t.urgency.Class()
	t.granted = make(chan struct{})
	t.lane.add(t)
	q.letGo()
	q.mu.Unlock()
	select {
	case <-t.granted:
		return nil
	case <-ctx.Done():
		q.mu.Lock()
		defer q.mu.Unlock()
		if t.queued {
			t.lane.remove(t)
		} else {
			q.free(t)
		}
		q.letGo()
		return ctx.Err()
	}
}

// raise moves a call that waits to another class.
func (q *Queue) raise(t *Ticket, to Class) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if !t.queued || !to.Before(t.class) {
		return
	}
	t.lane.remove(t)
	t.class = to
	t.lane.add(t)
	q.letGo()
}

// Leave ends the stay of a call that was let go, and tells its bucket how it went.
func (q *Queue) Leave(t *Ticket, outcome Outcome) {
	q.mu.Lock()
	defer q.mu.Unlock()
	now := time.Now()
	switch outcome {
	case Answered:
		t.lane.bucket.succeeded(now, t.sent)
	case Throttled:
		t.lane.bucket.throttled(now, t.sent)
	case Unanswered: // says nothing about the rate
	}
	q.free(t)
	q.letGo()
}

// Outcome is what a call tells about the rate of its action.
type Outcome uint8

// The outcomes: no answer came, an answer came be it a failure, or IAM limited the rate.
const (
	Unanswered Outcome = iota
	Answered
	Throttled
)

func (q *Queue) free(t *Ticket) {
	if t.class != Write {
		q.busy--
	}
}

// letGo lets every call go that may go now, and sets the timer for the next one.
func (q *Queue) letGo() {
	now := time.Now()
	soonest := time.Duration(-1)
	for _, class := range byUrgency() {
		for class == Write || q.busy < places(class) {
			t, in := q.next(class, now)
			if t == nil {
				if in >= 0 && (soonest < 0 || in < soonest) {
					soonest = in
				}
				break
			}
			q.grant(t, now)
		}
	}
	q.wakeIn(soonest)
}

func (q *Queue) grant(t *Ticket, now time.Time) {
	t.lane.remove(t)
	t.lane.bucket.take(now)
	if t.class != Write {
		q.busy++
	}
	t.sent = now
	close(t.granted)
}

// next returns the call of the class to let go, or in how long there will be one; a negative time if none waits.
func (q *Queue) next(class Class, now time.Time) (first *Ticket, in time.Duration) {
	in = -1
	for _, l := range q.lanes {
		t, wait := l.first(class, now)
		switch {
		case t != nil && (first == nil || t.arrival < first.arrival):
			first = t
		case t == nil && wait >= 0 && (in < 0 || wait < in):
			in = wait
		}
	}
	return first, in
}

// wakeIn lets the waiting calls look again after the time given; never if that is negative.
func (q *Queue) wakeIn(in time.Duration) {
	if q.timer != nil {
		q.timer.Stop()
		q.timer = nil
	}
	if in < 0 {
		return
	}
	q.timer = time.AfterFunc(in, func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		q.letGo()
	})
}

// first returns the lane's call of the class that may go now, or in how long one may; a negative time if none waits.
func (l *lane) first(class Class, now time.Time) (*Ticket, time.Duration) {
	queue := l.waiting[class]
	if len(queue) == 0 {
		return nil, -1
	}
	token := l.bucket.wait(now)
	soonest := time.Duration(-1)
	for _, t := range queue {
		pause := t.notBefore.Sub(now)
		if pause <= 0 && token == 0 {
			return t, 0
		}
		if in := max(pause, token); soonest < 0 || in < soonest {
			soonest = in
		}
		if pause <= 0 {
			break // those behind it wait for the same token
		}
	}
	return nil, soonest
}

// add puts a call where its number of arrival belongs.
func (l *lane) add(t *Ticket) {
	queue := l.waiting[t.class]
	at := len(queue)
	for at > 0 && queue[at-1].arrival > t.arrival {
		at--
	}
	l.waiting[t.class] = slices.Insert(queue, at, t)
	t.queued = true
}

func (l *lane) remove(t *Ticket) {
	queue := l.waiting[t.class]
	if i := slices.Index(queue, t); i >= 0 {
		l.waiting[t.class] = slices.Delete(queue, i, i+1)
	}
	t.queued = false
}
