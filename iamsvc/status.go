package iamsvc

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
)

// SetStatus makes the user's key active or inactive (iam:UpdateAccessKey). To set the status
// that a key has already is a success. A key that was deleted, here or elsewhere, is an *Error of KindNotFound.
func (s *Service) SetStatus(ctx context.Context, user Principal, keyID string, to Status) error {
	a := action{op: "UpdateAccessKey", subject: keyID, user: user, named: true, write: true}
	if err := s.mayWrite(a); err != nil {
		return err
	}
	if to != Active && to != Inactive {
		return invalid(fmt.Sprintf("A key can be made %s or %s, nothing else.", Active, Inactive))
	}
	in := &iam.UpdateAccessKeyInput{UserName: user.param(), AccessKeyId: &keyID, Status: types.StatusType(to)}
	_, _, err := send(ctx, s, a, func(ctx context.Context) (*iam.UpdateAccessKeyOutput, error) {
		return s.iam.UpdateAccessKey(ctx, in)
	})
	switch e := AsError(err); {
	case e == nil:
		s.overlay.statusSet(keyID, to)
		return nil
	case e.Unclear:
		s.overlay.forgetStatus(keyID)
		return e
	case e.Kind == KindNotFound:
		return s.keyGone(a, e)
	default:
		return e
	}
}
