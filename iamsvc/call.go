package iamsvc

import (
	"context"
	"net/http"
	"time"

	"akia/iamsvc/queue"
)

// Call is what the observer is told of one call of an operation: once when it has ended, and before that once for each
// attempt that met Throttling and is made again.
type Call struct {
	Op        string // the operation, such as "ListUsers"
	Subject   string // the user name or key ID it is about; empty for neither
	Start     time.Time
	Duration  time.Duration // from Start, with the time in the queue
	Attempts  int           // how often it was sent so far; 0 if it ended in the queue
	Throttled bool          // the call has not ended: IAM limits the rate, and the call is queued again
	RequestID string        // of the last attempt; empty if no answer came
	Err       *Error        // of the last attempt; nil for a success
}

// How failed calls are repeated.
const (
	maxAttempts      = 3                      // for failures other than Throttling
	firstPause       = 100 * time.Millisecond // before the second attempt; doubled for each further one
	longestPause     = 2 * time.Second
	throttlePatience = time.Minute // how long a call goes on being throttled before it gives up
	newUserPause     = time.Second // before IAM is asked again about a user whom it does not know everywhere yet
)

// action is one operation as the queue sees it.
type action struct {
	op      string
	subject string
	user    Principal // who must exist for it
	named   bool      // it is about the user, whose name is sent; nobody is refused
	write   bool
	// anySigner is for an operation that may be signed by whoever the credentials belong to by now.
	anySigner bool
	// once is for an operation that must not be carried out twice: it is repeated only if nothing can have been done.
	once bool
	// goneIsDone is for an operation whose repeat finds its entity gone if the first attempt was carried out.
	goneIsDone bool
}

// send carries out one action: it waits for its turn, sends, and repeats what is safe to repeat. Its error is an
// *Error. The attempt returned is the last one made.
func send[Out any](
	ctx context.Context, s *Service, a action, do func(context.Context) (Out, error),
) (Out, attempt, error) {
	r := newRun(ctx, s, a)
	ctx, err := s.mayName(ctx, a)
	if err != nil {
		var none Out
		return none, attempt{}, r.end(s.classify(ctx, a, attempt{}, err), attempt{})
	}
	for {
		signed, err := s.sameSigner(ctx, a)
		if err != nil {
			var none Out
			return none, attempt{}, r.end(s.classify(ctx, a, attempt{}, err), attempt{})
		}
		// A connection that has lain idle may be dead without our knowing, and what is lost on it is unclear.
		last := attempt{fresh: a.once, left: r.left}
		if err := s.queue.Wait(ctx, r.ticket); err != nil {
			var none Out
			return none, last, r.end(s.classify(ctx, a, last, err), last)
		}
		out, err := do(withAttempt(signed, &last))
		r.call.Attempts++
		s.clock.Heard(last.date, last.begun, s.now())
		r.left -= last.spent
		failure := s.classify(ctx, a, last, err)
		s.queue.Leave(r.ticket, outcomeOf(failure))
		if !r.again(failure, last) {
			return out, last, r.end(failure, last)
		}
	}
}

// run is one call under way.
type run struct {
	s        *Service
	a        action
	ticket   *queue.Ticket
	call     Call
	begun    time.Time
	left     time.Duration // that attempts may still take
	unclear  bool          // an attempt may have been carried out without our knowing
	failures int           // attempts that failed otherwise than by Throttling
	refusals int           // attempts that met Throttling
	refused  time.Time     // when the first of them did
}

func newRun(ctx context.Context, s *Service, a action) *run {
	ticket := s.queue.Ticket(ctx, a.op)
	if a.write {
		ticket = s.queue.WriteTicket(a.op)
	}
	return &run{
		s: s, a: a, ticket: ticket,
		call: Call{Op: a.op, Subject: a.subject, Start: s.now()}, begun: time.Now(),
		left: s.options.Deadline,
	}
}

// outcomeOf returns what an attempt tells about the rate of its action.
func outcomeOf(failure *Error) queue.Outcome {
	switch {
	case failure == nil:
		return queue.Answered
	case failure.Kind == KindThrottled:
		return queue.Throttled
	case failure.status != 0:
		return queue.Answered
	default:
		return queue.Unanswered
	}
}

// again reports whether the action is to be sent once more, and sets when.
func (r *run) again(failure *Error, last attempt) bool {
	switch {
	case failure == nil:
		return false
	case r.left <= 0:
		r.unclear = r.unclear || r.a.write && unclear(last)
		return false
	case failure.Kind == KindThrottled:
		return r.againThrottled(failure, last)
	case failure.Kind == KindNotFound && r.tooNew(failure):
		r.ticket.NotBefore(time.Now().Add(newUserPause))
		return true
	}
	r.unclear = r.unclear || r.a.write && unclear(last)
	r.failures++
	if !failure.transient || r.failures >= maxAttempts || r.a.once && (last.status == 0 || unclear(last)) {
		return false
	}
	r.ticket.NotBefore(time.Now().Add(backoff(r.failures-1, r.s.draw)))
	return true
}

func (r *run) againThrottled(failure *Error, last attempt) bool {
	if r.refusals == 0 {
		r.refused = time.Now()
	}
	r.refusals++
	if time.Since(r.refused) >= throttlePatience {
		return false
	}
	r.report(failure, last, true)
	r.ticket.NotBefore(time.Now().Add(backoff(r.refusals-1, r.s.draw)))
	return true
}

// tooNew reports whether what IAM does not know is a user that was made here a moment ago. One that may just have been
// deleted is not waited for.
func (r *run) tooNew(failure *Error) bool {
	if !failure.userIsGone() || r.unclear && r.a.goneIsDone {
		return false
	}
	return r.s.newUsers.has(r.a.user.folded())
}

// unclear reports whether the attempt may have been carried out though it failed. An answer that refuses is proof
// that it was not; no answer, an internal error and an answer that makes no sense prove nothing.
func unclear(last attempt) bool {
	refused := last.status >= 300 && last.status < 500 && last.status != http.StatusRequestTimeout
	return last.reached && !refused
}

// end reports the call to the observer and returns its error.
func (r *run) end(failure *Error, last attempt) error {
	if failure != nil && failure.Kind == KindNotFound && r.unclear && r.a.goneIsDone {
		failure = nil
	}
	if failure != nil && failure.Kind != KindNotFound && r.unclear {
		failure.Unclear = true
	}
	r.report(failure, last, false)
	if failure == nil {
		return nil
	}
	return failure
}

func (r *run) report(failure *Error, last attempt, throttled bool) {
	c := r.call
	c.Duration = time.Since(r.begun)
	c.Throttled, c.RequestID, c.Err = throttled, last.requestID, failure
	r.s.observe(c)
}

// backoff returns how long to wait after the nth failure in a row, counted from 0. It is drawn at random from the upper
// half of a span that doubles, so that calls that failed together do not come back together.
func backoff(n int, draw func() float64) time.Duration {
	span := min(firstPause<<min(n, 10), longestPause)
	return span/2 + time.Duration(draw()*float64(span/2))
}
