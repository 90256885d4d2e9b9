package iamsvc

import (
	"context"
	"encoding/base32"
	"encoding/binary"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// AccountOf returns the number of the account that a key ID belongs to, of whichever account that is
// (sts:GetAccessKeyInfo). It says nothing of whether there is such a key.
func (s *Service) AccountOf(ctx context.Context, keyID string) (string, error) {
	if err := ValidKeyID(keyID); err != nil {
		return "", err
	}
	a := action{op: "GetAccessKeyInfo", subject: keyID, anySigner: true}
	out, _, err := send(ctx, s, a, func(ctx context.Context) (*sts.GetAccessKeyInfoOutput, error) {
		out, err := s.sts.GetAccessKeyInfo(ctx, &sts.GetAccessKeyInfoInput{AccessKeyId: &keyID})
		if err == nil && aws.ToString(out.Account) == "" {
			return nil, &malformedResponse{what: "names no account"}
		}
		return out, err
	})
	if err != nil {
		return "", err
	}
	return *out.Account, nil
}

// AccountInKeyID returns the number of the account that is encoded in a key ID; false for one that holds none, as
// older ones do. AWS does not document this: AccountOf is the official answer.
func AccountInKeyID(keyID string) (string, bool) {
	const length = 20
	if len(keyID) != length || keyID[:4] != "AKIA" && keyID[:4] != "ASIA" {
		return "", false
	}
	b, err := base32.StdEncoding.DecodeString(keyID[4:])
	if err != nil || b[0]&0x80 == 0 { // the fifth character is one of A to P: an old key
		return "", false
	}
	number := binary.BigEndian.Uint64(append([]byte{0, 0}, b[:6]...)) & 0x7fffffffff80 >> 7
	account := fmt.Sprintf("%012d", number)
	return account, len(account) == 12
}

// AccountSummary is what IAM counts of an account. A number is 0 if the service does not tell it.
type AccountSummary struct {
	Users, UsersQuota int
	KeysPerUserQuota  int
	// RootKey is true if the root user has an access key.
	RootKey bool
}

// AccountSummary returns what IAM counts of the account (iam:GetAccountSummary).
func (s *Service) AccountSummary(ctx context.Context) (AccountSummary, error) {
	a := action{op: "GetAccountSummary"}
	out, _, err := send(ctx, s, a, func(ctx context.Context) (*iam.GetAccountSummaryOutput, error) {
		return s.iam.GetAccountSummary(ctx, &iam.GetAccountSummaryInput{})
	})
	if err != nil {
		return AccountSummary{}, err
	}
	count := func(name string) int { return int(out.SummaryMap[name]) }
	return AccountSummary{
		Users: count("Users"), UsersQuota: count("UsersQuota"), KeysPerUserQuota: count("AccessKeysPerUserQuota"),
		RootKey: count("AccountAccessKeysPresent") > 0,
	}, nil
}

// UserFacts is what the account's authorization details tell of a user and its keys.
type UserFacts struct {
	Name, Path  string
	Quarantined bool // AWS has attached its quarantine policy
	// Described has the IDs of the keys that have a description; it may have IDs of keys that are gone.
	Described []string
	// Descriptions are their texts, in the same order.
	Descriptions []string
	// Tags are those of the user, without the descriptions of keys.
	Tags []Tag
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

// UserFacts returns one page of what the authorization details tell of all users
// (iam:GetAccountAuthorizationDetails): some hundred users at a call where lists of policies and tags take two calls
// a user. The first page is that of an empty marker.
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
			facts.Described, facts.Descriptions = append(facts.Described, t.Key), append(facts.Descriptions, t.Value)
			continue
		}
		facts.Tags = append(facts.Tags, t)
	}
	return facts
}

// OtherCredentials names what a user can have besides access keys, none of which this program judges or changes: the
// one wording for every place that must say what it leaves out.
const OtherCredentials = "API keys (Bedrock), Git, Keyspaces and SSH credentials, certificates, passwords, MFA " +
	"devices and roles"

// NotChecked says what no audit and no report of access keys tells of.
const NotChecked = "Not checked: " + OtherCredentials + "."
