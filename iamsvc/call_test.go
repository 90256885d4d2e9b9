package iamsvc

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"akia/iamsvc/queue"

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
				ctx := queue.WithClass(t.Context(), queue.Sweep)
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

// TestCancelledInTheQueue: a call that is given up before it was sent says so, and by the context's own error.
func TestCancelledInTheQueue(t *testing.T) {
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
		cancel()
		err := <-ended
		if e := AsError(err); e == nil || e.Kind != KindCancelled || !errors.Is(err, context.Canceled) {
			t.Errorf("error = %v", err)
		}
		calls.Wait()
	})
}
