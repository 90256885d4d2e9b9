package iamsvc

import "strings"

// Identity is who the calls are signed as (sts:GetCallerIdentity) and in which account.
type Identity struct {
	Account string // twelve digits
	// Alias is the account's alias; empty if it has none or if reading it is not permitted.
	Alias string
	ARN   string
	// KeyID is the access key ID that signs the calls.
	KeyID string
}

// Partition returns the partition of the ARN: aws, aws-cn, aws-us-gov and so on; "aws" if the ARN has none.
func (id Identity) Partition() string {
	if parts := strings.SplitN(id.ARN, ":", 3); len(parts) == 3 && parts[1] != "" {
		return parts[1]
	}
	return "aws"
}

// Label returns the part of the ARN after the account: "user/ops", "assumed-role/Admin/alice", "root".
func (id Identity) Label() string {
	parts := strings.SplitN(id.ARN, ":", 6)
	return parts[len(parts)-1]
}

// Root reports whether the caller is the account's root user.
func (id Identity) Root() bool { return id.Label() == "root" }

// UserName returns the name of the IAM user that the caller is; false for a role, a federated user or root.
func (id Identity) UserName() (string, bool) {
	label := id.Label()
	if !strings.HasPrefix(label, "user/") {
		return "", false
	}
	return label[strings.LastIndexByte(label, '/')+1:], true
}
