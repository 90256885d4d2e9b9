package iamsvc

import (
	"strings"
	"time"
)

// User is an IAM user as ListUsers describes it. Times are in UTC.
type User struct {
	Name string // unique in the account regardless of case
	Path string // begins and ends with a slash; "/" alone for most users
	ID   string // AIDA…
	ARN  string
	// Created is zero if the service did not say.
	Created time.Time
	// PasswordLastUsed is zero for a password that was never used, or a user without one: IAM does not tell them apart.
	PasswordLastUsed time.Time
}

// Principal returns the user as calls about it name it. The root user, who is in no list, is told by its ARN.
func (u User) Principal() Principal {
	if u.Name == "" && strings.HasSuffix(u.ARN, ":root") {
		return RootUser()
	}
	return NamedUser(u.Name)
}

// UserPage is one page of ListUsers. It may be short, or empty, and still not be the last one: More alone decides.
type UserPage struct {
	Users []User
	// More says that the service has further users.
	More bool
	// Marker asks for the next page; it is meaningful only when More is true.
	Marker string
}
