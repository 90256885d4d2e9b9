package iamsvc

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/smithy-go"
	"golang.org/x/time/rate"
)

// These tests run in bubbles: time is that of the bubble, and goes on only while everyone waits.

// errThrottling is what IAM answers when calls come too fast.
func errThrottling() error {
	return &smithy.GenericAPIError{Code: "Throttling", Message: "Rate exceeded"}
}

// ask sends a call that takes some time, to a service that answers with an error or nil.
func ask(ctx context.Context, s *Service, a action, took time.Duration, answer func() error) error {
	_, _, err := send(ctx, s, a, func(ctx context.Context) (struct{}, error) {
		at := attemptOf(ctx)
		at.begun, at.reached = time.Now(), true
		select {
		case <-time.After(took):
		case <-ctx.Done():
			return struct{}{}, ctx.Err()
		}
		err := answer()
		at.status = 200
		if err != nil {
			at.status = 400
		}
		return struct{}{}, err
	})
	return err
}

func fine() error { return nil }

// quiet returns a service without clients, whose random numbers are always the same.
func quiet(observe func(Call)) *Service {
	s := newService(Options{Observe: observe})
	s.draw = func() float64 { return 0.5 }
	return s
}

func TestWhatIsInViewOvertakesASweep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := quiet(nil)
		var sweeps sync.WaitGroup
		for range 500 {
			sweeps.Go(func() {
				_ = ask(WithClass(t.Context(), ClassSweep), s, action{op: "ListAccessKeys"}, 2*time.Second, fine)
			})
		}
		time.Sleep(5 * time.Second)
		start := time.Now()
		for _, op := range []string{"ListAccessKeys", "GetAccessKeyLastUsed"} {
			if err := ask(t.Context(), s, action{op: op}, 100*time.Millisecond, fine); err != nil {
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
		s := quiet(nil)
		drain(t, s, "ListAccessKeys")
		var order []string
		var mu sync.Mutex
		var all sync.WaitGroup
		for i, class := range []Class{ClassSweep, ClassAhead, ClassInView, ClassWrite, ClassSweep, ClassInView} {
			all.Go(func() {
				_ = ask(WithClass(t.Context(), class), s, action{op: "ListAccessKeys"}, 0, func() error {
					mu.Lock()
					defer mu.Unlock()
					order = append(order, fmt.Sprint(i))
					return nil
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

// drain uses up the tokens of an action.
func drain(t *testing.T, s *Service, op string) {
	t.Helper()
	for range fullBurst {
		if err := ask(t.Context(), s, action{op: op}, 0, fine); err != nil {
			t.Fatal(err)
		}
	}
}

// limited is a service that allows 20 calls a second.
func limited() func() error {
	limiter := rate.NewLimiter(20, 20)
	return func() error {
		if limiter.Allow() {
			return nil
		}
		return errThrottling()
	}
}

func TestThrottlingSlowsDownAndNothingFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var slowed, ended atomic.Int64
		s := quiet(func(c Call) {
			if c.Throttled {
				slowed.Add(1)
			} else {
				ended.Add(1)
			}
		})
		answer := limited()
		start := time.Now()
		var all sync.WaitGroup
		for i := range 300 {
			all.Go(func() {
				ctx := WithClass(t.Context(), ClassSweep)
				if err := ask(ctx, s, action{op: "ListAccessKeys", subject: fmt.Sprint(i)}, 30*time.Millisecond, answer); err != nil {
					t.Error(err)
				}
			})
		}
		time.Sleep(4 * time.Second)
		visible := time.Now()
		if err := ask(t.Context(), s, action{op: "ListAccessKeys"}, 30*time.Millisecond, answer); err != nil {
			t.Error(err)
		}
		if took := time.Since(visible); took > 3*time.Second {
			t.Errorf("the visible user's keys took %s", took)
		}
		all.Wait()
		took := time.Since(start)
		t.Logf("301 calls in %s, %d throttled attempts", took, slowed.Load())
		if ended.Load() != 301 || slowed.Load() == 0 {
			t.Errorf("%d ended, %d throttled", ended.Load(), slowed.Load())
		}
		if took > 25*time.Second { // 14 s at the best
			t.Errorf("it took %s", took)
		}
		if slowed.Load() > 60 {
			t.Errorf("%d attempts were throttled: it does not slow down", slowed.Load())
		}
	})
}

func TestPaceRecovers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := quiet(nil)
		left := 3
		answer := func() error {
			if left--; left >= 0 {
				return errThrottling()
			}
			return nil
		}
		a := action{op: "ListUsers"}
		if err := ask(t.Context(), s, a, time.Millisecond, answer); err != nil {
			t.Fatal(err)
		}
		b := s.queue.lanes["ListUsers"].bucket
		if slow := b.limiter.Limit(); slow > 18 || slow < 17 {
			t.Errorf("after three refusals: %v calls a second, want 50×0.7³", slow)
		}
		time.Sleep(time.Minute)
		if err := ask(t.Context(), s, a, time.Millisecond, answer); err != nil {
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

func TestThrottlingWithoutEndIsToldAfterAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := quiet(nil)
		start := time.Now()
		err := ask(t.Context(), s, action{op: "ListUsers"}, 10*time.Millisecond, errThrottling)
		if e := AsError(err); e == nil || e.Kind != KindThrottled || e.Code != "Throttling" {
			t.Errorf("error = %v", err)
		}
		if took := time.Since(start); took < throttlePatience || took > throttlePatience+5*time.Second {
			t.Errorf("it gave up after %s", took)
		}
	})
}

func TestCancelWhileQueued(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := quiet(nil)
		var calls sync.WaitGroup
		for range 16 {
			calls.Go(func() { _ = ask(t.Context(), s, action{op: "ListAccessKeys"}, time.Hour, fine) })
		}
		synctest.Wait()
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- ask(ctx, s, action{op: "ListUsers"}, 0, fine) }()
		synctest.Wait()
		start := time.Now()
		cancel()
		err := <-ended
		if e := AsError(err); e == nil || e.Kind != KindCancelled || !errors.Is(err, context.Canceled) || time.Since(start) != 0 {
			t.Errorf("error = %v after %s", err, time.Since(start))
		}
		if l := s.queue.lanes["ListUsers"]; len(l.waiting[ClassInView]) != 0 {
			t.Error("it is still in the queue")
		}
		// A write does not wait for the sixteen.
		if err := ask(t.Context(), s, action{op: "UpdateAccessKey", write: true}, 0, fine); err != nil || time.Since(start) != 0 {
			t.Errorf("a write: %v after %s", err, time.Since(start))
		}
		calls.Wait()
		if s.queue.busy != 0 {
			t.Errorf("%d places are lost", s.queue.busy)
		}
	})
}

func TestNoPlaceIsLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := quiet(nil)
		var calls sync.WaitGroup
		for i := range 400 {
			calls.Go(func() {
				ctx, cancel := context.WithTimeout(t.Context(), rand.N(3*time.Second))
				defer cancel()
				ctx = WithClass(ctx, byUrgency()[i%4])
				_ = ask(ctx, s, action{op: []string{"A", "B", "C"}[i%3]}, rand.N(time.Second), func() error {
					if rand.IntN(5) == 0 {
						return errThrottling()
					}
					return nil
				})
			})
		}
		calls.Wait()
		if s.queue.busy != 0 {
			t.Errorf("%d places are lost", s.queue.busy)
		}
		for name, l := range s.queue.lanes {
			for class, queue := range l.waiting {
				if len(queue) != 0 {
					t.Errorf("%d calls of class %d are left in %s", len(queue), class, name)
				}
			}
		}
	})
}

func TestRepeatsPauseBriefly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := quiet(nil)
		var at []time.Duration
		start := time.Now()
		_, _, err := send(t.Context(), s, action{op: "ListUsers"}, func(ctx context.Context) (struct{}, error) {
			at = append(at, time.Since(start))
			attemptOf(ctx).status = 500
			return struct{}{}, &smithy.GenericAPIError{Code: "ServiceFailure"}
		})
		if err == nil || fmt.Sprint(at) != "[0s 75ms 225ms]" {
			t.Errorf("%v: attempts at %v", err, at)
		}
	})
}
