package iamsvc

import (
	"context"

	"akia/iamsvc/queue"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
)

// CreateKey makes an active access key for the user (iam:CreateAccessKey). It lists the user's keys first
// (iam:ListAccessKeys); if that fails, it returns that error and nothing is made. The create is sent once: again only
// if IAM refused it for its rate.
//
// An *Error that is Unclear means that a key may exist whose secret never arrived. It is returned at once and holds
// an Attempt, with which ReconcileCreate or CheckCreate find out. The creates of one user, and these looks, wait for
// each other.
func (s *Service) CreateKey(ctx context.Context, user Principal) (NewKey, error) {
	a := action{op: "CreateAccessKey", subject: user.subject(), user: user, named: true, write: true, once: true}
	if err := s.mayWrite(a); err != nil {
		return NewKey{}, err
	}
	done, err := s.turns.take(ctx, user)
	if err != nil {
		return NewKey{}, s.classify(ctx, a, attempt{}, err)
	}
	defer done()
	lost := CreateAttempt{user: user, begun: s.clock.Now(), newUser: s.newUsers.has(user.folded())}
	if lost.before, err = s.keysBefore(ctx, user); err != nil {
		return NewKey{}, err
	}
	out, _, err := send(ctx, s, a, func(ctx context.Context) (*iam.CreateAccessKeyOutput, error) {
		out, err := s.iam.CreateAccessKey(ctx, &iam.CreateAccessKeyInput{UserName: user.param()})
		if err == nil && !whole(out.AccessKey) {
			return nil, &malformedResponse{what: "tells no key ID or no secret"}
		}
		return out, err
	})
	if err != nil {
		return NewKey{}, s.createFailed(AsError(err), lost)
	}
	k := newKey(user, out.AccessKey)
	s.ownWrites.secretArrived(k.ID)
	s.overlay.created(user, k.Key)
	return k, nil
}

// whole reports whether an answer holds what makes a key of use.
func whole(made *types.AccessKey) bool {
	return made != nil && aws.ToString(made.AccessKeyId) != "" && aws.ToString(made.SecretAccessKey) != ""
}

func newKey(user Principal, made *types.AccessKey) NewKey {
	return NewKey{
		Key: Key{
			ID: *made.AccessKeyId, User: ownerOf(user, aws.ToString(made.UserName)),
			Status: Status(made.Status), Created: utc(made.CreateDate),
		},
		Secret: NewSecret(*made.SecretAccessKey),
	}
}

// keysBefore returns the IDs of the keys that the user has before a create.
func (s *Service) keysBefore(ctx context.Context, user Principal) (map[string]bool, error) {
	keys, err := s.ListKeys(queue.WithClass(ctx, queue.Write), user)
	if e := AsError(err); e != nil {
		if e.Kind == KindDenied {
			e.remedy = Remedy{Kind: RemedyPermissionToCreate, Permission: permissionFor("ListAccessKeys")}
		}
		return nil, e
	}
	ids := make(map[string]bool, len(keys))
	for _, k := range keys {
		ids[k.ID] = true
	}
	return ids, nil
}

// createFailed gives an unclear failure what is needed to find out what became of the create.
func (s *Service) createFailed(e *Error, lost CreateAttempt) *Error {
	if e.Unclear {
		lost.ended, lost.failure = s.now(), *e
		e.Attempt = &lost
	}
	return e
}

// mayWrite returns the refusal of a write when the service is read-only. The clients refuse it as well.
func (s *Service) mayWrite(a action) error {
	if !s.readOnly {
		return nil
	}
	return s.classify(context.Background(), a, attempt{}, errReadOnly)
}
