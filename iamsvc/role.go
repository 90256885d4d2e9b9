package iamsvc

import (
	"cmp"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"akia/iamsvc/awsconfig"
)

// RoleFrom is a role, mostly of another account, that the credentials of another service assume.
type RoleFrom struct {
	// Base is the service whose credentials, region and endpoints are used.
	Base *Service
	ARN  string
	// ExternalID is what the role asks for; empty for nothing.
	ExternalID string
	// Session is the name of the session; empty: akia.
	Session string
}

// sessionName is the name of a role's session where none is given.
const sessionName = "akia"

// load returns the configuration of the base service with the credentials of the role. They last an hour, which is
// as long as STS gives for a role that is assumed from a role.
func (r RoleFrom) load() loaded {
	found := r.Base.loaded
	cfg := found.Copy()
	cfg.Credentials = r.Base.creds
	client := sts.NewFromConfig(cfg, func(o *sts.Options) {
		o.BaseEndpoint = r.Base.stsEndpoint
		o.HTTPClient = awsconfig.Kept(o.HTTPClient, o.BaseEndpoint, r.Base.options.here())
		if o.BaseEndpoint == nil {
			o.EndpointOptions.UseFIPSEndpoint, o.EndpointOptions.UseDualStackEndpoint = found.variants()
		}
	})
	role := stscreds.NewAssumeRoleProvider(client, r.ARN, func(o *stscreds.AssumeRoleOptions) {
		o.RoleSessionName = cmp.Or(r.Session, sessionName)
		if r.ExternalID != "" {
			o.ExternalID = &r.ExternalID
		}
	})
	found.Credentials = aws.NewCredentialsCache(awsconfig.NamesRole(r.ARN, role))
	return found
}

// roleRefused fills in a role that STS does not let assume: STS gives one answer to a role that does not exist, one
// that doesn't trust the caller, a wrong external ID and a missing permission.
func (e *Error) roleRefused(cause error) bool {
	var role *awsconfig.RoleError
	if !errors.As(cause, &role) || e.Code != "AccessDenied" {
		return false
	}
	e.role = role.ARN
	e.sentence = "The role " + clip(role.ARN) + " could not be assumed: it does not exist, or it does not let you."
	e.remedy = Remedy{Kind: RemedyCheckRole}
	return true
}

// RoleRefused returns the ARN of the role that STS did not let assume; empty for any other failure.
func (e *Error) RoleRefused() string { return e.role }
