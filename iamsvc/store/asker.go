package store

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"sync/atomic"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/queue"
)

// Service is what an Asker needs of IAM; [iamsvc.Service] has it all.
type Service interface {
	ListUsers(ctx context.Context, marker string) (iamsvc.UserPage, error)
	ListKeys(ctx context.Context, user iamsvc.Principal) ([]iamsvc.Key, error)
	LastUse(ctx context.Context, keyID string) (iamsvc.LastUse, error)
	WhoAmI(ctx context.Context) (iamsvc.Identity, error)
	Descriptions(ctx context.Context, user iamsvc.Principal) (map[string]string, error)
	User(ctx context.Context, user iamsvc.Principal) (iamsvc.UserDetails, error)
	MFADevices(ctx context.Context, user iamsvc.Principal) ([]iamsvc.MFADevice, error)
	Groups(ctx context.Context, user iamsvc.Principal) ([]iamsvc.Group, error)
	AttachedPolicies(ctx context.Context, user iamsvc.Principal) ([]iamsvc.AttachedPolicy, error)
	InlinePolicies(ctx context.Context, user iamsvc.Principal) ([]string, error)
}

// aheadLimit is how many reads for what is not looked at yet are under way at once.
const aheadLimit = 4

// Asker sends the reads that are wanted, each once however many want it, and puts the answers into the store. It does
// no I/O itself: the calls that it returns do. NewAsker makes one; it is not safe for concurrent use.
type Asker struct {
	store    *Store
	service  Service
	now      func() time.Time
	last     uint64
	inFlight map[Read]flight
}

// flight is a read under way.
type flight struct {
	id      uint64
	urgency *queue.Urgency
	cancel  context.CancelFunc
	made    *atomic.Bool // a call of a sweep has come back, and its answer is on its way to Take
}

// Call is one read to make.
type Call struct {
	// Class is how urgent the read was when it was asked for.
	Class queue.Class
	// Make makes it. It may be called by any goroutine, once, and blocks until the answer is there or the read is ended.
	Make func() Answer
}

// Answer is what came of a read. Take puts it into the store.
type Answer struct {
	Read Read
	// Err says why there is no answer; nil if there is one.
	Err *iamsvc.Error

	from   *Asker
	id     uint64
	record func(s *Store, now time.Time)
}

// NewAsker returns an Asker that asks a service for what a store is to know.
func NewAsker(s *Store, service Service, now func() time.Time) *Asker {
	return &Asker{store: s, service: service, now: now, inFlight: map[Read]flight{}}
}

// Ask makes what is under way what is wanted: it returns the calls for what is not under way yet, makes more urgent
// what is wanted sooner, and ends what nobody wants any more.
func (a *Asker) Ask(wants []Want) []Call {
	wanted := make(map[Read]bool, len(wants))
	for _, w := range wants {
		wanted[w.Read] = true
	}
	a.endWhere(func(r Read) bool { return !wanted[r] })
	var calls []Call
	ahead := a.ahead()
	for _, w := range wants {
		if f, ok := a.inFlight[w.Read]; ok {
			f.urgency.Raise(w.Class)
			continue
		}
		if w.Class == queue.Ahead {
			if ahead >= aheadLimit {
				continue
			}
			ahead++
		}
		calls = append(calls, a.start(w))
	}
	return calls
}

// ahead counts the reads under way for what is not looked at yet.
func (a *Asker) ahead() int {
	n := 0
	for _, f := range a.inFlight {
		if f.urgency.Class() == queue.Ahead {
			n++
		}
	}
	return n
}

func (a *Asker) start(w Want) Call {
	urgency := queue.NewUrgency(w.Class)
	ctx, cancel := context.WithCancel(queue.With(context.Background(), urgency))
	a.last++
	id := a.last
	made := &atomic.Bool{}
	a.inFlight[w.Read] = flight{id, urgency, cancel, made}
	a.store.begin(w.Read, a.now())
	do := a.call(w.Read)
	return Call{w.Class, func() Answer {
		record, err := do(ctx)
		made.Store(w.Class == queue.Sweep)
		return Answer{Read: w.Read, Err: iamsvc.AsError(err), from: a, id: id, record: record}
	}}
}

// End ends a read that nobody waits for any more: what it asks is as unknown as before, and an answer that still
// comes is not taken. An answer to a sweep that is there already, and waits for others to come along, is not lost.
// End reports whether it has ended a read.
func (a *Asker) End(r Read) bool {
	f, ok := a.inFlight[r]
	if !ok || f.made.Load() {
		return false
	}
	f.cancel()
	delete(a.inFlight, r)
	a.store.cancel(r)
	return true
}

// EndAbout ends the reads about a user: what is asked from now on is to be newer than them.
func (a *Asker) EndAbout(user iamsvc.Principal) {
	a.endWhere(func(r Read) bool { return r.User == user })
}

// EndAll ends all reads.
func (a *Asker) EndAll() { a.endWhere(func(Read) bool { return true }) }

// endWhere ends some of the reads, in the order in which they began: what waits behind them goes on in that order, too.
func (a *Asker) endWhere(which func(Read) bool) {
	for _, r := range a.begun(which) {
		a.End(r)
	}
}

// begun returns some of the reads under way, in the order in which they began.
func (a *Asker) begun(which func(Read) bool) []Read {
	var reads []Read
	for r := range a.inFlight {
		if which(r) {
			reads = append(reads, r)
		}
	}
	slices.SortFunc(reads, func(x, y Read) int { return cmp.Compare(a.inFlight[x].id, a.inFlight[y].id) })
	return reads
}

// UnderWay goes through the reads under way, with how urgent each is, in the order in which they began. Each may be
// ended meanwhile.
func (a *Asker) UnderWay() iter.Seq2[Read, queue.Class] {
	return func(yield func(Read, queue.Class) bool) {
		for _, r := range a.begun(func(Read) bool { return true }) {
			f, there := a.inFlight[r]
			if there && !yield(r, f.urgency.Class()) {
				return
			}
		}
	}
}

// Asking reports whether a read is under way.
func (a *Asker) Asking(r Read) bool {
	_, ok := a.inFlight[r]
	return ok
}

// Waiting reports whether a read of a class, or a more urgent one, is under way.
func (a *Asker) Waiting(class queue.Class) bool {
	for _, f := range a.inFlight {
		if !class.Before(f.urgency.Class()) {
			return true
		}
	}
	return false
}

// Take puts an answer into the store. It reports whether the answer was waited for: if not, nothing is recorded.
func (a *Asker) Take(answer Answer) bool {
	f, ok := a.inFlight[answer.Read]
	if !ok || f.id != answer.id || answer.from != a {
		return false
	}
	f.cancel()
	delete(a.inFlight, answer.Read)
	switch {
	case answer.Err == nil:
		answer.record(a.store, a.now())
	case answer.Err.Kind == iamsvc.KindCancelled:
		a.store.cancel(answer.Read)
	default:
		a.store.Fail(answer.Read, answer.Err, a.now())
	}
	return true
}

// call returns what sends a read, and returns what records its answer.
func (a *Asker) call(r Read) func(context.Context) (func(*Store, time.Time), error) {
	svc, user := a.service, r.User
	switch r.Op {
	case AskUsers:
		marker := a.store.markerForNext()
		return sent(func(ctx context.Context) (iamsvc.UserPage, error) { return svc.ListUsers(ctx, marker) },
			(*Store).AddPage)
	case AskKeys:
		return of(svc.ListKeys, user, (*Store).SetKeys)
	case AskLastUse:
		return of(svc.LastUse, r.Key, func(s *Store, keyID string, use iamsvc.LastUse, now time.Time) {
			s.SetLastUse(user, keyID, use, now)
		})
	case AskIdentity:
		return sent(svc.WhoAmI, (*Store).SetIdentity)
	case AskDescriptions:
		return of(svc.Descriptions, user, (*Store).SetDescriptions)
	case AskMFA:
		return of(svc.MFADevices, user, (*Store).SetMFA)
	case AskGroups:
		return of(svc.Groups, user, (*Store).SetGroups)
	case AskAttached:
		return of(svc.AttachedPolicies, user, (*Store).SetAttached)
	case AskInline:
		return of(svc.InlinePolicies, user, (*Store).SetInline)
	default:
		return of(svc.User, user, (*Store).SetUser)
	}
}

// sent is a read without a subject, and how its answer is recorded.
func sent[T any](
	do func(context.Context) (T, error), record func(*Store, T, time.Time),
) func(context.Context) (func(*Store, time.Time), error) {
	return func(ctx context.Context) (func(*Store, time.Time), error) {
		v, err := do(ctx)
		return func(s *Store, now time.Time) { record(s, v, now) }, err
	}
}

// of is a read about a subject.
func of[S, T any](
	do func(context.Context, S) (T, error), subject S, record func(*Store, S, T, time.Time),
) func(context.Context) (func(*Store, time.Time), error) {
	return sent(
		func(ctx context.Context) (T, error) { return do(ctx, subject) },
		func(s *Store, v T, now time.Time) { record(s, subject, v, now) },
	)
}
