package iamsvc

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
)

// UserFacts is what the account's authorization details tell of a user and its keys.
type UserFacts struct {
	Name, Path  string
	Quarantined bool // AWS has attached its quarantine policy
	// Described has the IDs of the keys that have a description; it may have IDs of keys that are gone.
	Described []string
}

// UserFactsPage is a page of UserFacts. It may be short, or empty, and still not be the last one: More alone decides.
type UserFactsPage struct {
	Users []UserFacts
	// More says that there are further users; Marker then asks for them.
	More   bool
	Marker string
}

// factsPerPage keeps a page well below the longest answer, whatever policies its users have.
const factsPerPage = 200

// UserFacts returns one page of what the authorization details tell of all users (iam:GetAccountAuthorizationDetails): some
// hundred users at a call where lists of policies and tags take two calls a user. The first page is that of an empty marker.
func (s *Service) UserFacts(ctx context.Context, marker string) (UserFactsPage, error) {
	in := &iam.GetAccountAuthorizationDetailsInput{
		Filter: []types.EntityType{types.EntityTypeUser}, MaxItems: aws.Int32(factsPerPage), Marker: nilIfEmpty(marker),
	}
	a := action{op: "GetAccountAuthorizationDetails"}
	out, _, err := send(ctx, s, a, func(ctx context.Context) (*iam.GetAccountAuthorizationDetailsOutput, error) {
		out, err := s.iam.GetAccountAuthorizationDetails(ctx, in)
		if err != nil {
			return nil, err
		}
		names := make([]string, len(out.UserDetailList))
		for i, u := range out.UserDetailList {
			names[i] = aws.ToString(u.UserName)
		}
		return out, s.walks.page(a.op, marker, page{out.IsTruncated, out.Marker}, names)
	})
	if err != nil {
		return UserFactsPage{}, err
	}
	page := UserFactsPage{More: out.IsTruncated, Marker: aws.ToString(out.Marker)}
	for _, u := range out.UserDetailList {
		if aws.ToString(u.UserName) != "" {
			page.Users = append(page.Users, userFacts(u))
		}
	}
	return page, nil
}

func userFacts(u types.UserDetail) UserFacts {
	facts := UserFacts{Name: *u.UserName, Path: aws.ToString(u.Path)}
	var policies []AttachedPolicy
	for _, p := range u.AttachedManagedPolicies {
		policies = append(policies, AttachedPolicy{Name: aws.ToString(p.PolicyName), ARN: aws.ToString(p.PolicyArn)})
	}
	facts.Quarantined = Quarantined(policies)
	for _, t := range tags(u.Tags) {
		if t.Describes() {
			facts.Described = append(facts.Described, t.Key)
		}
	}
	return facts
}
