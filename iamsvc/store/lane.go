package store

import (
	"slices"

	"akia/iamsvc"
)

// lane is the reads of one kind that a sweep is to make: those that wait for their turn, those that were given out,
// and those that failed.
type lane struct {
	op     Op
	queue  []Read
	head   int
	open   []Read
	failed []Read

	answered int
	denied   int
	inARow   int           // failures since the last answer
	refusal  *iamsvc.Error // why everything is taken to be denied; nil: it is not
}

// add has a read wait behind all others.
func (l *lane) add(r Read) { l.queue = append(l.queue, r) }

// first has a read wait before all others.
func (l *lane) first(r Read) {
	if l.head > 0 {
		l.head--
		l.queue[l.head] = r
		return
	}
	l.queue = append([]Read{r}, l.queue...)
}

// pop returns the read whose turn it is; false if none waits.
func (l *lane) pop() (Read, bool) {
	if l.head == len(l.queue) {
		l.queue, l.head = l.queue[:0], 0
		return Read{}, false
	}
	l.head++
	return l.queue[l.head-1], true
}

// waiting returns how many reads have no answer.
func (l *lane) waiting() int { return len(l.queue) - l.head + len(l.open) }

func (l *lane) empty() bool { return l.waiting() == 0 }

// forgive takes a read out of those that failed: it has become known from elsewhere.
func (l *lane) forgive(was progress, r Read) {
	if was == failed {
		l.failed = slices.DeleteFunc(l.failed, func(o Read) bool { return o == r })
	}
}
