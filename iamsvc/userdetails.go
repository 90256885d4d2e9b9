package iamsvc

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
)

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
