package estate

import (
	"context"
	"iter"
	"slices"

	"akia/iamsvc"
)

// Member is one account of many.
type Member struct {
	// ID is the number of the account; empty while it is known by a profile alone that does not tell it.
	ID string
	// Name and Email are those that an organization or IAM Identity Center has of the account; empty where there is none.
	Name, Email string
	// Units are the organizational units that it is in, from the root down.
	Units []string
	// State is where the account is in the life of its organization; empty outside of one.
	State iamsvc.AccountState
	// Profiles are the profiles that lead to it, the one in use first; none for what is reached otherwise.
	Profiles []string
	// Role is the name or the ARN of the role that it is entered with; empty where that is the profile's business.
	Role string

	ways []iamsvc.Options // how to open it, what is tried first before the rest
	own  *iamsvc.Service  // it is open already
	why  *iamsvc.Error    // it cannot be opened; nil if it can
}

// Title returns what the account is called: its name, else its first profile, else its number.
func (m Member) Title() string {
	switch {
	case m.Name != "":
		return m.Name
	case len(m.Profiles) > 0:
		return m.Profiles[0]
	default:
		return m.ID
	}
}

// Live reports whether the account can be entered at all: one that is suspended or closed cannot.
func (m Member) Live() bool { return m.State == "" || m.State == iamsvc.AccountActive }

// Services opens the account in each of the ways that lead to it, one after the other, until the caller is content.
// Nothing is asked of it yet. What every service of the estate is to have besides is taken from the options: how it
// is observed, its time and limits. A way that cannot be opened is an *iamsvc.Error.
func (m Member) Services(ctx context.Context, like iamsvc.Options) iter.Seq2[*iamsvc.Service, error] {
	return func(yield func(*iamsvc.Service, error) bool) {
		switch {
		case m.why != nil:
			yield(nil, m.why)
			return
		case m.own != nil:
			yield(m.own, nil)
			return
		}
		for _, way := range m.ways {
			o := like
			o.Profile, o.Role, o.SSO, o.KeyID = way.Profile, way.Role, way.SSO, ""
			if !yield(iamsvc.Open(ctx, o)) {
				return
			}
		}
	}
}

// Join returns the member with the ways that lead to the same account from another one.
func (m Member) Join(other Member) Member {
	m.Profiles = slices.Concat(m.Profiles, other.Profiles)
	m.ways = slices.Concat(m.ways, other.ways)
	return m
}

// Source is where accounts come from: it goes through them as they become known, and ends with its first failure, an
// *iamsvc.Error.
type Source func(ctx context.Context) iter.Seq2[Member, error]
