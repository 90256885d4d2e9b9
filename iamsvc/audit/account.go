package audit

import (
	"cmp"
	"strings"

	"akia/iamsvc/filter"
)

// Account is whose the keys of a table are.
type Account struct {
	ID string
	// Name is what the account is called, Label what the person calls it; empty for none.
	Name, Label string
	// Partition is that of its ARNs; empty: aws.
	Partition string
}

// ARN returns the ARN of a user of the account; empty if its number or the path of the user is not known.
func (a Account) ARN(r *Row) string {
	switch begin := "arn:" + cmp.Or(a.Partition, "aws") + ":iam::" + a.ID + ":"; {
	case a.ID == "":
		return ""
	case r.Root():
		return begin + "root"
	case r.Path == "":
		return ""
	default:
		return begin + "user" + r.Path + r.User.UserName()
	}
}

// SetAccount says whose the keys of the table are, for the field account of filters; until then that is not known.
func (t *Table) SetAccount(a Account) {
	if t.account != nil && *t.account == a {
		return
	}
	t.account = &a
	for _, v := range t.views {
		v.SetFilter(v.filter)
	}
}

// Account returns whose the keys of the table are; the zero Account if that is not known.
func (t *Table) Account() Account {
	if t.account == nil {
		return Account{}
	}
	return *t.account
}

// compare orders accounts by name without regard to case.
func (a Account) compare(b Account) int {
	return cmp.Or(folded(a.Name, b.Name), strings.Compare(a.Name, b.Name), strings.Compare(a.ID, b.ID))
}

// accountField is the field that tells accounts apart: by name, number or label.
func accountField(of *Account) filter.Field[Row] {
	return filter.Field[Row]{
		Name: "account", Help: "name, ID or label of the account", Example: "prod",
		Holds: func(want string) func(*Row) filter.Truth {
			truth := filter.Unknown
			if of != nil {
				truth = filter.Is(filter.Within(of.Name, want) || filter.Within(of.ID, want) || filter.Within(of.Label, want))
			}
			return func(*Row) filter.Truth { return truth }
		},
	}
}
