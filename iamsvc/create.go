package iamsvc

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
)

// CreateKey makes an active access key for the user, or for the caller if the name is empty (iam:CreateAccessKey). It is
// sent once: again only if IAM refused it for its rate. An *Error that is Unclear means that a key may exist whose secret
// never arrived.
func (s *Service) CreateKey(ctx context.Context, user string) (NewKey, error) {
	a := action{op: "CreateAccessKey", subject: user, write: true, once: true}
	if err := s.mayWrite(a); err != nil {
		return NewKey{}, err
	}
	out, last, err := send(ctx, s, a, func(ctx context.Context) (*iam.CreateAccessKeyOutput, error) {
		return s.iam.CreateAccessKey(ctx, &iam.CreateAccessKeyInput{UserName: unlessNone(user)})
	})
	if err != nil {
		return NewKey{}, err
	}
	made := out.AccessKey
	if made == nil || aws.ToString(made.AccessKeyId) == "" || aws.ToString(made.SecretAccessKey) == "" {
		e := s.blank(a, last)
		e.Unclear = true
		return NewKey{}, e
	}
	k := NewKey{
		Key: Key{
			ID: *made.AccessKeyId, User: or(aws.ToString(made.UserName), user),
			Status: Status(made.Status), Created: utc(made.CreateDate),
		},
		Secret: NewSecret(*made.SecretAccessKey),
	}
	s.overlay.created(user, k.Key)
	return k, nil
}

// mayWrite returns the refusal of a write when the service is read-only. The clients refuse it as well.
func (s *Service) mayWrite(a action) error {
	if !s.readOnly {
		return nil
	}
	return s.classify(context.Background(), a, attempt{}, errReadOnly)
}
