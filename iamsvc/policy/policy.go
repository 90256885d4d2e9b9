// Package policy holds the IAM policies that akia prints or writes, as documents in indented JSON. It asks nothing.
package policy

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Kind says what the holder of a policy is to do with the program.
type Kind string

// The kinds of policy.
const (
	Read  Kind = "read"  // look at all users and their keys
	Write Kind = "write" // manage the keys of all users
	Self  Kind = "self"  // manage one's own keys
	Full  Kind = "full"  // all of it: make users as well, and write their policies
	Org   Kind = "org"   // enter the accounts of an organization, and look at their root users
)

// Kinds returns all kinds of policy.
func Kinds() []Kind { return []Kind{Read, Write, Self, Full, Org} }

// permission is an action that the program uses, and for what.
type permission struct {
	action  string
	use     string // what akia does with it, as a verb and its object
	account bool   // it is about the account as a whole: IAM takes no resource but * for it
	writes  bool
	users   bool // it is about users and their policies rather than their keys
	own     bool // it is of use to who has only keys of their own
}

// permissions returns everything that the program may need. The identity (sts:GetCallerIdentity) needs none.
func permissions() []permission {
	return []permission{
		{action: "iam:ListUsers", use: "list the users", account: true},
		{action: "iam:ListAccountAliases", use: "show the account alias", account: true, own: true},
		{action: "iam:GenerateCredentialReport", use: "start the audit from the credential report", account: true},
		{action: "iam:GetCredentialReport", use: "start the audit from the credential report", account: true},
		{action: "iam:GetAccountSummary", use: "see whether the root user has an access key", account: true},
		{action: "iam:GetAccountAuthorizationDetails", use: "find tags and quarantined users in a few calls", account: true},
		{action: "sts:GetAccessKeyInfo", use: "find the account that a key ID belongs to", account: true},
		{action: "iam:ListAccessKeys", use: "list a user's access keys", own: true},
		{action: "iam:GetAccessKeyLastUsed", use: "show the last use of a key, and find the owner of a key ID", own: true},
		{action: "iam:ListUserTags", use: "show descriptions of keys", own: true},
		{action: "iam:GetUser", use: "show a user's details", own: true},
		{action: "iam:ListGroupsForUser", use: "show a user's groups", own: true},
		{action: "iam:ListAttachedUserPolicies", use: "show a user's attached policies", own: true},
		{action: "iam:ListUserPolicies", use: "show a user's inline policies", own: true},
		{action: "iam:ListMFADevices", use: "show a user's MFA devices", own: true},
		{action: "iam:CreateAccessKey", use: "create and rotate keys", writes: true, own: true},
		{action: "iam:UpdateAccessKey", use: "activate and deactivate keys", writes: true, own: true},
		{action: "iam:DeleteAccessKey", use: "delete keys", writes: true, own: true},
		// Not for one's own user: where policies go by the tags of who calls, to tag oneself is to give oneself permissions.
		{action: "iam:TagUser", use: "describe keys", writes: true},
		{action: "iam:UntagUser", use: "remove a deleted key's description", writes: true},
		// To write a policy is to have every permission there is.
		{action: "iam:CreateUser", use: "create users", writes: true, users: true},
		{action: "iam:DeleteUser", use: "undo the creation of a user", writes: true, users: true},
		{
			action: "iam:PutUserPolicy", use: "give a new user a policy; end sessions of a leaked key",
			writes: true, users: true,
		},
		{action: "iam:DeleteUserPolicy", use: "undo either of these policies", writes: true, users: true},
	}
}

// Permission is an action of IAM or STS that akia uses, and for what: a verb and its object.
type Permission struct{ Action, Use string }

// Permissions returns everything that akia may need, reads first.
func Permissions() []Permission {
	var all []Permission
	for _, p := range permissions() {
		all = append(all, Permission{p.action, p.use})
	}
	return all
}

// Use returns what the holder of a policy can do: a verb and its object.
func (k Kind) Use() string {
	switch k {
	case Read:
		return "list all users and their access keys, and change nothing"
	case Write:
		return "the same, and manage the access keys of all users"
	case Self:
		return "manage your own access keys only"
	case Full:
		return "the same as write, and create users and write their policies. This makes its holder an administrator"
	case Org:
		return "list the accounts of the organization, assume a role in each, and see the credentials of their root users"
	default:
		return ""
	}
}

// statement is one statement of a policy, in the order in which its fields are written.
type statement struct {
	Sid      string
	Effect   string
	Action   []string
	Resource any
	// Condition narrows the statement; nil for none.
	Condition any `json:",omitempty"`
}

// For returns the least policy under which everything of the kind works. The partition is that of the account, as
// ARNs name it; empty or malformed: aws. An unknown kind gives an empty string.
//
// Write lets its holder make a key for any user, and so become any user: narrow its resource by a path where that is
// too much. Full lets its holder write any policy into any user, and so makes an administrator.
func For(kind Kind, partition string) string {
	if partition == "" || strings.Trim(partition, "abcdefghijklmnopqrstuvwxyz-") != "" {
		partition = "aws"
	}
	users := fmt.Sprintf("arn:%s:iam::*:user/", partition)
	var statements []statement
	add := func(sid string, resource any, wanted func(permission) bool) {
		if actions := actionsOf(wanted); len(actions) > 0 {
			statements = append(statements, statement{Sid: sid, Effect: "Allow", Action: actions, Resource: resource})
		}
	}
	switch kind {
	case Read, Write, Full:
		add("Account", "*", func(p permission) bool { return p.account && !p.writes })
		add("Users", users+"*", func(p permission) bool { return !p.account && !p.writes })
		if kind != Read {
			add("ManageKeys", users+"*", func(p permission) bool { return !p.account && p.writes && !p.users })
		}
		if kind == Full {
			add("ManageUsers", users+"*", func(p permission) bool { return !p.account && p.writes && p.users })
		}
	case Self:
		// A user name holds no slash, so that the second one fits no other user: it is for those whose path is longer.
		own := []string{users + "${aws:username}", users + "*/${aws:username}"}
		add("Account", "*", func(p permission) bool { return p.account && p.own })
		add("ManageOwnAccessKeys", own, func(p permission) bool { return !p.account && p.own })
	case Org:
		statements = organization(partition)
	default:
		return ""
	}
	return document(statements)
}

// organization returns what it takes to enter the accounts of an organization from its management account, and to look
// at their root users.
func organization(partition string) []statement {
	task := fmt.Sprintf("arn:%s:iam::aws:policy/root-task/IAMAuditRootUserCredentials", partition)
	return []statement{
		{
			Sid: "Accounts", Effect: "Allow", Resource: "*",
			Action: []string{
				"organizations:DescribeOrganization", "organizations:ListAccounts", "iam:ListOrganizationsFeatures",
			},
		},
		{
			Sid: "EnterAccounts", Effect: "Allow", Action: []string{"sts:AssumeRole"},
			Resource: fmt.Sprintf("arn:%s:iam::*:role/OrganizationAccountAccessRole", partition),
		},
		{
			Sid: "AuditRootUsers", Effect: "Allow", Action: []string{"sts:AssumeRoot"},
			Resource:  fmt.Sprintf("arn:%s:iam::*:root", partition),
			Condition: map[string]any{"StringEquals": map[string]string{"sts:TaskPolicyArn": task}},
		},
	}
}

// actionsOf returns the actions of the permissions that are wanted.
func actionsOf(wanted func(permission) bool) []string {
	var actions []string
	for _, p := range permissions() {
		if wanted(p) {
			actions = append(actions, p.action)
		}
	}
	return actions
}

// document writes a policy of these statements.
func document(statements []statement) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	_ = e.Encode(struct { // texts and lists of them: nothing that cannot be encoded
		Version   string
		Statement []statement
	}{"2012-10-17", statements})
	return strings.TrimSpace(b.String())
}
