package queue

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// These tests run in bubbles: time is that of the bubble, and goes on only while everyone waits.

// call waits for its turn, takes some time, and says how it went. An error is the context's.
func call(ctx context.Context, q *Queue, t *Ticket, took time.Duration, outcome func() Outcome) error {
	if err := q.Wait(ctx, t); err != nil {
		return err
	}
	select {
	case <-time.After(took):
	case <-ctx.Done():
		q.Leave(t, Unanswered)
		return ctx.Err()
	}
	q.Leave(t, outcome())
	return nil
}

// read is a call of a class.
func read(ctx context.Context, q *Queue, op string, class Class, took time.Duration) error {
	return call(ctx, q, q.Ticket(WithClass(ctx, class), op), took, fine)
}

func fine() Outcome { return Answered }

func TestWhatIsInViewOvertakesASweep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := New()
		var sweeps sync.WaitGroup
		for range 500 {
			sweeps.Go(func() {
				_ = read(t.Context(), q, "ListAccessKeys", Sweep, 2*time.Second)
			})
		}
		time.Sleep(5 * time.Second)
		start := time.Now()
		for _, op := range []string{"ListAccessKeys", "GetAccessKeyLastUsed"} {
			if err := read(t.Context(), q, op, InView, 100*time.Millisecond); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(start); took > 250*time.Millisecond {
			t.Errorf("two calls of 100 ms took %s behind a sweep", took)
		}
		sweeps.Wait()
	})
}

func TestClassesAndArrivalsAreInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := New()
		drain(t, q, "ListAccessKeys")
		var order []string
		var mu sync.Mutex
		var all sync.WaitGroup
		for i, class := range []Class{Sweep, Ahead, InView, Write, Sweep, InView} {
			all.Go(func() {
				_ = call(t.Context(), q, q.Ticket(WithClass(t.Context(), class), "ListAccessKeys"), 0, func() Outcome {
					mu.Lock()
					defer mu.Unlock()
					order = append(order, fmt.Sprint(i))
					return Answered
				})
			})
			synctest.Wait()
		}
		all.Wait()
		if got := fmt.Sprint(order); got != "[3 2 5 1 0 4]" {
			t.Errorf("order = %s", got)
		}
	})
}

// TestARaisedCallOvertakes: whoever needs an answer sooner lifts the call that waits already.
func TestARaisedCallOvertakes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := New()
		drain(t, q, "ListAccessKeys")
		var order []int
		var mu sync.Mutex
		var all sync.WaitGroup
		urgencies := make([]*Urgency, 6)
		for i := range urgencies {
			urgencies[i] = NewUrgency(Sweep)
			all.Go(func() {
				_ = call(t.Context(), q, q.Ticket(With(t.Context(), urgencies[i]), "ListAccessKeys"), 0, func() Outcome {
					mu.Lock()
					defer mu.Unlock()
					order = append(order, i)
					return Answered
				})
			})
			synctest.Wait()
		}
		urgencies[4].Raise(InView)
		urgencies[5].Raise(Ahead)
		urgencies[4].Raise(Sweep) // never less urgent
		if got := urgencies[4].Class(); got != InView {
			t.Errorf("the class is %d", got)
		}
		all.Wait()
		if got := fmt.Sprint(order); got != "[4 5 0 1 2 3]" {
			t.Errorf("order = %s", got)
		}
	})
}

// drain uses up the tokens of an action.
func drain(t *testing.T, q *Queue, op string) {
	t.Helper()
	for range fullBurst {
		if err := read(t.Context(), q, op, InView, 0); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPaceRecovers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := New()
		ticket := q.Ticket(t.Context(), "ListUsers")
		for range 3 {
			ticket.NotBefore(time.Now().Add(100 * time.Millisecond))
			if err := call(t.Context(), q, ticket, time.Millisecond, func() Outcome { return Throttled }); err != nil {
				t.Fatal(err)
			}
		}
		b := q.lanes["ListUsers"].bucket
		if slow := b.limiter.Limit(); slow > 18 || slow < 17 {
			t.Errorf("after three refusals: %v calls a second, want 50×0.7³", slow)
		}
		time.Sleep(time.Minute)
		if err := read(t.Context(), q, "ListUsers", InView, time.Millisecond); err != nil {
			t.Fatal(err)
		}
		if b.limiter.Limit() != fullRate || b.limiter.Burst() != fullBurst {
			t.Errorf("a minute later: %v, burst %d", b.limiter.Limit(), b.limiter.Burst())
		}
	})
}

func TestRefusalsOfOneBurstCutOnce(t *testing.T) {
	b, now := newBucket(), time.Now()
	for range 16 {
		b.throttled(now.Add(time.Second), now)
	}
	if got := b.limiter.Limit(); got != fullRate*cutFactor {
		t.Errorf("rate = %v", got)
	}
	for i := range 60 {
		b.throttled(now.Add(time.Duration(2+i)*time.Second), now.Add(time.Duration(2+i)*time.Second))
	}
	if got := b.limiter.Limit(); got != minRate {
		t.Errorf("lowest rate = %v", got)
	}
}

func TestCancelWhileQueued(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := New()
		var calls sync.WaitGroup
		for range 16 {
			calls.Go(func() { _ = read(t.Context(), q, "ListAccessKeys", InView, time.Hour) })
		}
		synctest.Wait()
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- read(ctx, q, "ListUsers", InView, 0) }()
		synctest.Wait()
		start := time.Now()
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) || time.Since(start) != 0 {
			t.Errorf("error = %v after %s", err, time.Since(start))
		}
		if l := q.lanes["ListUsers"]; len(l.waiting[InView]) != 0 {
			t.Error("it is still in the queue")
		}
		// A write does not wait for the sixteen.
		if err := call(t.Context(), q, q.WriteTicket("UpdateAccessKey"), 0, fine); err != nil || time.Since(start) != 0 {
			t.Errorf("a write: %v after %s", err, time.Since(start))
		}
		calls.Wait()
		if q.busy != 0 {
			t.Errorf("%d places are lost", q.busy)
		}
	})
}

func TestNoPlaceIsLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := New()
		var calls sync.WaitGroup
		for i := range 400 {
			calls.Go(func() {
				ctx, cancel := context.WithTimeout(t.Context(), rand.N(3*time.Second))
				defer cancel()
				urgency := NewUrgency(byUrgency()[i%4])
				if i%5 == 0 {
					time.AfterFunc(rand.N(time.Second), func() { urgency.Raise(byUrgency()[rand.IntN(4)]) })
				}
				ticket := q.Ticket(With(ctx, urgency), []string{"A", "B", "C"}[i%3])
				_ = call(ctx, q, ticket, rand.N(time.Second), func() Outcome {
					return []Outcome{Answered, Answered, Answered, Throttled}[rand.IntN(4)]
				})
			})
		}
		calls.Wait()
		if q.busy != 0 {
			t.Errorf("%d places are lost", q.busy)
		}
		for name, l := range q.lanes {
			for class, waiting := range l.waiting {
				if len(waiting) != 0 {
					t.Errorf("%d calls of class %d are left in %s", len(waiting), class, name)
				}
			}
		}
	})
}
