package iamsvc

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"akia/iamsvc/queue"
)

// CreateAttempt is a create whose answer was lost: what must be known to find out what became of it. It comes with the
// *Error of CreateKey, and is never changed.
type CreateAttempt struct {
	user    Principal
	begun   time.Time       // when it began, by the clock of IAM
	newUser bool            // the user had been made from here just before
	before  map[string]bool // the IDs of the keys that the user had
	ended   time.Time       // when it was given up
	failure Error           // why it was
}

// User returns the name of the user whose key it was to be.
func (a *CreateAttempt) User() Principal { return a.user }

// Until returns when IAM shows every key that the create can have made: from then on a list that shows no new key
// proves that none was made.
func (a *CreateAttempt) Until() time.Time { return a.ended.Add(consistencyDelay) }

// LostKeyError says that a key appeared that a create whose answer was lost has probably made, whose secret never
// arrived. It may still be somebody else's, made at the same time. DeleteKey deletes it as it does any other.
type LostKeyError struct {
	// User is the name of the keys' owner.
	User Principal
	// Made are the keys that appeared since before the create. With more than one of them, someone else has made keys
	// meanwhile, and it cannot be told which.
	Made []Key
	// Uses are the last uses of those of them that could be asked for. None has been used: what is used has its secret
	// elsewhere.
	Uses map[string]LastUse
	// Err is the *Error, of KindLostKey.
	Err *Error
}

// Error returns one sentence that names the keys.
func (e *LostKeyError) Error() string { return e.Err.Error() }

// Unwrap returns Err.
func (e *LostKeyError) Unwrap() error { return e.Err }

// CheckCreate lists the user's keys once (iam:ListAccessKeys) and says what became of a create whose answer was lost.
// What it returns is never nil, and one of three:
//   - a *LostKeyError: a key was made, and its secret never arrived;
//   - an *Error of KindNotCreated: nothing was made, so it can be tried again. It is never said before Until;
//   - an *Error that is Unclear and holds the attempt: not known yet, because it is too early to tell, or because the
//     list failed, whose Kind it then has. Check again later. It holds no attempt if checking again is of no use: the
//     user was renamed, and somebody else has the name now.
func (s *Service) CheckCreate(ctx context.Context, a *CreateAttempt) error {
	list := action{op: "ListAccessKeys", subject: a.user.subject(), user: a.user}
	done, err := s.turns.take(ctx, a.user)
	if err != nil {
		return a.notKnown(s.classify(ctx, list, attempt{}, err))
	}
	defer done()
	now, err := s.listKeys(queue.WithClass(ctx, queue.Write), a.user)
	if err != nil {
		return a.notKnown(AsError(err))
	}
	if made, uses := s.unclaimed(ctx, s.appeared(a, now.keys)); len(made) > 0 {
		return a.lost(made, uses)
	}
	if now.sent.Before(a.Until()) {
		return a.tooEarly()
	}
	if id := s.ownWrites.deletedUnseen(a.user, a.before); id != "" {
		return a.goneAgain(id)
	}
	if err := s.sameUser(ctx, a); err != nil {
		return err
	}
	return a.nothingMade()
}

// sameUser returns why the keys of the user's name tell nothing of the attempt; nil if they do. Somebody else may have
// renamed the user, who has the key, and made another one of that name (iam:GetUser; without the permission that is
// not found out).
func (s *Service) sameUser(ctx context.Context, a *CreateAttempt) error {
	if a.newUser {
		return nil
	}
	u, err := s.User(queue.WithClass(ctx, queue.Write), a.user)
	if e := AsError(err); e != nil {
		if e.Kind == KindDenied {
			return nil
		}
		return a.notKnown(e)
	}
	if u.Created.Before(a.begun.Truncate(time.Second)) || u.Created.After(s.clock.Now()) {
		return nil
	}
	return a.otherUser()
}

// appeared returns those of the keys that were not there before the attempt, and whose secret never arrived here.
func (s *Service) appeared(a *CreateAttempt, keys []Key) []Key {
	var made []Key
	for _, k := range keys {
		if !a.before[k.ID] && !s.ownWrites.hasSecret(k.ID) {
			made = append(made, k)
		}
	}
	return made
}

type createdElsewhere struct{}

// CreatedElsewhere returns a context for ReconcileCreate and CheckCreate that tells which keys are known to have been
// created by somebody else, such as by another akia: they are not the lost one.
func CreatedElsewhere(ctx context.Context, by func(keyID string) bool) context.Context {
	return context.WithValue(ctx, createdElsewhere{}, by)
}

// unclaimed returns those of the keys that may be the lost one, and their last uses (iam:GetAccessKeyLastUsed). A key
// that has been used, or that is known to be somebody else's, is not: nobody has the secret of a lost one. What
// cannot be asked tells nothing.
func (s *Service) unclaimed(ctx context.Context, appeared []Key) ([]Key, map[string]LastUse) {
	by, _ := ctx.Value(createdElsewhere{}).(func(string) bool)
	var made []Key
	uses := map[string]LastUse{}
	for _, k := range appeared {
		if by != nil && by(k.ID) {
			continue
		}
		use, err := s.LastUse(queue.WithClass(ctx, queue.Write), k.ID)
		switch {
		case err != nil:
		case !use.Never():
			continue
		default:
			uses[k.ID] = use
		}
		made = append(made, k)
	}
	return made, uses
}

// lost is the verdict that a key was made.
func (a *CreateAttempt) lost(made []Key, uses map[string]LastUse) *LostKeyError {
	e := a.failure
	e.Kind, e.Unclear, e.Attempt, e.cause = KindLostKey, false, nil, nil
	who := a.user.String()
	if len(made) == 1 {
		e.sentence = fmt.Sprintf("A key of %s appeared while the answer was lost, and its secret never arrived: %s.", who,
			made[0].ID)
		e.remedy = Remedy{Kind: RemedyDeleteUnused}
		if _, known := uses[made[0].ID]; !known {
			e.remedy = Remedy{Kind: RemedyDeleteLost}
		}
		return &LostKeyError{a.user, made, uses, &e}
	}
	ids := make([]string, len(made))
	for i, k := range made {
		ids[i] = k.ID
	}
	e.sentence = fmt.Sprintf("%d keys of %s appeared while the answer was lost: %s. Someone else created keys at "+
		"the same time.",
		len(made), who, strings.Join(ids, ", "))
	e.remedy = Remedy{Kind: RemedyAskWhoCreated, User: a.user}
	return &LostKeyError{a.user, made, uses, &e}
}

// nothingMade is the verdict that no key was made.
func (a *CreateAttempt) nothingMade() *Error {
	e := a.failure
	reason := e.doubt()
	e.Kind, e.Unclear, e.Attempt, e.cause = KindNotCreated, false, nil, nil
	e.sentence = fmt.Sprintf("No key was created for %s: %s", a.user.String(), reason)
	e.remedy = Remedy{Kind: RemedyTryAgain}
	return &e
}

// goneAgain is the verdict that a key was made, and was deleted from here before it was known to be the lost one.
func (a *CreateAttempt) goneAgain(keyID string) *Error {
	e := a.nothingMade()
	e.sentence = fmt.Sprintf("The key created for %s, %s, was deleted from here; its secret never arrived.",
		a.user.String(), keyID)
	return e
}

// tooEarly says that no key is to be seen yet.
func (a *CreateAttempt) tooEarly() *Error {
	e := a.failure
	e.Attempt, e.transient = a, true
	e.sentence = "none is to be seen yet, but IAM shows changes late."
	return &e
}

// otherUser says that the user who has the name now is not the one that the key was for.
func (a *CreateAttempt) otherUser() *Error {
	e := a.failure
	e.Attempt = nil
	e.sentence = "the user was renamed or deleted meanwhile, and the name belongs to another one now."
	return &e
}

// notKnown says that the list failed that would have told.
func (a *CreateAttempt) notKnown(list *Error) *Error {
	e := *list
	e.sentence = list.Error()
	e.Op, e.Subject, e.Unclear, e.Attempt = a.failure.Op, a.user.subject(), true, a
	return &e
}

// looks returns when a create whose answer was lost is looked for, counted from when it was given up. The last one is
// when IAM shows every key that it can have made.
func looks() []time.Duration {
	return []time.Duration{0, 2 * time.Second, 5 * time.Second, 10 * time.Second, consistencyDelay}
}

// ReconcileCreate finds out what became of a create whose answer was lost. It does what CheckCreate does, again and
// again, until the attempt's time of Until has come, and returns as CheckCreate does: at once when a key is seen,
// else at the end. It takes no longer than that unless lists are slow. It also ends when a list fails in a way that a
// repeat does not mend, and when its context does: it is then not known, and can be reconciled or checked again.
func (s *Service) ReconcileCreate(ctx context.Context, a *CreateAttempt) error {
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

// turns makes those who would make a key for one user, or look for one that was lost, wait for each other: else a key
// whose secret is still on its way would be taken for a lost one.
type turns struct {
	mu    sync.Mutex
	users map[Principal]*semaphore.Weighted // taken while it is someone's turn
}

func newTurns() *turns { return &turns{users: map[Principal]*semaphore.Weighted{}} }

// take waits for the caller's turn, and returns what ends it. It returns the context's error if that ends first.
func (t *turns) take(ctx context.Context, user Principal) (done func(), err error) {
	t.mu.Lock()
	name := user.folded()
	turn := t.users[name]
	if turn == nil {
		turn = semaphore.NewWeighted(1)
		t.users[name] = turn
	}
	t.mu.Unlock()
	if err := turn.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	return func() { turn.Release(1) }, nil
}
