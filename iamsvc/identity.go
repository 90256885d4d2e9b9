package iamsvc

import (
	"context"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// Identity is who the calls are signed as (sts:GetCallerIdentity) and in which account.
type Identity struct {
	Account string // twelve digits
	// Alias is the account's alias; empty if it has none or if reading it is not permitted.
	Alias string
	ARN   string
	// KeyID is the access key ID that signs the calls.
	KeyID string
}

// Partition returns the partition of the ARN: aws, aws-cn, aws-us-gov and so on; "aws" if the ARN has none.
func (id Identity) Partition() string {
	if parts := strings.SplitN(id.ARN, ":", 3); len(parts) == 3 && parts[1] != "" {
		return parts[1]
	}
	return "aws"
}

// Label returns the part of the ARN after the account: "user/ops", "assumed-role/Admin/alice", "root".
func (id Identity) Label() string {
	parts := strings.SplitN(id.ARN, ":", 6)
	return parts[len(parts)-1]
}

// Root reports whether the caller is the account's root user.
func (id Identity) Root() bool { return id.Label() == "root" }

// UserName returns the name of the IAM user that the caller is; false for a role, a federated user or root.
func (id Identity) UserName() (string, bool) {
	label := id.Label()
	if !strings.HasPrefix(label, "user/") {
		return "", false
	}
	return label[strings.LastIndexByte(label, '/')+1:], true
}

// aliasPatience is how long a known identity waits for the account's alias, which is nice to have.
const aliasPatience = 3 * time.Second

// WhoAmI returns who the calls are signed as, and in which account (sts:GetCallerIdentity, and side by side with it
// iam:ListAccountAliases). An alias that cannot be read is left empty.
func (s *Service) WhoAmI(ctx context.Context) (Identity, error) {
	aliasCtx, cancel := context.WithCancel(ctx)
	defer cancel()
	alias := make(chan string, 1)
	go func() { alias <- s.alias(aliasCtx) }()

	id, err := s.identity(ctx)
	if err != nil {
		return Identity{}, err
	}
	late := time.AfterFunc(aliasPatience, cancel)
	defer late.Stop()
	s.account.Store(&id.Account)
	s.signer.establish(id)
	id.Alias = <-alias
	return id, nil
}

// identity asks whose the credentials are, and says by which key that was found out.
func (s *Service) identity(ctx context.Context) (Identity, error) {
	a := action{op: "GetCallerIdentity", anySigner: true}
	var signedBy string
	out, _, err := send(ctx, s, a, func(ctx context.Context) (*sts.GetCallerIdentityOutput, error) {
		ctx, found, err := s.creds.pin(ctx)
		if err != nil {
			return nil, err
		}
		signedBy = found.AccessKeyID
		out, err := s.sts.GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
		if err == nil && (aws.ToString(out.Account) == "" || aws.ToString(out.Arn) == "") {
			return nil, &malformedResponse{what: "does not say who you are"}
		}
		return out, err
	})
	if err != nil {
		return Identity{}, err
	}
	return Identity{Account: *out.Account, ARN: *out.Arn, KeyID: signedBy}, nil
}

// alias returns the account's alias; empty if it has none or if it cannot be read.
func (s *Service) alias(ctx context.Context) string {
	out, _, err := send(ctx, s, action{op: "ListAccountAliases", anySigner: true},
		func(ctx context.Context) (*iam.ListAccountAliasesOutput, error) {
			return s.iam.ListAccountAliases(ctx, &iam.ListAccountAliasesInput{})
		})
	if err != nil || len(out.AccountAliases) == 0 {
		return ""
	}
	return out.AccountAliases[0]
}
