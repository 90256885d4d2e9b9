package iamsvc

import (
	"context"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	iamtypes "github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	ststypes "github.com/aws/aws-sdk-go-v2/service/sts/types"
)

// RootAccess reports whether the organization's management account, or a delegated administrator, may look after the
// root users of the members (iam:ListOrganizationsFeatures).
func (s *Service) RootAccess(ctx context.Context) (bool, error) {
	a := action{op: "ListOrganizationsFeatures"}
	out, _, err := send(ctx, s, a, func(ctx context.Context) (*iam.ListOrganizationsFeaturesOutput, error) {
		return s.iam.ListOrganizationsFeatures(ctx, &iam.ListOrganizationsFeaturesInput{})
	})
	if err != nil {
		return false, err
	}
	return slices.Contains(out.EnabledFeatures, iamtypes.FeatureTypeRootCredentialsManagement), nil
}

// RootFacts is what the root user of an account has.
type RootFacts struct {
	Keys     []RootKeyFacts
	Password bool
	MFA      int // how many devices for MFA it has
}

// RootKeyFacts is an access key of a root user.
type RootKeyFacts struct {
	Key
	Use LastUse
}

// rootSession is how long a session for a root user lasts: the most that STS gives.
const rootSession = 15 * time.Minute

// AuditRoot looks at the root user of a member of the organization, by a session that may do no more than that
// (sts:AssumeRoot with the task policy IAMAuditRootUserCredentials). It changes nothing.
func (s *Service) AuditRoot(ctx context.Context, account string) (RootFacts, error) {
	root, err := s.asRoot(ctx, account)
	if err != nil {
		return RootFacts{}, err
	}
	if _, err := root.WhoAmI(ctx); err != nil {
		return RootFacts{}, err
	}
	keys, err := root.ListKeys(ctx, RootUser())
	if err != nil {
		return RootFacts{}, err
	}
	var found RootFacts
	for _, k := range keys {
		use, err := root.LastUse(ctx, k.ID)
		if err != nil {
			return RootFacts{}, err
		}
		found.Keys = append(found.Keys, RootKeyFacts{k, use})
	}
	if found.MFA, err = root.rootDevices(ctx); err != nil {
		return RootFacts{}, err
	}
	found.Password, err = root.rootPassword(ctx)
	return found, err
}

// rootDevices returns how many devices for MFA the root user has, who signs the calls (iam:ListMFADevices).
func (s *Service) rootDevices(ctx context.Context) (n int, err error) {
	a := action{op: "ListMFADevices", user: RootUser(), named: true}
	err = walk(ctx, s, a, func(ctx context.Context, marker *string) (page, error) {
		out, err := s.iam.ListMFADevices(ctx, &iam.ListMFADevicesInput{Marker: marker})
		if err != nil {
			return page{}, err
		}
		n += len(out.MFADevices)
		return page{out.IsTruncated, out.Marker}, nil
	})
	return n, err
}

// rootPassword reports whether the root user, who signs the calls, has a password (iam:GetLoginProfile).
func (s *Service) rootPassword(ctx context.Context) (bool, error) {
	a := action{op: "GetLoginProfile", user: RootUser(), named: true}
	_, _, err := send(ctx, s, a, func(ctx context.Context) (*iam.GetLoginProfileOutput, error) {
		return s.iam.GetLoginProfile(ctx, &iam.GetLoginProfileInput{})
	})
	if e := AsError(err); e != nil && e.Kind == KindNotFound {
		return false, nil
	}
	return err == nil, err
}

// asRoot returns a service that is signed as the root user of an account, for the audit of its credentials alone. STS
// takes the call at regional endpoints only, as the clients of this package use.
func (s *Service) asRoot(ctx context.Context, account string) (*Service, error) {
	partition := PartitionOf(s.region)
	in := &sts.AssumeRootInput{
		TargetPrincipal: &account,
		TaskPolicyArn: &ststypes.PolicyDescriptorType{
			Arn: aws.String("arn:" + partition + ":iam::aws:policy/root-task/IAMAuditRootUserCredentials"),
		},
		DurationSeconds: aws.Int32(int32(rootSession / time.Second)),
	}
	a := action{op: "AssumeRoot", subject: account}
	out, _, err := send(ctx, s, a, func(ctx context.Context) (*sts.AssumeRootOutput, error) {
		out, err := s.sts.AssumeRoot(ctx, in)
		if err == nil && (out.Credentials == nil || aws.ToString(out.Credentials.AccessKeyId) == "") {
			return nil, &malformedResponse{what: "has no credentials"}
		}
		return out, err
	})
	if err != nil {
		return nil, err
	}
	c := out.Credentials
	o := s.options
	o.ReadOnly, o.PathPrefix, o.MFA = true, "", false
	root := newService(o)
	root.loaded = s.loaded
	root.loaded.Config = s.loaded.Copy()
	root.loaded.Credentials = credentials.NewStaticCredentialsProvider(aws.ToString(c.AccessKeyId),
		aws.ToString(c.SecretAccessKey), aws.ToString(c.SessionToken))
	root.creds = newCredentialSource(root.loaded.Credentials)
	if err := root.connect(ctx, root.loaded, o); err != nil {
		return nil, err
	}
	return root, nil
}
