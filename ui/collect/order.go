package collect

import (
	"cmp"
	"slices"

	"akia/iamsvc/audit"
)

// Worst compares two accounts so that the worst comes first: those that were read by their worst findings, then those
// that could not be read, then those without findings, and last those that nothing is known of.
func Worst(a, b Account) int {
	return cmp.Or(
		cmp.Compare(a.rank(), b.rank()),
		moreFindings(a.Summary(), b.Summary()),
		cmp.Compare(a.Name(), b.Name()),
		cmp.Compare(a.ID(), b.ID()),
	)
}

// rank returns which group of accounts it is one of.
func (a Account) rank() int {
	switch {
	case a.State == Read && a.Summary().Faulty > 0:
		return 0
	case a.Failing():
		return 1
	case a.State == Read:
		return 2
	case a.State == Reading:
		return 3
	case a.State == Waiting:
		return 4
	default:
		return 5
	}
}

// Failing reports whether the account could not be read, though it should be.
func (a Account) Failing() bool {
	return a.State == SignedOut || a.State == Denied || a.State == Failed
}

// moreFindings compares counts: the worst finding decides, and among equals the next one.
func moreFindings(a, b audit.Summary) int { return slices.Compare(b.Findings[:], a.Findings[:]) }

// String returns the state in words.
func (s State) String() string {
	switch s {
	case Waiting:
		return "waiting"
	case Reading:
		return "reading"
	case Read:
		return "read"
	case SignedOut:
		return "signed out"
	case Denied:
		return "access denied"
	case Suspended:
		return "suspended"
	case Same:
		return "same account"
	default:
		return "failed"
	}
}

// Name returns what the account is called: by its organization, its alias, a profile, or else its number. Of several
// profiles it is the first by name: which of them was in use is chance.
func (a Account) Name() string {
	switch {
	case a.Member.Name != "":
		return a.Member.Name
	case a.Identity.Alias != "":
		return a.Identity.Alias
	case len(a.Member.Profiles) > 0:
		return slices.Min(a.Member.Profiles)
	default:
		return a.ID()
	}
}
