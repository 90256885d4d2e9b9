package iamsvc

import (
	"context"
	"time"
)

// looks returns when a create whose answer was lost is looked for, counted from when it was given up. The last one is when IAM
// shows every key that it can have made.
func looks() []time.Duration {
	return []time.Duration{0, 2 * time.Second, 5 * time.Second, 10 * time.Second, consistencyDelay}
}

// SettleCreate finds out what became of a create whose answer was lost. It does what CheckCreate does, again and again,
// until the attempt's time of Until has come, and returns as CheckCreate does: at once when a key is seen, else at the end.
// It takes no longer than that unless lists are slow. It also ends when a list fails in a way that a repeat does not mend,
// and when its context does: it is then not known, and can be settled or checked again.
func (s *Service) SettleCreate(ctx context.Context, a *CreateAttempt) error {
	times := looks()
	for i, after := range times {
		last := i == len(times)-1
		if !last && !s.now().Before(a.ended.Add(times[i+1])) {
			continue // the next look is due as well
		}
		if err := pause(ctx, a.ended.Add(after).Sub(s.now())); err != nil {
			return a.notKnown(s.classify(ctx, action{op: "ListAccessKeys", subject: a.user.subject()}, attempt{}, err))
		}
		err := s.CheckCreate(ctx, a)
		if e := AsError(err); last || !e.Unclear || !e.transient {
			return err
		}
	}
	return a.tooEarly()
}

// pause returns after the time given, or with the context's error if that ends first.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return ctx.Err()
	case <-ctx.Done():
		return ctx.Err()
	}
}
