package iamsvc

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
)

// LastUse returns what IAM recorded about the last use of a key (iam:GetAccessKeyLastUsed).
func (s *Service) LastUse(ctx context.Context, keyID string) (LastUse, error) {
	a := action{op: "GetAccessKeyLastUsed", subject: keyID}
	out, _, err := send(ctx, s, a, func(ctx context.Context) (*iam.GetAccessKeyLastUsedOutput, error) {
		out, err := s.iam.GetAccessKeyLastUsed(ctx, &iam.GetAccessKeyLastUsedInput{AccessKeyId: &keyID})
		if err == nil && out.AccessKeyLastUsed == nil {
			return nil, &malformedResponse{what: "says nothing about the last use of the key"}
		}
		return out, err
	})
	if err != nil {
		return LastUse{}, err
	}
	s.signer.lookedUp()
	return LastUse{
		User:    ownerNamed(aws.ToString(out.UserName)),
		At:      utc(out.AccessKeyLastUsed.LastUsedDate),
		Service: emptyIfNA(out.AccessKeyLastUsed.ServiceName),
		Region:  emptyIfNA(out.AccessKeyLastUsed.Region),
	}, nil
}

// ownerNamed returns the owner of a key that IAM knows. It has no name for the root user.
func ownerNamed(name string) Principal {
	if name == "" {
		return RootUser()
	}
	return InReport(name)
}

// emptyIfNA returns the text; empty for the "N/A" with which IAM fills a field that has no value.
func emptyIfNA(text *string) string {
	if aws.ToString(text) == "N/A" {
		return ""
	}
	return aws.ToString(text)
}

// FindOwner returns the last use of a key with the name of its owner, for a key ID from anywhere (the same call as
// LastUse). IAM answers alike for a key that does not exist, that is another account's, and that the caller may not look
// up, so a denial is an *Error of KindNotFound here, whose sentence names both; its Code remains AccessDenied.
func (s *Service) FindOwner(ctx context.Context, keyID string) (LastUse, error) {
	if err := ValidKeyID(keyID); err != nil {
		return LastUse{}, err
	}
	use, err := s.LastUse(ctx, keyID)
	if e := AsError(err); e != nil && e.Kind == KindDenied {
		unknown := *e
		unknown.Kind = KindNotFound
		unknown.sentence = fmt.Sprintf("%s was not found in this account, or you are not permitted to look it up.", keyID)
		unknown.remedy = Remedy{Kind: RemedyCheckKeyID, Permission: permissionFor("GetAccessKeyLastUsed")}
		return LastUse{}, &unknown
	}
	return use, err
}
