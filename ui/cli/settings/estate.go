package settings

import (
	"strings"

	"github.com/spf13/pflag"

	"akia/iamsvc/estate"
	"akia/ui/cli/exit"
)

// Estate is which accounts to look at where there may be several. The zero Estate is the one account that the
// credentials lead to.
type Estate struct {
	Profiles   string // globs with commas between them; empty for none
	SSO        string // the SSO session whose accounts to take; empty for none
	SSORole    string
	Org        bool   // the accounts of the organization
	Role       string // the role that is assumed in each of them
	ExternalID string
	Include    string // accounts and organizational units, with commas between them; empty for all
	Exclude    string
}

// Several reports whether there may be more than one account.
func (e Estate) Several() bool { return e.Profiles != "" || e.SSO != "" || e.Org }

// Organization returns what the settings say of how the accounts of the organization are entered.
func (e Estate) Organization() estate.Organization {
	return estate.Organization{
		Role: e.Role, ExternalID: e.ExternalID, Include: list(e.Include), Exclude: list(e.Exclude),
	}
}

// list returns the words between commas.
func list(text string) []string {
	var all []string
	for word := range strings.SplitSeq(text, ",") {
		if word = strings.TrimSpace(word); word != "" {
			all = append(all, word)
		}
	}
	return all
}

// AddEstateFlags adds the flags that say which accounts to look at where there may be several.
func (s *Settings) AddEstateFlags(flags *pflag.FlagSet) {
	e := &s.Estate
	In(Account, flags, func() {
		TextFlag(flags, &e.Profiles, "profiles", nil, "Accounts of the profiles `NAMES`, such as 'prod-*,dev'")
		TextFlag(flags, &e.SSO, "sso", nil, "Accounts of the SSO session `NAME`")
		TextFlag(flags, &e.SSORole, "sso-role", checkRoleName, "With --sso, use this `ROLE` in each account")
		flags.BoolVar(&e.Org, "org", false, "Accounts of the organization")
		TextFlag(flags, &e.Role, "role", checkRoleName, "With --org, assume this `ROLE`; else "+estate.DefaultRole)
		TextFlag(flags, &e.ExternalID, "external-id", checkExternalID, "With --org, external `ID` of the role")
		TextFlag(flags, &e.Include, "include", checkUnits, "With --org, only accounts and OUs `IDS`: 111122223333,ou-…")
		TextFlag(flags, &e.Exclude, "exclude", checkUnits, "With --org, all but accounts and OUs `IDS`")
	})
}

// CheckEstate refuses flags that contradict each other about which accounts are meant.
func (s *Settings) CheckEstate() error {
	e := s.Estate
	var ways []string
	for _, way := range []struct {
		flag  string
		given bool
	}{{"--profiles", e.Profiles != ""}, {"--sso", e.SSO != ""}, {"--org", e.Org}} {
		if way.given {
			ways = append(ways, way.flag)
		}
	}
	switch {
	case len(ways) > 1:
		return exit.Usage("%s each say which accounts are meant: use one of them", strings.Join(ways, " and "))
	case s.Profile != "" && (e.Profiles != "" || e.SSO != ""):
		return exit.Usage("--profile can't be combined with %s", ways[0])
	case s.Demo && (e.Profiles != "" || e.SSO != ""):
		return exit.Usage("--demo can't be combined with %s; --org works", ways[0])
	case e.SSORole != "" && e.SSO == "":
		return exit.Usage("--sso-role needs --sso")
	}
	for _, needs := range []struct{ flag, value string }{
		{"--role", e.Role}, {"--external-id", e.ExternalID}, {"--include", e.Include}, {"--exclude", e.Exclude},
	} {
		if needs.value != "" && !e.Org {
			return exit.Usage("%s needs --org", needs.flag)
		}
	}
	return nil
}

// checkRoleName refuses what is no name of a role. A path in front of it is part of how it is named.
func checkRoleName(name string) error {
	const longest = 512 + 64 // a path and a name
	if strings.HasPrefix(name, "arn:") {
		return exit.Usage("must be the name of the role, not an ARN: it is one role in each account")
	}
	bare := name[strings.LastIndexByte(name, '/')+1:]
	if bare == "" || len(name) > longest || strings.ContainsFunc(name, func(r rune) bool {
		return !word(r) && !strings.ContainsRune("+=,.@-/", r)
	}) {
		return exit.Usage("must be the name of a role: letters, digits and +=,.@_-")
	}
	return nil
}

// checkExternalID refuses what STS takes for no external ID.
func checkExternalID(id string) error {
	const shortest, longest = 2, 1224
	if len(id) < shortest || len(id) > longest || strings.ContainsFunc(id, func(r rune) bool {
		return !word(r) && !strings.ContainsRune("+=,.@:/-", r)
	}) {
		return exit.Usage("must have %d to %d letters, digits and +=,.@:/_-", shortest, longest)
	}
	return nil
}

// word reports whether a rune is a letter, a digit or an underscore of ASCII.
func word(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_'
}

// checkUnits refuses a list that has something besides numbers of accounts and IDs of organizational units.
func checkUnits(text string) error {
	ids := list(text)
	if len(ids) == 0 {
		return exit.Usage("must have the number of an account or the ID of an organizational unit")
	}
	if err := (estate.Organization{Include: ids}).Check(); err != nil {
		return exit.Usage("%s", err)
	}
	return nil
}
