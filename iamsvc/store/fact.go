// Package store keeps what is known of an AWS account in one place, and decides what would be worth asking next. It
// does no I/O: answers are put in, facts are read out.
package store

import (
	"time"

	"akia/iamsvc"
)

// State says how much is known of a fact. A screen shows each state differently: nothing is ever drawn as empty or
// "never" because it was not asked, is on its way, or failed.
type State uint8

// The states of a fact.
const (
	Unasked State = iota
	Loading       // asked for the first time, or again after a failure
	Known
	Failed
)

// Fact is one thing that the service can be asked. The zero Fact was never asked.
type Fact[T any] struct {
	// Value is what the service said last; it is kept while the fact is asked again.
	Value T
	// Err says why the last attempt failed; nil if it did not. A value from before may still be there: see Old.
	Err *iamsvc.Error

	known   bool
	loading bool
	since   time.Time // when it was asked
	at      time.Time // when it was answered, if only with a failure
	valueAt time.Time // when Value was answered
	sent    time.Time // when the question was sent that Value answers
	changed time.Time // when Value was last changed from here
}

// State returns how much is known.
func (f *Fact[T]) State() State {
	switch {
	case f == nil:
		return Unasked
	case f.Err != nil:
		return Failed
	case f.known:
		return Known
	case f.loading:
		return Loading
	default:
		return Unasked
	}
}

// Known reports whether the value is what the service said last.
func (f *Fact[T]) Known() bool { return f.State() == Known }

// Fresh reports whether the value is what the service said last, and need not be asked again yet.
func (f *Fact[T]) Fresh(now time.Time) bool { return f.Known() && now.Sub(f.At()) <= Fresh }

// Old reports whether there is a value from before a failed attempt to read it again.
func (f *Fact[T]) Old() bool { return f != nil && f.known && f.Err != nil }

// Asking reports whether an answer is under way, be it the first or a refresh, and since when.
func (f *Fact[T]) Asking() (since time.Time, ok bool) {
	if f == nil || !f.loading {
		return time.Time{}, false
	}
	return f.since, true
}

// At returns when the service answered last; the zero time if it never did.
func (f *Fact[T]) At() time.Time {
	if f == nil {
		return time.Time{}
	}
	return f.at
}

// ValueAt returns when the service said Value; the zero time if it never did.
func (f *Fact[T]) ValueAt() time.Time {
	if f == nil {
		return time.Time{}
	}
	return f.valueAt
}

// Sent returns when the question was sent that Value answers; the zero time if it answers none.
func (f *Fact[T]) Sent() time.Time {
	if f == nil {
		return time.Time{}
	}
	return f.sent
}

// Denied reports whether the last attempt failed for want of a permission.
func (f *Fact[T]) Denied() bool {
	return f != nil && f.Err != nil && f.Err.Kind == iamsvc.KindDenied
}

// due reports whether the fact should be asked, or waited for if it is under way, by a screen that has shown it since
// then: what was fresh at that time is not asked again while it stays there.
func (f *Fact[T]) due(since time.Time) bool {
	if f == nil || f.loading || f.at.IsZero() {
		return true
	}
	keep := Fresh
	if f.Err != nil && f.Err.Kind != iamsvc.KindDenied {
		keep = retryAfter
	}
	return since.Sub(f.at) > keep
}

func (f *Fact[T]) answeredAt() time.Time { return f.At() }

func (f *Fact[T]) failure() *iamsvc.Error {
	if f == nil {
		return nil
	}
	return f.Err
}

func (f *Fact[T]) asking() bool { return f != nil && f.loading }

func (f *Fact[T]) begin(now time.Time) { f.loading, f.since = true, now }

// stop ends a load without an answer: the fact is what it was before.
func (f *Fact[T]) stop() { f.loading = false }

func (f *Fact[T]) set(v T, now time.Time) {
	f.Value, f.Err, f.known, f.loading, f.at, f.valueAt, f.sent = v, nil, true, false, now, now, f.since
}

// answer takes the answer to the question that is waited for, and says whether it did. One that was asked before a
// change from here may not show it: then the question is to be asked again.
func (f *Fact[T]) answer(v T, now time.Time) bool {
	if f.since.Before(f.changed) {
		f.stop()
		f.forget()
		return false
	}
	f.set(v, now)
	return true
}

// learn takes an answer that came by another way than the question that is waited for, if one is, and says whether it
// did: one to a question that was sent before that which Value answers, or before a change from here, is older than
// what is known. A question that was sent later still is waited for all the same, and asked again if nobody waits any
// more.
func (f *Fact[T]) learn(v T, sent, now time.Time) bool {
	switch {
	case f.known && sent.Before(f.sent) || sent.Before(f.changed):
		return false
	case f.loading && sent.Before(f.since):
		f.Value, f.Err, f.known, f.valueAt = v, nil, true, now
	default:
		f.set(v, now)
	}
	f.sent = sent
	return true
}

func (f *Fact[T]) fail(err *iamsvc.Error, now time.Time) {
	f.Err, f.loading, f.at = err, false, now
}

// forget makes the fact one that was never answered, but keeps its value to show until the new answer is there.
func (f *Fact[T]) forget() { f.Err, f.at = nil, time.Time{} }
