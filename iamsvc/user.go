package iamsvc

import (
	"context"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
)

// User is an IAM user as ListUsers describes it. Times are in UTC.
type User struct {
	Name string // unique in the account regardless of case
	Path string // begins and ends with a slash; "/" alone for most users
	ID   string // AIDA…
	ARN  string
	// Created is zero if the service did not say.
	Created time.Time
	// PasswordLastUsed is zero for a password that was never used, or a user without one: IAM does not tell them apart.
	PasswordLastUsed time.Time
}

// Principal returns the user as calls about it name it. The root user, who is in no list, is told by its ARN.
func (u User) Principal() Principal {
	if u.Name == "" && strings.HasSuffix(u.ARN, ":root") {
		return RootUser()
	}
	return NamedUser(u.Name)
}

// UserPage is one page of ListUsers. It may be short, or empty, and still not be the last one: More alone decides.
type UserPage struct {
	Users []User
	// More says that the service has further users.
	More bool
	// Marker asks for the next page; it is meaningful only when More is true.
	Marker string
}

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

// UserDetails is an IAM user as GetUser describes it.
type UserDetails struct {
	User
	// Boundary is the ARN of the permissions boundary; empty for none.
	Boundary string
	// Tags include those that describe keys.
	Tags []Tag
}

// User returns one user with tags and boundary (iam:GetUser).
func (s *Service) User(ctx context.Context, user Principal) (UserDetails, error) {
	if user.kind == namedUser {
		if err := ValidUserName(user.name); err != nil {
			return UserDetails{}, err
		}
	}
	a := action{op: "GetUser", subject: user.subject(), user: user, named: true}
	in := &iam.GetUserInput{UserName: user.param()}
	out, _, err := send(ctx, s, a, func(ctx context.Context) (*iam.GetUserOutput, error) {
		out, err := s.iam.GetUser(ctx, in)
		if err == nil && out.User == nil {
			return nil, &malformedResponse{what: "does not describe the user"}
		}
		return out, err
	})
	if err != nil {
		return UserDetails{}, err
	}
	return userDetails(*out.User), nil
}

func userDetails(u types.User) UserDetails {
	d := UserDetails{User: user(u), Tags: tags(u.Tags)}
	if u.PermissionsBoundary != nil {
		d.Boundary = aws.ToString(u.PermissionsBoundary.PermissionsBoundaryArn)
	}
	return d
}

// Tag is a label on a user. The keys of a user's tags differ in more than case.
type Tag struct {
	Key, Value string
}

// Describes reports whether the tag is the description of an access key, whose ID is then its key.
func (t Tag) Describes() bool { return LooksLikeKeyID(t.Key) }

func tags(in []types.Tag) []Tag {
	out := make([]Tag, 0, len(in))
	for _, t := range in {
		out = append(out, Tag{aws.ToString(t.Key), aws.ToString(t.Value)})
	}
	return out
}

func sdkTags(in []Tag) []types.Tag {
	var out []types.Tag
	for _, t := range in {
		out = append(out, types.Tag{Key: aws.String(t.Key), Value: aws.String(t.Value)})
	}
	return out
}
