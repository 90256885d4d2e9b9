package iamsvc

import (
	"context"
	"fmt"

	"akia/iamsvc/queue"
)

// RenamedError says that a key belongs to another user than the one it was to be changed of: a user keeps its keys
// when it is renamed (iam:UpdateUser). Where Err is nil the change was carried out all the same, under the present
// name, and AsError finds no failure; else nothing was done, and Err says so.
type RenamedError struct {
	KeyID    string
	Was, Now Principal
	// Err is the *Error, of KindRenamed; nil for a change that was carried out.
	Err *Error
}

// Error returns one sentence that names both users.
func (e *RenamedError) Error() string {
	if e.Err != nil {
		return e.Err.Error()
	}
	return e.KeyID + " belongs to " + e.Now.String() + " now, no longer to " + e.Was.String() + "."
}

// Unwrap returns Err; nil for a change that was carried out.
func (e *RenamedError) Unwrap() error {
	if e.Err == nil {
		return nil
	}
	return e.Err
}

// renamed is the refusal to change a key of another user than the one that the person saw.
func renamed(a action, now Principal) *RenamedError {
	return &RenamedError{a.subject, a.user, now, &Error{
		Kind: KindRenamed, Op: a.op, Subject: a.subject,
		sentence: fmt.Sprintf("%s belongs to %s now, no longer to %s. Nothing was changed.", a.subject, now, a.user),
		remedy:   Remedy{Kind: RemedyDecideOnKeyOf, User: now},
	}}
}

// whoHas finds out what became of a key that IAM did not find at the user of the action: its present owner, or an
// error of KindNotFound if it is gone, of KindKeyUnknown if that cannot be told, or nil if it being gone is what was
// wanted.
func (s *Service) whoHas(ctx context.Context, a action, missing *Error) (Principal, *Error) {
	return s.ownerOf(ctx, a, missing, s.ownWrites.mayHaveDeleted(a.subject) && !missing.userIsGone())
}

// ownerOf is whoHas; likely is whether a deletion from here whose end is not known explains best that the key is
// missing. It does not where IAM names another owner: the user may have been renamed, and another made under the name.
func (s *Service) ownerOf(ctx context.Context, a action, missing *Error, likely bool) (Principal, *Error) {
	if s.ownWrites.deleted(a.subject) || s.overlay.madeLately(a.subject) {
		return Principal{}, s.keyGone(a, missing)
	}
	use, err := s.LastUse(queue.WithClass(ctx, queue.Write), a.subject)
	switch e := AsError(err); {
	case e == nil && use.User.kind == namedUser && !use.User.SameUser(a.user):
		return use.User, nil
	case e == nil && likely: // where a key is deleted GetAccessKeyLastUsed may be late
		return Principal{}, s.keyGone(a, missing)
	case e == nil:
		return Principal{}, a.keyUnknown(missing, "IAM still names "+use.User.String()+" as its owner.",
			Remedy{Kind: RemedyRepeatSoon})
	case e.Kind == KindNotFound, e.Kind == KindDenied && (likely || s.signer.mayLookUp()):
		return Principal{}, s.keyGone(a, missing)
	case e.Kind == KindDenied:
		return Principal{}, a.keyUnknown(missing, "Its user may have been renamed, and you may not look it up.",
			Remedy{Kind: RemedyPermission, Permission: permissionFor("GetAccessKeyLastUsed")})
	default:
		return Principal{}, a.keyUnknown(missing, "Its user may have been renamed. "+e.Error(), Remedy{Kind: RemedyTryAgain})
	}
}

// WhoHas finds out what became of a key that its user does not have any more (iam:GetAccessKeyLastUsed): it returns
// the present owner, which is another user, or an *Error of KindNotFound if the key is gone, or of KindKeyUnknown if
// that cannot be told.
func (s *Service) WhoHas(ctx context.Context, was Principal, keyID string) (Principal, error) {
	missing := &Error{Kind: KindNotFound, Op: "DeleteAccessKey", Subject: keyID}
	now, e := s.ownerOf(ctx, action{op: "DeleteAccessKey", subject: keyID, user: was}, missing, false)
	if e != nil {
		return Principal{}, e
	}
	return now, nil
}

// keyUnknown says that a key was not found at its user, and that it may work all the same.
func (a action) keyUnknown(missing *Error, why string, remedy Remedy) *Error {
	e := *missing
	e.Kind, e.Op, e.Subject, e.transient = KindKeyUnknown, a.op, a.subject, false
	e.sentence = fmt.Sprintf("%s wasn't found under %s, so it isn't known whether it still works. %s", a.subject,
		a.user, why)
	e.remedy = remedy
	return &e
}
