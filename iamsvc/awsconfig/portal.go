package awsconfig

import (
	"context"
	"iter"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/aws-sdk-go-v2/service/sso"
	"github.com/aws/aws-sdk-go-v2/service/ssooidc"
)

// Portal is what IAM Identity Center tells whoever is logged in to one of its sessions. Open it with OpenPortal.
type Portal struct {
	client *sso.Client
	token  *ssocreds.SSOTokenProvider
}

// PortalAccount is an account that the portal offers.
type PortalAccount struct{ ID, Name, Email string }

// OpenPortal returns the portal of an SSO session of the configuration file. Nothing is asked of it yet. An unknown or
// incomplete session is an *Error.
func OpenPortal(env Env, session string) (*Portal, error) {
	c, err := Load(env, Given{SSO: &SSORole{Session: session}})
	if err != nil {
		return nil, err
	}
	client, err := c.client(true)
	if err != nil {
		return nil, err
	}
	found, _ := c.plan.(ssoPlan)
	b := &builder{config: c, aws: aws.Config{HTTPClient: client, RetryMaxAttempts: c.maxAttempts, Region: found.region}}
	path, err := ssocreds.StandardCachedTokenFilepath(session)
	if err != nil {
		return nil, err
	}
	return &Portal{client: b.portal(), token: ssocreds.NewSSOTokenProvider(b.oidc(), path)}, nil
}

// portal returns a client of the portal in the builder's region.
func (b *builder) portal() *sso.Client {
	return sso.NewFromConfig(b.aws, func(o *sso.Options) {
		o.BaseEndpoint = b.at("sso")
		b.variants(&o.EndpointOptions.UseFIPSEndpoint, &o.EndpointOptions.UseDualStackEndpoint, o.BaseEndpoint)
	})
}

// oidc returns a client of what renews tokens, in the builder's region.
func (b *builder) oidc() *ssooidc.Client {
	return ssooidc.NewFromConfig(b.aws, func(o *ssooidc.Options) {
		o.BaseEndpoint = b.at("sso_oidc")
		b.variants(&o.EndpointOptions.UseFIPSEndpoint, &o.EndpointOptions.UseDualStackEndpoint, o.BaseEndpoint)
	})
}

// Accounts goes through the accounts that one may sign in to (sso:ListAccounts). It ends with the first failure, which
// is one of the SDK: a token that has run out among others.
func (p *Portal) Accounts(ctx context.Context) iter.Seq2[PortalAccount, error] {
	return func(yield func(PortalAccount, error) bool) {
		var next *string
		for {
			token, err := p.token.RetrieveBearerToken(ctx)
			if err != nil {
				yield(PortalAccount{}, err)
				return
			}
			out, err := p.client.ListAccounts(ctx, &sso.ListAccountsInput{AccessToken: &token.Value, NextToken: next})
			if err != nil {
				yield(PortalAccount{}, err)
				return
			}
			for _, a := range out.AccountList {
				found := PortalAccount{aws.ToString(a.AccountId), aws.ToString(a.AccountName), aws.ToString(a.EmailAddress)}
				if !yield(found, nil) {
					return
				}
			}
			if next = out.NextToken; aws.ToString(next) == "" {
				return
			}
		}
	}
}

// Roles returns the names of the roles that one may have in an account (sso:ListAccountRoles), all of them. Its error
// is one of the SDK.
func (p *Portal) Roles(ctx context.Context, account string) ([]string, error) {
	var names []string
	var next *string
	for {
		token, err := p.token.RetrieveBearerToken(ctx)
		if err != nil {
			return nil, err
		}
		out, err := p.client.ListAccountRoles(ctx,
			&sso.ListAccountRolesInput{AccessToken: &token.Value, AccountId: &account, NextToken: next})
		if err != nil {
			return nil, err
		}
		for _, role := range out.RoleList {
			names = append(names, aws.ToString(role.RoleName))
		}
		if next = out.NextToken; aws.ToString(next) == "" {
			return names, nil
		}
	}
}
