package iamsvc

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/iam"
)

// Describe makes the text the description of the user's key (iam:TagUser), in place of the one that it has; an empty
// text removes it, as Undescribe does. It does not look whether the key exists.
//
// A user who has as many tags as IAM allows is an *Error of KindQuota; one whom someone else is changing at the same
// time, and still is when it was tried a few times, of KindConflict; a text that IAM does not allow, of KindInvalid.
func (s *Service) Describe(ctx context.Context, user Principal, keyID, text string) error {
	if text == "" {
		return s.Undescribe(ctx, user, keyID)
	}
	a := action{op: "TagUser", subject: keyID, user: user, named: true, write: true}
	if err := s.mayWrite(a); err != nil {
		return err
	}
	if err := firstError(validUser(user), ValidKeyID(keyID), ValidDescription(text)); err != nil {
		return err
	}
	in := &iam.TagUserInput{UserName: user.param(), Tags: sdkTags([]Tag{{keyID, text}})}
	_, _, err := send(ctx, s, a, func(ctx context.Context) (*iam.TagUserOutput, error) { return s.iam.TagUser(ctx, in) })
	if err != nil {
		return s.describeFailed(AsError(err), user, keyID)
	}
	s.descriptions.add(partOf{user.folded(), keyID}, text)
	return nil
}

// Undescribe removes the description of the user's key (iam:UntagUser). To remove one that is not there, or that of a
// user who is gone, is a success.
func (s *Service) Undescribe(ctx context.Context, user Principal, keyID string) error {
	a := action{op: "UntagUser", subject: keyID, user: user, named: true, write: true}
	if err := s.mayWrite(a); err != nil {
		return err
	}
	if err := firstError(validUser(user), ValidKeyID(keyID)); err != nil {
		return err
	}
	in := &iam.UntagUserInput{UserName: user.param(), TagKeys: []string{keyID}}
	_, _, err := send(ctx, s, a,
		func(ctx context.Context) (*iam.UntagUserOutput, error) { return s.iam.UntagUser(ctx, in) })
	if e := AsError(err); e != nil && e.Kind != KindNotFound {
		return s.describeFailed(e, user, keyID)
	}
	s.descriptions.add(partOf{user.folded(), keyID}, "")
	return nil
}

// describeFailed returns the error of a write to a description, in words about the user where it is about the user.
func (s *Service) describeFailed(e *Error, user Principal, keyID string) *Error {
	switch {
	case e.Unclear:
		s.descriptions.forget(partOf{user.folded(), keyID})
	case e.Kind == KindNotFound:
		e.sentence = "There is no user " + user.String() + "."
	case e.Kind == KindQuota:
		e.sentence = user.String() + " has as many tags as IAM allows" + quotaNumber(e.Message) +
			", and a description is one of them."
		e.remedy = Remedy{Kind: RemedyFreeTag, User: user}
	case e.Kind == KindConflict:
		e.sentence = "Someone else is changing " + user.String() + ": could not " + e.task() + "."
	}
	return e
}

// firstError returns the first of the errors that is one.
func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// Descriptions returns the descriptions of the user's access keys by key ID (iam:ListUserTags, all pages). IAM has
// none of its own: like the AWS console it takes the value of the user's tag whose key is the key ID. A tag outlives
// its key, so there may be descriptions of keys that are gone. What this Service changed is corrected in it, for as
// long as it outranks the list.
func (s *Service) Descriptions(ctx context.Context, user Principal) (map[string]string, error) {
	if err := validUser(user); err != nil {
		return nil, err
	}
	found := map[string]string{}
	var first attempt
	a := action{op: "ListUserTags", subject: user.subject(), user: user, named: true}
	err := walk(ctx, s, a, func(ctx context.Context, marker *string) (page, error) {
		out, err := s.iam.ListUserTags(ctx, &iam.ListUserTagsInput{UserName: user.param(), Marker: marker})
		if err != nil {
			return page{}, err
		}
		if marker == nil {
			first = *attemptOf(ctx)
		}
		for _, t := range tags(out.Tags) {
			if t.Describes() {
				found[t.Key] = t.Value
			}
		}
		return page{out.IsTruncated, out.Marker}, nil
	})
	if err != nil {
		return nil, err
	}
	s.correctDescriptions(user, first.begun, found)
	return found, nil
}
