package iamsvc

import (
	"context"
	"slices"
	"sync"
	"time"
)

// dispatcher decides which of the waiting calls is sent next. A call waits for two things: a place among the calls under
// way, and a token of its action's bucket. The most urgent class is served first, and within a class whoever came first.
//
// It runs no goroutine of its own: whoever enters, leaves or is woken by the timer lets the next ones go.
type dispatcher struct {
	mu       sync.Mutex
	lanes    map[string]*lane
	arrivals uint64
	busy     int // calls under way that are not writes
	timer    *time.Timer
}

// lane is one IAM action: its bucket, and the calls of each class that wait for it in the order of their arrival.
type lane struct {
	bucket  *bucket
	waiting map[Class][]*ticket
}

// ticket is one call's place in the queue. It keeps its number of arrival when the call has to be sent again, and so comes
// before everything that arrived later.
type ticket struct {
	class     Class
	lane      *lane
	arrival   uint64
	notBefore time.Time     // the call is not sent before; zero: at once
	sent      time.Time     // when it was last let go
	granted   chan struct{} // closed when it is let go
	queued    bool
}

func newDispatcher() *dispatcher { return &dispatcher{lanes: map[string]*lane{}} }

// places returns how many calls that are not writes may be under way for one of the class to be let go. The less urgent
// classes leave places free, so that slow answers to a sweep never keep the screen waiting.
func places(class Class) int {
	switch class {
	case ClassAhead:
		return 12
	case ClassSweep:
		return 8
	default:
		return 16
	}
}

// ticket returns a place in the queue for a call of the action.
func (d *dispatcher) ticket(op string, class Class) *ticket {
	d.mu.Lock()
	defer d.mu.Unlock()
	l := d.lanes[op]
	if l == nil {
		l = &lane{bucket: newBucket(), waiting: map[Class][]*ticket{}}
		d.lanes[op] = l
	}
	d.arrivals++
	return &ticket{class: class, lane: l, arrival: d.arrivals}
}

// wait returns nil when the call may be sent; leave must follow. It returns the context's error if that ends first.
func (d *dispatcher) wait(ctx context.Context, t *ticket) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	d.mu.Lock()
	t.granted = make(chan struct{})
	t.lane.add(t)
	d.letGo()
	d.mu.Unlock()
	select {
	case <-t.granted:
		return nil
	case <-ctx.Done():
		d.mu.Lock()
		defer d.mu.Unlock()
		if t.queued {
			t.lane.remove(t)
		} else {
			d.free(t)
		}
		d.letGo()
		return ctx.Err()
	}
}

// leave ends the stay of a call that was let go, and tells its bucket how it went.
func (d *dispatcher) leave(t *ticket, outcome outcome) {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := time.Now()
	switch outcome {
	case answered:
		t.lane.bucket.succeeded(now, t.sent)
	case throttled:
		t.lane.bucket.throttled(now, t.sent)
	case unanswered: // says nothing about the rate
	}
	d.free(t)
	d.letGo()
}

// outcome is what a call tells about the rate of its action.
type outcome uint8

const (
	unanswered outcome = iota
	answered
	throttled
)

func (d *dispatcher) free(t *ticket) {
	if t.class != ClassWrite {
		d.busy--
	}
}

// letGo lets every call go that may go now, and sets the timer for the next one.
func (d *dispatcher) letGo() {
	now := time.Now()
	soonest := time.Duration(-1)
	for _, class := range byUrgency() {
		for class == ClassWrite || d.busy < places(class) {
			t, in := d.next(class, now)
			if t == nil {
				if in >= 0 && (soonest < 0 || in < soonest) {
					soonest = in
				}
				break
			}
			d.grant(t, now)
		}
	}
	d.wakeIn(soonest)
}

func (d *dispatcher) grant(t *ticket, now time.Time) {
	t.lane.remove(t)
	t.lane.bucket.take(now)
	if t.class != ClassWrite {
		d.busy++
	}
	t.sent = now
	close(t.granted)
}

// next returns the call of the class to let go, or in how long there will be one; a negative time if none waits.
func (d *dispatcher) next(class Class, now time.Time) (first *ticket, in time.Duration) {
	in = -1
	for _, l := range d.lanes {
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
func (d *dispatcher) wakeIn(in time.Duration) {
	if d.timer != nil {
		d.timer.Stop()
		d.timer = nil
	}
	if in < 0 {
		return
	}
	d.timer = time.AfterFunc(in, func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.letGo()
	})
}

// first returns the lane's call of the class that may go now, or in how long one may; a negative time if none waits.
func (l *lane) first(class Class, now time.Time) (*ticket, time.Duration) {
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
func (l *lane) add(t *ticket) {
	queue := l.waiting[t.class]
	at := len(queue)
	for at > 0 && queue[at-1].arrival > t.arrival {
		at--
	}
	l.waiting[t.class] = slices.Insert(queue, at, t)
	t.queued = true
}

func (l *lane) remove(t *ticket) {
	queue := l.waiting[t.class]
	if i := slices.Index(queue, t); i >= 0 {
		l.waiting[t.class] = slices.Delete(queue, i, i+1)
	}
	t.queued = false
}
