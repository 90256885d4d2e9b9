package iamsvc

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
)

// keysPerPage is the most that ListAccessKeys gives at a time.
const keysPerPage = 1000

// ListKeys returns all access keys of the user in the service's order (iam:ListAccessKeys, all pages); for an empty name
// those of the caller. What this Service changed less than 15 s before a list was sent is corrected in it, because IAM
// shows changes late.
func (s *Service) ListKeys(ctx context.Context, user string) ([]Key, error) {
	return s.listKeys(ctx, action{op: "ListAccessKeys", subject: user})
}

func (s *Service) listKeys(ctx context.Context, a action) ([]Key, error) {
	reading := s.overlay.begin()
	defer s.overlay.end(reading)
	var (
		keys    []Key
		asked   time.Time // when the first page was sent: the list is as old as that
		marker  *string
		markers = map[string]bool{}
		ids     = map[string]bool{}
	)
	for {
		out, last, err := s.keyPage(ctx, a, marker)
		if err != nil {
			return nil, err
		}
		if marker == nil {
			asked = last.begun
		}
		for _, k := range out.AccessKeyMetadata {
			if id := aws.ToString(k.AccessKeyId); id != "" && !ids[id] {
				ids[id] = true
				keys = append(keys, key(k))
			}
		}
		if !out.IsTruncated {
			return s.overlay.correct(a.subject, asked, keys), nil
		}
		next := aws.ToString(out.Marker)
		if next == "" || markers[next] {
			return nil, s.endless(a, last)
		}
		markers[next], marker = true, &next
	}
}

func (s *Service) keyPage(ctx context.Context, a action, marker *string) (*iam.ListAccessKeysOutput, attempt, error) {
	in := &iam.ListAccessKeysInput{UserName: unlessNone(a.subject), MaxItems: aws.Int32(keysPerPage), Marker: marker}
	return send(ctx, s, a, func(ctx context.Context) (*iam.ListAccessKeysOutput, error) {
		return s.iam.ListAccessKeys(ctx, in)
	})
}

func key(k types.AccessKeyMetadata) Key {
	return Key{
		ID: aws.ToString(k.AccessKeyId), User: aws.ToString(k.UserName),
		Status: Status(k.Status), Created: utc(k.CreateDate),
	}
}
