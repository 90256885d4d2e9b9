package iamsvc

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
)

// CreateKey makes an active access key for the user, or for the caller if the name is empty (iam:CreateAccessKey). It is
// sent once: again only if IAM refused it for its rate. An *Error that is Unclear means that a key may exist whose secret
// never arrived.
func (s *Service) CreateKey(ctx context.Context, user string) (NewKey, error) {
	a := action{op: "CreateAccessKey", subject: user, write: true, once: true}
	if err := s.mayWrite(a); err != nil {
		return NewKey{}, err
	}
	out, _, err := send(ctx, s, a, func(ctx context.Context) (*iam.CreateAccessKeyOutput, error) {
		out, err := s.iam.CreateAccessKey(ctx, &iam.CreateAccessKeyInput{UserName: unlessNone(user)})
		if err == nil && !whole(out.AccessKey) {
			return nil, &oddAnswer{"tells no key ID or no secret"}
		}
		return out, err
	})
	if err != nil {
		return NewKey{}, err
	}
	k := NewKey{
		Key: Key{
			ID: *out.AccessKey.AccessKeyId, User: or(aws.ToString(out.AccessKey.UserName), user),
			Status: Status(out.AccessKey.Status), Created: utc(out.AccessKey.CreateDate),
		},
		Secret: NewSecret(*out.AccessKey.SecretAccessKey),
	}
	s.overlay.created(user, k.Key)
	return k, nil
}

// whole reports whether an answer holds what makes a key of use.
func whole(made *types.AccessKey) bool {
	return made != nil && aws.ToString(made.AccessKeyId) != "" && aws.ToString(made.SecretAccessKey) != ""
}

// mayWrite returns the refusal of a write when the service is read-only. The clients refuse it as well.
func (s *Service) mayWrite(a action) error {
	if !s.readOnly {
		return nil
	}
	return s.classify(context.Background(), a, attempt{}, errReadOnly)
}
