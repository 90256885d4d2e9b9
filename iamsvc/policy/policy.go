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
)

// Kinds returns all kinds of policy.
func Kinds() []Kind { return []Kind{Read, Write, Self, Full} }

// permission is an action that the program uses, and for what.
type permission struct {
	action  string
	account bool // it is about the account as a whole: IAM takes no resource but * for it
	writes  bool
	users   bool // it is about users and their policies rather than their keys
	own     bool // it is of use to who has only keys of their own
}

// permissions returns everything that the program may need. The identity (sts:GetCallerIdentity) needs none.
func permissions() []permission {
	return []permission{
		{action: "iam:ListUsers", account: true},
		{action: "iam:ListAccountAliases", account: true, own: true},
		{action: "iam:GenerateCredentialReport", account: true},
		{action: "iam:GetCredentialReport", account: true},
		{action: "iam:GetAccountSummary", account: true},
		{action: "iam:GetAccountAuthorizationDetails", account: true},
		{action: "sts:GetAccessKeyInfo", account: true},
		{action: "iam:ListAccessKeys", own: true},
		{action: "iam:GetAccessKeyLastUsed", own: true},
		{action: "iam:ListUserTags", own: true},
		{action: "iam:GetUser", own: true},
		{action: "iam:ListGroupsForUser", own: true},
		{action: "iam:ListAttachedUserPolicies", own: true},
		{action: "iam:ListUserPolicies", own: true},
		{action: "iam:ListMFADevices", own: true},
		{action: "iam:CreateAccessKey", writes: true, own: true},
		{action: "iam:UpdateAccessKey", writes: true, own: true},
		{action: "iam:DeleteAccessKey", writes: true, own: true},
		// Not for one's own user: where policies go by the tags of who calls, to tag oneself is to give oneself permissions.
		{action: "iam:TagUser", writes: true},
		{action: "iam:UntagUser", writes: true},
		// To write a policy is to have every permission there is.
		{action: "iam:CreateUser", writes: true, users: true},
		{action: "iam:DeleteUser", writes: true, users: true},
		{action: "iam:PutUserPolicy", writes: true, users: true},
		{action: "iam:DeleteUserPolicy", writes: true, users: true},
	}
}

// statement is one statement of a policy, in the order in which its fields are written.
type statement struct {
	Sid      string
	Effect   string
	Action   []string
	Resource any
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
			statements = append(statements, statement{sid, "Allow", actions, resource})
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
	default:
		return ""
	}
	return document(statements)
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
