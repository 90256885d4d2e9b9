package iamsvc

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
)

// Status is the status of an access key in IAM's own words. Besides the two constants a service may answer any string;
// it is carried as it came and is neither active nor inactive.
type Status string

// The two statuses that a key can be set to.
const (
	Active   Status = "Active"
	Inactive Status = "Inactive"
)

// Key is one access key of a user, without its secret, as ListAccessKeys describes it.
type Key struct {
	ID     string
	User   Principal // the owner
	Status Status
	// Created is in UTC with whole seconds; zero if the service did not say.
	Created time.Time
}

// NewKey is a key that was just created, with the secret that IAM tells this one time only.
type NewKey struct {
	Key
	Secret Secret
}

// LastUse is what IAM recorded about the last use of a key (GetAccessKeyLastUsed). The record may lag by minutes to
// hours.
type LastUse struct {
	// User is the key's owner.
	User Principal
	// At is zero when no use of the key has been recorded.
	At time.Time
	// Service and Region are empty when IAM has none to tell ("N/A"): always for a key that was never used, and the
	// region for services that have none.
	Service string
	Region  string
}

// Never reports whether no use of the key has been recorded.
func (u LastUse) Never() bool { return u.At.IsZero() }

// SeenKey is a key as a person saw it when deciding to delete it. DeleteKey goes ahead only if it still is so.
type SeenKey struct {
	Key     Key
	LastUse LastUse
	// LastUseKnown is false if the last use could not be shown (denied, failed): then it is not compared.
	LastUseKnown bool
	// Description is what DeleteKey removes with the key; empty if it has none or if it is not known. It is not compared.
	Description string
}

// KeysPerUser is how many access keys IAM allows a user, inactive ones included. The quota can't be raised.
const KeysPerUser = 2

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

// LastUse returns what IAM recorded about the last use of a key (iam:GetAccessKeyLastUsed).
func (s *Service) LastUse(ctx context.Context, keyID string) (LastUse, error) {
	a := action{op: "GetAccessKeyLastUsed", subject: keyID}
	out, _, err := send(ctx, s, a, func(ctx context.Context) (*iam.GetAccessKeyLastUsedOutput, error) {
		out, err := s.iam.GetAccessKeyLastUsed(ctx, &iam.GetAccessKeyLastUsedInput{AccessKeyId: &keyID})
		if err == nil && out.AccessKeyLastUsed == nil {
			return nil, &malformedResponse{what: "says nothing about the last use of the key"}
		}
		return out, err
	})
	if err != nil {
		return LastUse{}, err
	}
	s.signer.lookedUp()
	return LastUse{
		User:    ownerNamed(aws.ToString(out.UserName)),
		At:      utc(out.AccessKeyLastUsed.LastUsedDate),
		Service: emptyIfNA(out.AccessKeyLastUsed.ServiceName),
		Region:  emptyIfNA(out.AccessKeyLastUsed.Region),
	}, nil
}

// ownerNamed returns the owner of a key that IAM knows. It has no name for the root user.
func ownerNamed(name string) Principal {
	if name == "" {
		return RootUser()
	}
	return InReport(name)
}

// emptyIfNA returns the text; empty for the "N/A" with which IAM fills a field that has no value.
func emptyIfNA(text *string) string {
	if aws.ToString(text) == "N/A" {
		return ""
	}
	return aws.ToString(text)
}

// FindOwner returns the last use of a key with the name of its owner, for a key ID from anywhere (the same call as
// LastUse). IAM answers alike for a key that does not exist, that is another account's, and that the caller may not
// look up, so a denial is an *Error of KindNotFound here, whose sentence names both; its Code remains AccessDenied.
func (s *Service) FindOwner(ctx context.Context, keyID string) (LastUse, error) {
	if err := ValidKeyID(keyID); err != nil {
		return LastUse{}, err
	}
	use, err := s.LastUse(ctx, keyID)
	if e := AsError(err); e != nil && e.Kind == KindDenied {
		unknown := *e
		unknown.Kind = KindNotFound
		unknown.sentence = fmt.Sprintf("%s was not found in this account, or you are not permitted to look it up.", keyID)
		unknown.remedy = Remedy{Kind: RemedyCheckKeyID, Permission: permissionFor("GetAccessKeyLastUsed")}
		return LastUse{}, &unknown
	}
	return use, err
}
