package iamsvc

import (
	"cmp"
	"context"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/iam"

	"akia/iamsvc/policy"
)

// PutPolicy writes an inline policy into the user, in place of the one of that name if there is one
// (iam:PutUserPolicy). A document that IAM finds wrong is an *Error of KindInvalid whose sentence is IAM's own;
// policies that are longer together than IAM allows are one of KindQuota.
func (s *Service) PutPolicy(ctx context.Context, user Principal, name, document string) error {
	a := action{op: "PutUserPolicy", subject: user.subject(), user: user, named: true, write: true}
	if err := s.mayWrite(a); err != nil {
		return err
	}
	if err := firstError(validUser(user), ValidPolicyName(name), ValidPolicyDocument(document)); err != nil {
		return err
	}
	in := &iam.PutUserPolicyInput{UserName: user.param(), PolicyName: &name, PolicyDocument: &document}
	_, _, err := send(ctx, s, a, func(ctx context.Context) (*iam.PutUserPolicyOutput, error) {
		return s.iam.PutUserPolicy(ctx, in)
	})
	e := AsError(err)
	s.policyWritten(user, name, true, e)
	switch {
	case e == nil:
		return nil
	case strings.HasPrefix(e.Code, "MalformedPolicyDocument"):
		e.sentence = "IAM does not accept the policy: " + cmp.Or(e.Message, "it did not say why.")
		e.remedy = Remedy{Kind: RemedyCorrectPolicy}
	case e.Kind == KindQuota:
		e.sentence = "With this policy the inline policies of " + user.String() +
			" would be longer than IAM allows, 2048 characters in all."
		e.remedy = Remedy{Kind: RemedyFreePolicy, User: user}
	}
	return e
}

// DeletePolicy deletes an inline policy of the user (iam:DeleteUserPolicy). One that is not there is an *Error of
// KindNotFound.
func (s *Service) DeletePolicy(ctx context.Context, user Principal, name string) error {
	a := action{op: "DeleteUserPolicy", subject: user.subject(), user: user, named: true, write: true, goneIsDone: true}
	if err := s.mayWrite(a); err != nil {
		return err
	}
	if err := firstError(validUser(user), ValidPolicyName(name)); err != nil {
		return err
	}
	in := &iam.DeleteUserPolicyInput{UserName: user.param(), PolicyName: &name}
	_, _, err := send(ctx, s, a, func(ctx context.Context) (*iam.DeleteUserPolicyOutput, error) {
		return s.iam.DeleteUserPolicy(ctx, in)
	})
	e := AsError(err)
	s.policyWritten(user, name, false, e)
	if e == nil {
		return nil
	}
	if e.Kind == KindNotFound && !e.userIsGone() {
		e.sentence = user.String() + " has no inline policy " + name + "."
	}
	return e
}

// policyWritten notes whether the user has an inline policy since a write that may have failed.
func (s *Service) policyWritten(user Principal, name string, there bool, failed *Error) {
	of := partOf{user.folded(), name}
	switch {
	case failed == nil:
		s.policies.add(of, there)
	case failed.Unclear:
		s.policies.forget(of)
	}
}

// userIsGone reports whether what was not found is the user.
func (e *Error) userIsGone() bool { return strings.Contains(e.Message, "user with name") }

// DenyOldSessions writes an inline policy into the user that denies everything to sessions issued before the time
// given (iam:PutUserPolicy), and returns its name. It is for a key that leaked: sessions that were made with it
// (sts:GetSessionToken) go on for up to 36 hours after it was deactivated. A policy of an earlier call is replaced.
func (s *Service) DenyOldSessions(
	ctx context.Context, user Principal, before time.Time,
) (policyName string, err error) {
	if err := s.PutPolicy(ctx, user, policy.OldSessionsName, policy.OldSessions(before)); err != nil {
		if e := AsError(err); e.Kind == KindQuota {
			e.sentence = "There is no room for the policy that ends old sessions: the inline policies of " + user.String() +
				" would be longer than IAM allows, 2048 characters in all."
			e.remedy = Remedy{Kind: RemedyEndSessions, User: user}
		}
		return "", err
	}
	return policy.OldSessionsName, nil
}

// AllowOldSessions removes the policy of DenyOldSessions again (iam:DeleteUserPolicy). That there is none is a success.
// Sessions last 36 hours at most: after that it denies nothing any more.
func (s *Service) AllowOldSessions(ctx context.Context, user Principal) error {
	err := s.DeletePolicy(ctx, user, policy.OldSessionsName)
	if e := AsError(err); e != nil && e.Kind == KindNotFound && !e.userIsGone() {
		return nil
	}
	return err
}
