package iamsvc

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
)

// keysPerPage is the most that ListAccessKeys gives at a time.
const keysPerPage = 1000

// ListKeys returns all access keys of the user in the service's order (iam:ListAccessKeys, all
// pages). What this Service changed is corrected in it, for as long as it outranks the list.
func (s *Service) ListKeys(ctx context.Context, user Principal) ([]Key, error) {
	l, err := s.listKeys(ctx, user)
	return l.keys, err
}

// keyList is a list of a user's keys.
type keyList struct {
	keys   []Key     // as our own writes left them
	listed []Key     // as IAM listed them
	sent   time.Time // when it was asked for
}

// agrees reports whether IAM itself lists a key with the status that it has by our own writes, or does not list it.
func (l keyList) agrees(keyID string) bool {
	byID := func(k Key) bool { return k.ID == keyID }
	ours, theirs := slices.IndexFunc(l.keys, byID), slices.IndexFunc(l.listed, byID)
	return ours < 0 || theirs < 0 || l.keys[ours].Status == l.listed[theirs].Status
}

// listKeys lists the keys as ListKeys does.
func (s *Service) listKeys(ctx context.Context, user Principal) (keyList, error) {
	reading := s.overlay.begin()
	defer s.overlay.end(reading)
	walk := keyWalk{user: user, ids: map[string]bool{}, markers: map[string]bool{}}
	for {
		more, err := walk.next(ctx, s)
		if err != nil {
			return keyList{}, err
		}
		if !more {
			return keyList{s.overlay.correct(user, walk.asked, walk.keys), walk.keys, walk.asked}, nil
		}
	}
}

// keyWalk goes through the pages of one user's keys.
type keyWalk struct {
	user    Principal
	keys    []Key
	asked   time.Time // when the first page was sent: the list is as old as that
	marker  *string
	ids     map[string]bool
	markers map[string]bool
}

// next fetches one page and reports whether there are more. A marker that came before is the end of it.
func (w *keyWalk) next(ctx context.Context, s *Service) (more bool, err error) {
	in := &iam.ListAccessKeysInput{UserName: w.user.param(), MaxItems: aws.Int32(keysPerPage), Marker: w.marker}
	a := action{op: "ListAccessKeys", subject: w.user.subject(), user: w.user, named: true}
	out, last, err := send(ctx, s, a, func(ctx context.Context) (*iam.ListAccessKeysOutput, error) {
		out, err := s.iam.ListAccessKeys(ctx, in)
		switch {
		case err != nil:
			return nil, err
		case w.ofAnother(out.AccessKeyMetadata):
			return nil, &malformedResponse{what: "is about another user"}
		}
		return out, s.walks.limits.list(page{out.IsTruncated, out.Marker}, w.markers)
	})
	if err != nil {
		return false, err
	}
	if w.marker == nil {
		w.asked = last.begun
	}
	for _, k := range out.AccessKeyMetadata {
		if id := aws.ToString(k.AccessKeyId); id != "" && !w.ids[id] {
			w.ids[id] = true
			w.keys = append(w.keys, key(w.user, k))
		}
	}
	if w.marker = out.Marker; out.IsTruncated {
		w.markers[*out.Marker] = true
	}
	return out.IsTruncated, nil
}

// ofAnother reports whether one of the keys is said to be of another user than the one that was asked about.
func (w *keyWalk) ofAnother(keys []types.AccessKeyMetadata) bool {
	return w.user.kind == namedUser && slices.ContainsFunc(keys, func(k types.AccessKeyMetadata) bool {
		name := aws.ToString(k.UserName)
		return name != "" && !strings.EqualFold(name, w.user.name)
	})
}

// ownerOf returns the owner of a key: whom IAM was asked about, or where that was the caller, who IAM said that is.
func ownerOf(asked Principal, named string) Principal {
	if asked == Caller() && named != "" {
		return NamedUser(named)
	}
	return asked
}

// key converts a key of the user, whose name it keeps as it was asked with: what is done with the key is sent with it.
func key(user Principal, k types.AccessKeyMetadata) Key {
	return Key{
		ID: aws.ToString(k.AccessKeyId), User: ownerOf(user, aws.ToString(k.UserName)),
		Status: Status(k.Status), Created: utc(k.CreateDate),
	}
}
