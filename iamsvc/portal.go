package iamsvc

import (
	"context"
	"iter"

	"akia/iamsvc/awsconfig"
)

// Portal is what IAM Identity Center tells whoever is logged in to an SSO session. Open it with OpenPortal.
type Portal struct {
	portal  *awsconfig.Portal
	session string
}

// PortalAccount is an account that IAM Identity Center offers.
type PortalAccount = awsconfig.PortalAccount

// OpenPortal returns the portal of an SSO session of the AWS configuration. It asks nobody. A session that is unknown
// or incomplete is an *Error of KindInvalid.
func OpenPortal(session string) (*Portal, error) {
	portal, err := awsconfig.OpenPortal(awsconfig.SystemEnv(), session)
	if err != nil {
		return nil, refusedConfig(err)
	}
	return &Portal{portal, session}, nil
}

// Accounts goes through the accounts that one may sign in to (sso:ListAccounts, all pages). It ends with its first
// failure, an *Error.
func (p *Portal) Accounts(ctx context.Context) iter.Seq2[PortalAccount, error] {
	return func(yield func(PortalAccount, error) bool) {
		for account, err := range p.portal.Accounts(ctx) {
			if err != nil {
				yield(PortalAccount{}, p.failure(ctx, err))
				return
			}
			if !yield(account, nil) {
				return
			}
		}
	}
}

// Roles returns the names of the roles that one may have in an account (sso:ListAccountRoles, all pages). Its error is
// an *Error.
func (p *Portal) Roles(ctx context.Context, account string) ([]string, error) {
	names, err := p.portal.Roles(ctx, account)
	if err != nil {
		return nil, p.failure(ctx, err)
	}
	return names, nil
}

// failure makes an *Error of what the portal failed with.
func (p *Portal) failure(ctx context.Context, err error) *Error {
	s := newService(Options{SSO: &SSORole{Session: p.session}})
	return s.classify(ctx, action{}, attempt{}, &credentialFailure{err})
}

// signInTo names the SSO session to sign in to in a failure for want of its login.
func (s *Service) signInTo(e *Error) {
	of := s.options
	for of.Role != nil {
		of = of.Role.Base.options
	}
	if of.SSO != nil && e.remedy.Kind == RemedySignIn && e.remedy.Source == SourceSSO {
		e.remedy.Setting = of.SSO.Session
	}
}
