package iamsvc

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// OldSessionsPolicyName is the name of the inline policy of DenyOldSessions. There is one a user at most, so that it can be
// found and removed by whoever comes later.
const OldSessionsPolicyName = "AkiaDenyOldSessions"

// OldSessionsPolicy returns the document, in indented JSON, with which DenyOldSessions denies everything to sessions that
// were issued before the time given. What is signed with an access key itself has no time of issue and is not denied.
func OldSessionsPolicy(before time.Time) string {
	return fmt.Sprintf(`{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "DenySessionsIssuedBefore",
      "Effect": "Deny",
      "Action": "*",
      "Resource": "*",
      "Condition": {"DateLessThan": {"aws:TokenIssueTime": %q}}
    }
  ]
}`, wholeSecond(before).Format(time.RFC3339))
}

// wholeSecond returns the time in UTC, rounded up to a second: a session issued within it is an old one.
func wholeSecond(t time.Time) time.Time { return t.UTC().Add(time.Second - 1).Truncate(time.Second) }

// DenyOldSessions writes an inline policy into the user that denies everything to sessions issued before the time given
// (iam:PutUserPolicy), and returns its name. It is for a key that leaked: sessions that were made with it (sts:GetSessionToken)
// go on for up to 36 hours after it was deactivated. A policy of an earlier call is replaced.
func (s *Service) DenyOldSessions(ctx context.Context, user Principal, before time.Time) (policyName string, err error) {
	if err := s.PutPolicy(ctx, user, OldSessionsPolicyName, OldSessionsPolicy(before)); err != nil {
		if e := AsError(err); e.Kind == KindQuota {
			e.sentence = "There is no room for the policy that ends old sessions: the inline policies of " + user.String() +
				" would be longer than IAM allows, 2048 characters in all."
			e.advice = "Delete an inline policy of " + user.String() + " that is not needed, then try again. Until then the sessions go on."
		}
		return "", err
	}
	return OldSessionsPolicyName, nil
}

// AllowOldSessions removes the policy of DenyOldSessions again (iam:DeleteUserPolicy). That there is none is a success.
// Sessions last 36 hours at most: after that it denies nothing any more.
func (s *Service) AllowOldSessions(ctx context.Context, user Principal) error {
	err := s.DeletePolicy(ctx, user, OldSessionsPolicyName)
	if e := AsError(err); e != nil && e.Kind == KindNotFound && !e.userIsGone() {
		return nil
	}
	return err
}

// DeniesOldSessions reports whether the names of a user's inline policies hold that of DenyOldSessions.
func DeniesOldSessions(inline []string) bool { return slices.Contains(inline, OldSessionsPolicyName) }
