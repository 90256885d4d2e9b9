package policy

import (
	"fmt"
	"slices"
	"time"
)

// OldSessionsName is the name of the inline policy against old sessions. A user has one at most, so that whoever
// comes later finds it and can remove it.
const OldSessionsName = "AkiaDenyOldSessions"

// OldSessions returns the policy that denies everything to sessions issued before the time given. What is signed with
// an access key itself has no time of issue and is not denied.
func OldSessions(before time.Time) string {
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

// DeniesOldSessions reports whether the names of a user's inline policies hold that of the policy against old sessions.
func DeniesOldSessions(inline []string) bool { return slices.Contains(inline, OldSessionsName) }
