package store

import "time"

// Progress is how far a sweep is.
type Progress struct {
	// Users is for how many users it is known which keys they have, Total how many users there are. Total is 0 while that
	// is not known.
	Users, Total int
	// Listed is true when the list of users has been read to its end.
	Listed bool
	// Keys is how many keys those users have, Uses for how many of them the last use is known.
	Keys, Uses int
	// Calls is how many of its questions have been answered.
	Calls int
	// Failed is how many questions failed or were denied. They are asked again when the sweep is started again.
	Failed int
	// Rate is how many calls a second were answered of late; 0 if that is not known yet.
	Rate float64
	// Left is how long the rest takes at the pace of late; LeftKnown is false while there is too little to go by.
	Left      time.Duration
	LeftKnown bool
	Paused    bool
}

// counts is what has been done so far. What became known from elsewhere is in the first three, and not in the last:
// it says nothing about how quickly the sweep goes.
type counts struct {
	users, keys, uses  int
	calls, lists, last int // answered calls: all, lists of keys, last uses
}

// Progress returns how far the sweep is.
func (w *Sweep) Progress() Progress {
	p := Progress{
		Users: w.count.users, Keys: w.count.keys, Uses: w.count.uses, Calls: w.count.calls,
		Failed: len(w.lists.failed) + len(w.uses.failed), Paused: w.paused, Listed: !w.store.UsersOpen(),
	}
	switch {
	case p.Listed:
		p.Total = len(w.store.Users())
	case w.expected > 0:
		p.Total = max(w.expected, len(w.store.Users()))
	}
	now := w.now()
	if !w.paused {
		p.Rate = w.pace.rate(now, func(c counts) int { return c.calls })
	}
	p.Left, p.LeftKnown = w.left(now, p)
	return p
}

// left estimates how long the rest takes. Lists and last uses go side by side, each at its own rate: the slower one
// decides. How many keys are yet to be found is told by how many were found so far.
func (w *Sweep) left(now time.Time, p Progress) (time.Duration, bool) {
	if p.Total == 0 || p.Users == 0 || w.paused {
		return 0, false
	}
	users := max(0, p.Total-p.Users-len(w.lists.failed))
	keys := float64(w.uses.waiting())
	if w.uses.refusal == nil {
		keys += float64(users) * float64(p.Keys) / float64(p.Users)
	}
	lists, ok := duration(float64(users), w.pace.rate(now, func(c counts) int { return c.lists }))
	uses, okToo := duration(keys, w.pace.rate(now, func(c counts) int { return c.last }))
	return max(lists, uses), ok && okToo
}

// duration returns how long so many take at a rate; false if the rate is not known.
func duration(n, rate float64) (time.Duration, bool) {
	switch {
	case n == 0:
		return 0, true
	case rate <= 0:
		return 0, false
	default:
		return time.Duration(n / rate * float64(time.Second)), true
	}
}

// How the pace of late is measured.
const (
	paceSpan  = 20 * time.Second // over how long
	paceLeast = 4 * time.Second  // with less than that there is nothing to go by
	paceStep  = time.Second      // between two samples
)

// pace is what was done when, over the last while.
type pace struct {
	samples []sample
}

type sample struct {
	at time.Time
	counts
}

// reset forgets everything: what comes next goes at another pace.
func (p *pace) reset() { p.samples = p.samples[:0] }

// note remembers how far the sweep is.
func (p *pace) note(now time.Time, c counts) {
	n := len(p.samples)
	if n > 1 && p.samples[n-1].at.Sub(p.samples[n-2].at) < paceStep {
		p.samples[n-1] = sample{now, c} // the last one moves on until it is far enough from the one before
		return
	}
	p.samples = append(p.samples, sample{now, c})
	for len(p.samples) > 2 && now.Sub(p.samples[1].at) >= paceSpan {
		p.samples = p.samples[1:]
	}
}

// rate returns how many of something were done in a second; 0 if that is not known.
func (p *pace) rate(now time.Time, of func(counts) int) float64 {
	if len(p.samples) < 2 {
		return 0
	}
	first, last := p.samples[0], p.samples[len(p.samples)-1]
	if took := now.Sub(first.at); took >= paceLeast {
		return float64(of(last.counts)-of(first.counts)) / took.Seconds()
	}
	return 0
}
