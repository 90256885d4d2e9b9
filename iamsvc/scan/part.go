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

// part is the questions of one action, and its calls.
type part struct {
	most    int
	flying  int                 // calls under way
	entries map[question]*entry // by subject
	queue   []*entry            // what need not be asked any more is passed over when it is its turn
	head    int
	first   []*entry // to be asked before those in the queue, the last one first
	again   []*entry // what has failed: if it still has when the scan is run again, it is asked again

	waiting int // how many questions wait
	held    int // and how many of these somebody else asks
	failed  int

	answered int
	denied   int
	inARow   int           // failures since the last answer
	refusal  *iamsvc.Error // why everything is taken to be denied; nil: it is not
}

func newPart() part { return part{most: callsAtOnce, entries: map[question]*entry{}} }

// entry returns what is kept of a question.
func (p *part) entry(q question) *entry {
	e := p.entries[q.subject()]
	switch {
	case e == nil:
		e = &entry{question: q}
		p.entries[q.subject()] = e
	case e.user.IsZero():
		e.user = q.user // of a key that became known before its user was
	}
	return e
}

// set moves a question to another state.
func (p *part) set(e *entry, to state) {
	p.count(e, -1)
	e.state = to
	p.count(e, +1)
}

// claim notes whether somebody else asks a question.
func (p *part) claim(e *entry, on bool) {
	p.count(e, -1)
	e.claimed = on
	p.count(e, +1)
}

func (p *part) count(e *entry, by int) {
	switch e.state {
	case waiting:
		p.waiting += by
		if e.claimed {
			p.held += by
		}
	case failed:
		p.failed += by
	default:
	}
}

// add puts a question behind all others.
func (p *part) add(e *entry) {
	p.set(e, waiting)
	if !e.queued {
		e.queued = true
		p.queue = append(p.queue, e)
	}
}

// giveBack puts a question to where it is asked next, unless it has a place.
func (p *part) giveBack(e *entry) {
	p.set(e, waiting)
	if !e.queued {
		e.queued = true
		p.first = append(p.first, e)
	}
}

// release ends that somebody else asks a question.
func (p *part) release(e *entry) {
	if !e.claimed {
		return
	}
	p.claim(e, false)
	if e.state == waiting {
		p.giveBack(e)
	}
}

// empty reports whether there is nothing to take: what waits is asked by somebody else.
func (p *part) empty() bool { return p.waiting == p.held }

// take returns the next question, which there must be. What it passes over it takes out for good: on the whole it costs the same
// however many there are.
func (p *part) take() *entry {
	for {
		e := p.pop()
		e.queued = false
		if e.state == waiting && !e.claimed {
			p.set(e, flying)
			return e
		}
	}
}

func (p *part) pop() *entry {
	if n := len(p.first); n > 0 {
		e := p.first[n-1]
		p.first = p.first[:n-1]
		return e
	}
	e := p.queue[p.head]
	p.head++
	if p.head == len(p.queue) {
		p.queue, p.head = p.queue[:0], 0
	}
	return e
}

// fail puts a question aside to be asked when the scan is run again.
func (p *part) fail(e *entry) {
	p.set(e, failed)
	p.again = append(p.again, e)
}

// restart puts what failed back into the queue.
func (p *part) restart() {
	for _, e := range p.again {
		if e.state == failed {
			p.add(e)
		}
	}
	p.again, p.inARow = nil, 0
	if p.refusal != nil { // perhaps it is permitted by now
		p.refusal, p.denied = nil, 0
	}
}

// note counts how a call went, and puts its question aside if it failed.
func (p *part) note(e *entry, err *iamsvc.Error) {
	switch {
	case err == nil || err.Kind == iamsvc.KindNotFound:
		p.answered++
		p.inARow = 0
		return
	case err.Kind == iamsvc.KindDenied:
		p.inARow = 0
		if p.denied++; p.denied >= denials && p.answered == 0 {
			p.refusal = err
		}
	default:
		p.inARow++
	}
	p.fail(e)
}

// fatal reports whether there is no point in going on.
func fatal(err *iamsvc.Error) bool {
	switch err.Kind {
	case iamsvc.KindCancelled, iamsvc.KindNoCredentials, iamsvc.KindExpired, iamsvc.KindCredentials, iamsvc.KindNetwork,
		iamsvc.KindReadOnly, iamsvc.KindOtherSigner:
		return true
	default:
		return false
	}
}
