package queue

import (
	"time"

	"golang.org/x/time/rate"
)

// The pace of one action. IAM publishes no limits, so a bucket starts generously and learns from being throttled.
const (
	fullRate  rate.Limit = 50 // calls a second while nothing is throttled
	fullBurst            = 50
	minRate   rate.Limit = 1
	cutFactor            = 0.7
	regain    rate.Limit = 1 // calls a second won back in each second of success
)

// bucket is the token bucket of one IAM action. Its methods take the time so that they can be told it; they are not
// safe for concurrent use.
type bucket struct {
	limiter  *rate.Limiter
	lastCut  time.Time
	lastGain time.Time
}

func newBucket() *bucket { return &bucket{limiter: rate.NewLimiter(fullRate, fullBurst)} }

// wait returns how long to wait for the next token; zero if there is one.
func (b *bucket) wait(now time.Time) time.Duration {
	missing := 1 - b.limiter.TokensAt(now)
	if missing <= 0 {
		return 0
	}
	// A microsecond more than the arithmetic says, so that rounding never wakes anyone too early.
	return time.Duration(missing/float64(b.limiter.Limit())*float64(time.Second)) + time.Microsecond
}

// take takes a token and reports whether there was one.
func (b *bucket) take(now time.Time) bool { return b.limiter.AllowN(now, 1) }

// throttled slows down after a call that was sent at the time given met Throttling. The calls in flight when the rate
// was cut last say nothing about the rate since, so they cut it no further: sixteen refusals at once are one piece of
// news.
func (b *bucket) throttled(now, sent time.Time) {
	if !b.lastCut.IsZero() && sent.Before(b.lastCut) {
		return
	}
	b.lastCut, b.lastGain = now, now
	b.set(now, max(minRate, b.limiter.Limit()*cutFactor))
	// What was saved up is worth nothing: sent at once, it would be refused as well and cut the rate again.
	b.limiter.AllowN(now, int(b.limiter.TokensAt(now)))
}

// succeeded wins back a little of the rate after a call that was sent at the time given went through.
func (b *bucket) succeeded(now, sent time.Time) {
	if b.limiter.Limit() >= fullRate || sent.Before(b.lastCut) {
		return
	}
	gain := regain * rate.Limit(now.Sub(b.lastGain).Seconds())
	b.lastGain = now
	b.set(now, min(fullRate, b.limiter.Limit()+gain))
}

// set changes the rate, and the burst with it: a slowed bucket saves up a quarter of a second at most.
func (b *bucket) set(now time.Time, limit rate.Limit) {
	burst := fullBurst
	if limit < fullRate {
		burst = max(1, int(limit/4))
	}
	b.limiter.SetLimitAt(now, limit)
	b.limiter.SetBurstAt(now, burst)
}
