package estate

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"akia/iamsvc"
)

// SSO returns the accounts that an SSO session of the AWS configuration offers, each entered with the role of the name
// given. An empty name takes the only role of an account; an account with several of them cannot be entered then, and
// says which there are. A session that is unknown or incomplete is an *iamsvc.Error of KindInvalid.
func SSO(session, role string) (Source, error) {
	portal, err := iamsvc.OpenPortal(session)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context) iter.Seq2[Member, error] {
		return func(yield func(Member, error) bool) {
			for a, err := range portal.Accounts(ctx) {
				if err != nil {
					yield(Member{}, err)
					return
				}
				m := Member{ID: a.ID, Name: a.Name, Email: a.Email, Role: role}
				if m.Role == "" {
					m.Role, m.why = onlyRole(ctx, portal, a.ID)
				}
				m.ways = []iamsvc.Options{{SSO: &iamsvc.SSORole{Session: session, Account: a.ID, Role: m.Role}}}
				if !yield(m, nil) {
					return
				}
			}
		}
	}, nil
}

// onlyRole returns the role of an account that has no other.
func onlyRole(ctx context.Context, portal *iamsvc.Portal, account string) (string, *iamsvc.Error) {
	roles, err := portal.Roles(ctx, account)
	switch {
	case err != nil:
		return "", iamsvc.AsError(err)
	case len(roles) == 1:
		return roles[0], nil
	case len(roles) == 0:
		return "", iamsvc.AsError(refused("IAM Identity Center gives you no role in account " + account + "."))
	default:
		return "", iamsvc.AsError(refused(fmt.Sprintf("Account %s has several roles for you, and none was named: %s.",
			account, strings.Join(roles, ", "))))
	}
}
