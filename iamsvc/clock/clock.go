// Package clock tells the time by which ages are counted. IAM's dates are of IAM's clock: where this machine's is off
// by more than a little, IAM's holds. Every answer of IAM says what time it is there.
package clock

import (
	"sync/atomic"
	"time"
)

// Tolerance is how far this machine's clock may be off before IAM's holds. Requests are refused beyond it as well,
// unless their signatures are corrected.
const Tolerance = 5 * time.Minute

// unsteady is by how much answers may differ in how far the clock is off without the ages being counted anew.
const unsteady = 30 * time.Second

// Clock is this machine's clock, corrected by what the service says. It may be used from any goroutine. New makes one.
type Clock struct {
	machine func() time.Time
	heard   atomic.Bool
	offset  atomic.Int64 // nanoseconds by which the service is ahead; 0 within the tolerance
}

// New returns a clock that goes by that of this machine until Heard says otherwise; nil is time.Now.
func New(machine func() time.Time) *Clock {
	if machine == nil {
		machine = time.Now
	}
	return &Clock{machine: machine}
}

// Now returns the time of the service, as far as is known. Ages of what the service has dated are counted to it.
func (c *Clock) Now() time.Time { return c.Service(c.machine()) }

// Machine returns the time of this machine. What happened here is dated by it.
func (c *Clock) Machine() time.Time { return c.machine() }

// Service returns what time it was there when it was the given time here; the zero time stays.
func (c *Clock) Service(here time.Time) time.Time {
	return shifted(here, time.Duration(c.offset.Load()))
}

// Here returns what time it is here when it is the given time there; the zero time stays.
func (c *Clock) Here(there time.Time) time.Time {
	return shifted(there, -time.Duration(c.offset.Load()))
}

func shifted(t time.Time, by time.Duration) time.Time {
	if by == 0 || t.IsZero() {
		return t
	}
	return t.Round(0).Add(by)
}

// Heard notes what time the service said it was, in an answer to what was sent and received at these times here.
func (c *Clock) Heard(service, sent, received time.Time) {
	if service.IsZero() {
		return
	}
	var off time.Duration
	// Without the monotonic clock, which stands still while a machine sleeps.
	switch sent, received = sent.Round(0), received.Round(0); {
	case service.Before(sent):
		off = service.Sub(sent)
	case service.After(received):
		off = service.Sub(received)
	}
	if off.Abs() <= Tolerance {
		off = 0
	}
	if was := time.Duration(c.offset.Load()); off == 0 || was == 0 || (off-was).Abs() > unsteady {
		c.offset.Store(int64(off))
	}
	c.heard.Store(true)
}

// Known reports whether the service has said what time it is.
func (c *Clock) Known() bool { return c.heard.Load() }

// Ahead returns by how much the service's clock is ahead of this machine's: negative where it is behind, 0 where the
// two agree within the tolerance or the service's is not known.
func (c *Clock) Ahead() time.Duration { return time.Duration(c.offset.Load()) }
