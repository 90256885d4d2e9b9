package iamsvc

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/iam"

	"akia/iamsvc/queue"
)

// DeleteKey deletes the key that the person saw (iam:DeleteAccessKey). It reads the key's status and, if that was
// known, its last use again first (iam:ListAccessKeys and iam:GetAccessKeyLastUsed, side by side): if they are not
// what the person saw it returns a *ChangedError; if someone else has deleted the key, an *Error of KindNotFound; if
// they cannot be read, that error. If the key belongs to another user by now it returns a *RenamedError. In all these
// cases nothing is deleted. To delete again what may have been deleted from here is a success.
//
// Where IAM lists another status than a toggle from here has set a moment ago, it is asked again for up to 15 s:
// either it is late, or someone else has toggled the key back.
//
// If the key had a description, that is removed after the key (iam:UntagUser). If that fails, the error is a
// *LeftDescriptionError, which is a warning: the key is deleted.
func (s *Service) DeleteKey(ctx context.Context, seen SeenKey) error {
	a := action{
		op: "DeleteAccessKey", subject: seen.Key.ID, user: seen.Key.User, named: true, write: true,
		goneIsDone: true,
	}
	if err := s.mayWrite(a); err != nil {
		return err
	}
	if err := s.deleteSeen(ctx, a, seen); err != nil {
		return err
	}
	return s.undescribeDeleted(ctx, seen)
}

// deleteSeen deletes the key, but not its description.
func (s *Service) deleteSeen(ctx context.Context, a action, seen SeenKey) error {
	now, err := s.look(ctx, seen)
	if err != nil {
		return s.deleteFailed(ctx, a, seen, AsError(err))
	}
	if changed(seen, now) {
		return &ChangedError{Now: now, Err: &Error{
			Kind: KindChanged, Op: a.op, Subject: a.subject, sentence: changedSentence(seen, now),
		}}
	}
	in := &iam.DeleteAccessKeyInput{UserName: seen.Key.User.param(), AccessKeyId: &seen.Key.ID}
	_, _, err = send(ctx, s, a, func(ctx context.Context) (*iam.DeleteAccessKeyOutput, error) {
		return s.iam.DeleteAccessKey(ctx, in)
	})
	if err != nil {
		return s.deleteFailed(ctx, a, seen, AsError(err))
	}
	s.overlay.deleted(a.subject)
	s.ownWrites.deleteSent(seen.Key.User, a.subject, true)
	return nil
}

// deleteFailed returns the error of a delete; nil if it turns out to be none.
func (s *Service) deleteFailed(ctx context.Context, a action, seen SeenKey, e *Error) error {
	switch {
	case e.Unclear:
		s.overlay.forget(a.subject)
		s.ownWrites.deleteSent(seen.Key.User, a.subject, false)
	case e.Kind == KindNotFound:
		now, failure := s.whoHas(ctx, a, e)
		switch {
		case !now.IsZero():
			return renamed(a, now)
		case failure == nil:
			return nil
		}
		return failure
	}
	return e
}

// look reads again what is compared before a delete. That the key is gone outranks every failure to read its last use:
// IAM denies that for a key that does not exist.
func (s *Service) look(ctx context.Context, seen SeenKey) (SeenKey, error) {
	ctx, cancel := context.WithCancel(queue.WithClass(ctx, queue.Write))
	defer cancel()
	type read struct {
		use LastUse
		err error
	}
	used := make(chan read, 1)
	go func() {
		var r read
		if seen.LastUseKnown {
			r.use, r.err = s.LastUse(ctx, seen.Key.ID)
		}
		used <- r
	}()
	keys, waited, err := s.keysAgreed(ctx, seen.Key)
	at := slices.IndexFunc(keys, func(k Key) bool { return k.ID == seen.Key.ID })
	if err == nil && at < 0 {
		err = gone(seen.Key)
	}
	if err != nil {
		return SeenKey{}, err
	}
	last := <-used
	if waited && seen.LastUseKnown { // the key may have been used meanwhile
		last.use, last.err = s.LastUse(ctx, seen.Key.ID)
	}
	return SeenKey{
		Key: keys[at], LastUse: last.use, LastUseKnown: seen.LastUseKnown, Description: seen.Description,
	}, last.err
}

// keysAgreed lists the keys of a key's user, until IAM itself has said what the key's status is. Our own toggle of a
// moment ago is not enough to delete by: someone else may have activated the key since.
func (s *Service) keysAgreed(ctx context.Context, k Key) (keys []Key, waited bool, err error) {
	for try := range int(consistencyDelay / agreePause) {
		l, err := s.listKeys(ctx, k.User)
		if err != nil || l.agrees(k.ID) {
			return l.keys, try > 0, err
		}
		if err := pause(ctx, agreePause); err != nil {
			return nil, true, s.classify(ctx, action{op: "ListAccessKeys", subject: k.User.subject()}, attempt{}, err)
		}
	}
	l, err := s.listKeys(ctx, k.User)
	return l.listed, true, err
}

// agreePause is how long IAM is given to catch up before it is asked again.
const agreePause = time.Second

// gone is the failure to delete a key that its user no longer has.
func gone(k Key) *Error {
	return &Error{Kind: KindNotFound, Op: "DeleteAccessKey", Subject: k.ID}
}

// changed reports whether the key is no longer what the person saw.
func changed(seen, now SeenKey) bool {
	if seen.Key.Status != now.Key.Status {
		return true
	}
	return seen.LastUseKnown && (!seen.LastUse.At.Equal(now.LastUse.At) ||
		seen.LastUse.Service != now.LastUse.Service || seen.LastUse.Region != now.LastUse.Region)
}

func changedSentence(seen, now SeenKey) string {
	if seen.Key.Status != now.Key.Status {
		return fmt.Sprintf("%s is %s now; you saw it %s. Nothing was deleted.", now.Key.ID, now.Key.Status, seen.Key.Status)
	}
	return fmt.Sprintf("%s was used since you looked. Nothing was deleted.", now.Key.ID)
}

// ChangedError is the refusal to delete a key that is no longer what the person saw. Nothing was done.
type ChangedError struct {
	// Now is the key as it is now, to be shown before asking again.
	Now SeenKey
	// Err is the *Error, of KindChanged.
	Err *Error
}

// Error returns one sentence that says what has changed.
func (e *ChangedError) Error() string { return e.Err.Error() }

// Unwrap returns Err.
func (e *ChangedError) Unwrap() error { return e.Err }

// keyGone returns what to make of a key that was to be changed and is not there, or nil if that is what was wanted: a
// delete after one from here that may have been carried out.
func (s *Service) keyGone(a action, missing *Error) *Error {
	e := *missing
	e.Kind, e.Op, e.Subject, e.transient = KindNotFound, a.op, a.subject, false
	if s.overlay.madeLately(a.subject) {
		e.Kind = KindConflict
		e.sentence = "IAM does not know " + a.subject + " everywhere yet: it was created a moment ago. Nothing was done."
		e.remedy = Remedy{Kind: RemedyRepeatSoon}
		return &e
	}
	s.overlay.deleted(a.subject)
	if !s.ownWrites.mayHaveDeleted(a.subject) {
		return &e
	}
	if a.goneIsDone {
		return nil
	}
	e.sentence = "Key " + a.subject + " does not exist any more: it was deleted from here."
	return &e
}

// LeftDescriptionError is a warning of DeleteKey: the key was deleted, but its description was not removed.
// Undescribe tries that again.
type LeftDescriptionError struct {
	// Err is the *Error of what failed, the removal of the description. Its sentence says that the key is deleted.
	Err *Error
}

// Error returns one sentence that says what was done and what was not.
func (e *LeftDescriptionError) Error() string { return e.Err.Error() }

// Unwrap returns Err.
func (e *LeftDescriptionError) Unwrap() error { return e.Err }

// undescribeDeleted removes the description of a key that was deleted, if it had one.
func (s *Service) undescribeDeleted(ctx context.Context, seen SeenKey) error {
	if seen.Description == "" {
		return nil
	}
	e := AsError(s.Undescribe(ctx, seen.Key.User, seen.Key.ID))
	if e == nil {
		return nil
	}
	reason := e.Error()
	e.Unclear = false // of the key, which is what was asked for, nothing is
	e.sentence = "Key " + seen.Key.ID + " was deleted, but its description was left among the tags of " +
		seen.Key.User.String() + ". " + reason
	return &LeftDescriptionError{e}
}
