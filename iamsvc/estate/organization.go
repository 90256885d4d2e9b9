package estate

import (
	"context"
	"iter"
	"slices"
	"strings"

	"akia/iamsvc"
)

// DefaultRole is the role that an organization makes in each account that it creates. Accounts that were invited have
// none of that name.
const DefaultRole = "OrganizationAccountAccessRole"

// Organization says how the accounts of an organization are entered.
type Organization struct {
	// Base is the account whose credentials assume the role: the management account, or a delegated administrator. It is
	// a member itself, and entered as it is.
	Base *iamsvc.Service
	// Role is the name of the role, with its path if it has one; empty: DefaultRole.
	Role string
	// ExternalID is what the role asks for; empty for nothing.
	ExternalID string
	// Include are the numbers of the accounts and the IDs of the organizational units to take; empty for all. Exclude are
	// those to leave out, whatever Include says.
	Include, Exclude []string
}

// Check returns what is wrong with the settings, an *iamsvc.Error of KindInvalid; nil if nothing is.
func (o Organization) Check() error {
	for _, id := range slices.Concat(o.Include, o.Exclude) {
		unit := strings.HasPrefix(id, "ou-") || strings.HasPrefix(id, "r-")
		if !unit && !isAccount(id) {
			return refused(id + " is neither the number of an account, of twelve digits, nor the ID of an " +
				"organizational unit (ou-…).")
		}
	}
	return nil
}

func isAccount(id string) bool {
	const digits = 12
	return len(id) == digits && strings.IndexFunc(id, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// Members is the Source of the accounts of the organization, in the order in which AWS lists them. Accounts that are
// not active are among them: Live tells.
func (o Organization) Members(ctx context.Context) iter.Seq2[Member, error] {
	return func(yield func(Member, error) bool) {
		who, err := o.Base.WhoAmI(ctx)
		if err != nil {
			yield(Member{}, err)
			return
		}
		for token, more := "", true; more; {
			page, err := o.Base.OrganizationAccounts(ctx, token)
			if err != nil {
				yield(Member{}, err)
				return
			}
			for _, a := range page.Accounts {
				if o.takes(a) && !yield(o.member(a, who), nil) {
					return
				}
			}
			token, more = page.Next, page.Next != ""
		}
	}
}

// takes reports whether the account is one of those asked for.
func (o Organization) takes(a iamsvc.MemberAccount) bool {
	in := func(list []string) bool {
		return slices.Contains(list, a.ID) || slices.ContainsFunc(a.Units, func(unit string) bool {
			return slices.Contains(list, unit)
		})
	}
	return (len(o.Include) == 0 || in(o.Include)) && !in(o.Exclude)
}

func (o Organization) member(a iamsvc.MemberAccount, base iamsvc.Identity) Member {
	m := Member{ID: a.ID, Name: a.Name, Email: a.Email, Units: a.Units, State: a.State}
	if a.ID == base.Account {
		m.own = o.Base
		return m
	}
	role := o.Role
	if role == "" {
		role = DefaultRole
	}
	m.Role = "arn:" + base.Partition() + ":iam::" + a.ID + ":role/" + strings.TrimPrefix(role, "/")
	m.ways = []iamsvc.Options{{Role: &iamsvc.RoleFrom{Base: o.Base, ARN: m.Role, ExternalID: o.ExternalID}}}
	return m
}
