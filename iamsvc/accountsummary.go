package iamsvc

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/iam"
)

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
