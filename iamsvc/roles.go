package iamsvc

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// roles returns the options under which profiles assume their roles: at the endpoint that STS has for us, which at points
// to by then. The SDK heeds neither --endpoint-url nor AWS_ENDPOINT_URL there, and would ask AWS itself.
func roles(at **string) []func(*config.LoadOptions) error {
	return []func(*config.LoadOptions) error{
		config.WithAssumeRoleCredentialOptions(func(o *stscreds.AssumeRoleOptions) {
			o.TokenProvider = func() (string, error) { return "", errMFA }
			if o.Client != nil {
				o.Client = roleClient{o.Client, at}
			}
		}),
		config.WithWebIdentityRoleCredentialOptions(func(o *stscreds.WebIdentityRoleOptions) {
			if o.Client != nil {
				o.Client = webRoleClient{o.Client, at}
			}
		}),
	}
}

// toEndpoint sends a call of STS to the endpoint, if there is one.
func toEndpoint(at **string) func(*sts.Options) {
	return func(o *sts.Options) {
		if *at != nil {
			o.BaseEndpoint = *at
		}
	}
}

type roleClient struct {
	inner stscreds.AssumeRoleAPIClient
	at    **string
}

// AssumeRole asks STS at our endpoint.
func (c roleClient) AssumeRole(ctx context.Context, in *sts.AssumeRoleInput, fns ...func(*sts.Options)) (*sts.AssumeRoleOutput, error) {
	return c.inner.AssumeRole(ctx, in, append(fns, toEndpoint(c.at))...)
}

type webRoleClient struct {
	inner stscreds.AssumeRoleWithWebIdentityAPIClient
	at    **string
}

// AssumeRoleWithWebIdentity asks STS at our endpoint.
func (c webRoleClient) AssumeRoleWithWebIdentity(
	ctx context.Context, in *sts.AssumeRoleWithWebIdentityInput, fns ...func(*sts.Options),
) (*sts.AssumeRoleWithWebIdentityOutput, error) {
	return c.inner.AssumeRoleWithWebIdentity(ctx, in, append(fns, toEndpoint(c.at))...)
}
