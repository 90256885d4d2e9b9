package iamsvc

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
)

// SetStatus makes the user's key active or inactive (iam:UpdateAccessKey). To set the status that a key has already
// is a success. A key that was deleted, here or elsewhere, is an *Error of KindNotFound.
//
// Where IAM does not find the key at its user it is asked who has the key now (iam:GetAccessKeyLastUsed). A
// deactivation goes on under the present owner, which a *RenamedError without an *Error tells; an activation is
// refused with one that has one. An *Error of KindKeyUnknown means that the key may still work.
func (s *Service) SetStatus(ctx context.Context, user Principal, keyID string, to Status) error {
	a := action{op: "UpdateAccessKey", subject: keyID, user: user, named: true, write: true}
	if err := s.mayWrite(a); err != nil {
		return err
	}
	if to != Active && to != Inactive {
		return invalid(fmt.Sprintf("A key can be made %s or %s, nothing else.", Active, Inactive))
	}
	e := s.setStatus(ctx, a, to)
	for try := 0; e != nil && e.Kind == KindNotFound && !e.Unclear; try++ {
		now, failure := s.whoHas(ctx, a, e)
		if now.IsZero() {
			if failure == nil {
				return nil
			}
			return failure
		}
		if to != Inactive || try == mostRenames {
			a.user = user
			return renamed(a, now)
		}
		a.user = now
		e = s.setStatus(ctx, a, to)
	}
	switch {
	case e != nil:
		return e
	case a.user != user:
		return &RenamedError{KeyID: keyID, Was: user, Now: a.user}
	}
	return nil
}

// mostRenames is how many new names of a user one change follows.
const mostRenames = 3

// setStatus changes the status of a key of the action's user.
func (s *Service) setStatus(ctx context.Context, a action, to Status) *Error {
	in := &iam.UpdateAccessKeyInput{UserName: a.user.param(), AccessKeyId: &a.subject, Status: types.StatusType(to)}
	_, _, err := send(ctx, s, a, func(ctx context.Context) (*iam.UpdateAccessKeyOutput, error) {
		return s.iam.UpdateAccessKey(ctx, in)
	})
	e := AsError(err)
	switch {
	case e == nil:
		s.overlay.statusSet(a.subject, to)
	case e.Unclear:
		s.overlay.forgetStatus(a.subject)
	}
	return e
}
