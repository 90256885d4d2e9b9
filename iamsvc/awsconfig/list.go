package awsconfig

import (
	"maps"
	"slices"
	"strings"
)

// Way is how a profile gets its credentials.
type Way uint8

// The ways. The zero Way is that the profile has none of its own.
const (
	NoWay      Way = iota
	WayKey         // a key pair in one of the files
	WayRole        // a role that is assumed with other credentials
	WayWeb         // a role that is assumed with a token from a file
	WaySSO         // IAM Identity Center
	WayLogin       // `aws login`
	WayProcess     // credential_process
)

// Listed is a profile as a list to choose from shows it: what the files say, and nothing that was asked.
type Listed struct {
	Name string
	Way  Way
	// Account is the number of the account where the files tell it; else it is empty.
	Account string
	// Role is the name of the role that the credentials are of; empty if there is none, or it is not told.
	Role string
	// Region is the one that is set; empty if none is.
	Region string
	// Source is the profile that the role is assumed from, Session the SSO session; empty where there is none.
	Source, Session string
	// Device is the MFA device that the profile names; empty for none.
	Device string
}

// List returns the profiles of both files, in their order by name. Lines that nothing can be made of are passed over,
// and a file that cannot be read has none. It asks nobody.
func List(env Env) []Listed {
	b := glanceBook(env)
	list := make([]Listed, 0, len(b.profiles))
	for _, name := range slices.Sorted(maps.Keys(b.profiles)) {
		list = append(list, b.profiles[name].listed())
	}
	return list
}

// Profiles returns the names of the profiles of both files, as List does.
func Profiles(env Env) []string { return slices.Sorted(maps.Keys(glanceBook(env).profiles)) }

// SSOSessions returns the names of the SSO sessions of the configuration file, in their order.
func SSOSessions(env Env) []string { return slices.Sorted(maps.Keys(glanceBook(env).sessions)) }

func glanceBook(env Env) *book {
	return newBook(&files{
		config:      glance(env.fileOf("AWS_CONFIG_FILE", "~/.aws/config")),
		credentials: glance(env.fileOf("AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials")),
	})
}

// listed returns the profile as a list shows it.
func (p *profile) listed() Listed {
	get := func(name string) string { return p.values[name].text }
	l := Listed{Name: p.name, Region: get("region"), Device: get("mfa_serial")}
	switch {
	case isRole(p):
		l.Way, l.Source = WayRole, get("source_profile")
		l.Account, l.Role = roleOf(get("role_arn"))
	case p.has("web_identity_token_file"):
		l.Way = WayWeb
		l.Account, l.Role = roleOf(get("role_arn"))
	case p.has("sso_role_name", "sso_account_id"):
		l.Way, l.Account, l.Role, l.Session = WaySSO, get("sso_account_id"), get("sso_role_name"), get("sso_session")
	case p.credentials["aws_access_key_id"].text != "":
		l.Way = WayKey
	case p.has("login_session"):
		l.Way = WayLogin
		l.Account, _ = roleOf(get("login_session"))
	case p.has("credential_process"):
		l.Way = WayProcess
	case p.has("aws_access_key_id"):
		l.Way = WayKey
	}
	return l
}

// roleOf returns the account and the name of the role in an ARN; empty where it has none.
func roleOf(arn string) (account, role string) {
	const parts = 6 // arn:partition:iam::account:role/path/name
	fields := strings.SplitN(arn, ":", parts)
	if len(fields) < parts {
		return "", ""
	}
	if name, ok := strings.CutPrefix(fields[5], "role/"); ok {
		role = name[strings.LastIndexByte(name, '/')+1:]
	}
	return fields[4], role
}
