package iamsvc

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
)

// ListUsers returns one page of the account's users in the service's order (iam:ListUsers): the first page for an empty
// marker, else the one that the marker of an earlier page asks for.
func (s *Service) ListUsers(ctx context.Context, marker string) (UserPage, error) {
	in := &iam.ListUsersInput{MaxItems: &s.pageSize, Marker: nilIfEmpty(marker), PathPrefix: nilIfEmpty(s.prefix)}
	out, _, err := send(ctx, s, action{op: "ListUsers"}, func(ctx context.Context) (*iam.ListUsersOutput, error) {
		out, err := s.iam.ListUsers(ctx, in)
		if err != nil {
			return nil, err
		}
		return out, s.walks.page("ListUsers", marker, page{out.IsTruncated, out.Marker}, userNames(out.Users))
	})
	if err != nil {
		return UserPage{}, err
	}
	return UserPage{Users: users(out.Users), More: out.IsTruncated, Marker: aws.ToString(out.Marker)}, nil
}

// userNames returns the names of a page's users.
func userNames(users []types.User) []string {
	names := make([]string, len(users))
	for i, u := range users {
		names[i] = aws.ToString(u.UserName)
	}
	return names
}

// users converts a page and drops what comes twice.
func users(in []types.User) []User {
	out := make([]User, 0, len(in))
	seen := make(map[string]bool, len(in))
	for _, u := range in {
		name := aws.ToString(u.UserName)
		if name == "" || seen[name] {
			continue
		}
		seen[name] = true
		out = append(out, user(u))
	}
	return out
}

func user(u types.User) User {
	return User{
		Name: aws.ToString(u.UserName), Path: aws.ToString(u.Path), ID: aws.ToString(u.UserId), ARN: aws.ToString(u.Arn),
		Created: utc(u.CreateDate), PasswordLastUsed: utc(u.PasswordLastUsed),
	}
}

// utc returns the time in UTC with whole seconds, as IAM keeps it; zero for none.
func utc(t *time.Time) time.Time {
	if t == nil || t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Truncate(time.Second)
}

// nilIfEmpty returns nil for an empty string: the service refuses an empty parameter, and takes a missing one.
func nilIfEmpty(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
