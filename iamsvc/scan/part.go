package scan

import "akia/iamsvc"

const (
	// callsAtOnce is how many calls of one action are handed to the service at a time; it decides when each is sent.
	callsAtOnce = 16
	// denials is after how many denials, and nothing but denials, an action is taken to be denied for all.
	denials = 20
	// failures is after how many failures in a row the scan stops.
	failures = 20
)

// question is what one call asks about: a user's keys if keyID is empty, else the last use of the key.
type question struct {
	user, keyID string
}

// part is the calls of one action.
type part struct {
	most   int
	flying int
	queue  []question
	head   int
	failed []question // to be asked again when the scan is run again

	answered int
	denied   int
	inARow   int           // failures since the last answer
	refusal  *iamsvc.Error // why everything is taken to be denied; nil: it is not
}

func (p *part) add(q question) { p.queue = append(p.queue, q) }

func (p *part) waiting() int { return len(p.queue) - p.head }

func (p *part) empty() bool { return p.waiting() == 0 }

// take returns the next question and takes it out.
func (p *part) take() question {
	q := p.queue[p.head]
	p.head++
	if p.head == len(p.queue) {
		p.queue, p.head = p.queue[:0], 0
	}
	return q
}

// drop takes the next question out to be asked when the scan is run again, and returns it.
func (p *part) drop() question {
	q := p.take()
	p.failed = append(p.failed, q)
	return q
}

// giveBack puts a question to where it is asked next.
func (p *part) giveBack(q question) {
	if p.head > 0 {
		p.head--
		p.queue[p.head] = q
		return
	}
	p.queue = append([]question{q}, p.queue...)
}

// again puts what failed back into the queue.
func (p *part) again() {
	p.queue = append(p.queue, p.failed...)
	p.failed, p.inARow = nil, 0
	if p.refusal != nil { // perhaps it is permitted by now
		p.refusal, p.denied = nil, 0
	}
}

// note counts how a call went.
func (p *part) note(q question, err *iamsvc.Error) {
	switch {
	case err == nil || err.Kind == iamsvc.KindNotFound:
		p.answered++
		p.inARow = 0
	case err.Kind == iamsvc.KindDenied:
		p.inARow = 0
		p.failed = append(p.failed, q)
		if p.denied++; p.denied >= denials && p.answered == 0 {
			p.refusal = err
		}
	default:
		p.inARow++
		p.failed = append(p.failed, q)
	}
}

// fatal reports whether there is no point in going on.
func fatal(err *iamsvc.Error) bool {
	switch err.Kind {
	case iamsvc.KindCancelled, iamsvc.KindNoCredentials, iamsvc.KindExpired, iamsvc.KindCredentials, iamsvc.KindNetwork,
		iamsvc.KindReadOnly:
		return true
	default:
		return false
	}
}
