package iamsvc

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
)

// SetStatus makes the user's key active or inactive (iam:UpdateAccessKey); an empty user is the caller. To set the status
// that a key has already is a success.
func (s *Service) SetStatus(ctx context.Context, user, keyID string, to Status) error {
	a := action{op: "UpdateAccessKey", subject: keyID, write: true}
	if err := s.mayWrite(a); err != nil {
		return err
	}
	if to != Active && to != Inactive {
		return invalid(fmt.Sprintf("A key can be made %s or %s, nothing else.", Active, Inactive))
	}
	in := &iam.UpdateAccessKeyInput{UserName: unlessNone(user), AccessKeyId: &keyID, Status: types.StatusType(to)}
	_, _, err := send(ctx, s, a, func(ctx context.Context) (*iam.UpdateAccessKeyOutput, error) {
		return s.iam.UpdateAccessKey(ctx, in)
	})
	switch e := AsError(err); {
	case e == nil:
		s.overlay.statusSet(keyID, to)
	case e.Unclear:
		s.overlay.forgetStatus(keyID)
	}
	return err
}
