package report

import (
	"slices"
	"strings"
	"time"
)

// RootUser is how the report names the account's root user. No IAM user can have this name.
const RootUser = "<root_account>"

// Slots is how many access keys of a user the report tells of. A user may have more of them: IAM's quota is not atomic.
const Slots = 2

// Row is what the report says of one user. Times are in UTC, and zero where the report has none.
type Row struct {
	User    string // RootUser for the root user
	ARN     string
	Created time.Time
	// Password says whether there is a password for the console, MFA whether a device for MFA is active.
	Password, MFA Answer
	Slots         [Slots]Slot
}

// Answer is a yes or no of the report. The zero Answer is none.
type Answer uint8

// The answers.
const (
	NotSaid Answer = iota
	No
	Yes
)

// Root reports whether the row is that of the root user.
func (r Row) Root() bool { return r.User == RootUser }

// HasKeys reports whether there is a key in either slot.

// Slot is what the report says of one access key. The zero Slot is an empty one.
type Slot struct {
	Present bool // there is a key in it
	Active  bool
	// LastRotated is when the key was made, as far as is known: AWS documents it as made "or last changed". It is zero if
	// the report does not say.
	LastRotated time.Time
	// LastUsed is zero for a key that was never used, if UseTold is true.
	LastUsed time.Time
	// UseTold is false if the report does not say whether the key was used.
	UseTold bool
	// Service and Region are empty where the report has none, as for the region of a service without regions.
	Service, Region string
}

// Account returns the account that a report is of, by the ARNs of its rows; empty if they have none.
func Account(rows []Row) string {
	for _, r := range rows {
		if account, ok := r.account(); ok {
			return account
		}
	}
	return ""
}

// account returns the account in the row's ARN; false if that is not the ARN of the row's user.
func (r Row) account() (string, bool) {
	parts := strings.SplitN(r.ARN, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" || parts[2] != "iam" || parts[4] == "" {
		return "", false
	}
	if r.Root() {
		return parts[4], parts[5] == "root"
	}
	rest, isUser := strings.CutPrefix(parts[5], "user/")
	return parts[4], isUser && strings.HasSuffix("/"+rest, "/"+r.User)
}

// HasRoot reports whether a row is that of the root user. In a partition without root users none is, and not every
// server that speaks the API has one.
func HasRoot(rows []Row) bool { return slices.ContainsFunc(rows, Row.Root) }

// Roster is who is in a report, to find out who is not: users made since, or left out.
type Roster struct {
	names  map[string]bool
	prefix string
}

// NewRoster returns the users of a report. Its Lacks is about those whose path begins with the prefix.
func NewRoster(rows []Row, prefix string) Roster {
	r := Roster{names: make(map[string]bool, len(rows)), prefix: prefix}
	for _, row := range rows {
		r.names[row.User] = true
	}
	return r
}

// Users returns how many users there are, without the root user.
func (r Roster) Users() int {
	n := len(r.names)
	if r.names[RootUser] {
		n--
	}
	return n
}

// Lacks reports whether a user who is to be in the report is not.
func (r Roster) Lacks(name, path string) bool {
	return !r.names[name] && strings.HasPrefix(path, r.prefix)
}

// Path returns the path of the user, such as "/ci/", as the ARN has it.
func (r Row) Path() string {
	_, path, _ := strings.Cut(r.ARN, ":user/")
	return "/" + path[:strings.LastIndexByte(path, '/')+1]
}

// Under returns the rows of the users whose path begins with a prefix, all rows if it is empty. The root user has no
// path.
func Under(rows []Row, prefix string) []Row {
	if prefix == "" {
		return rows
	}
	return slices.DeleteFunc(slices.Clone(rows),
		func(r Row) bool { return r.Root() || !strings.HasPrefix(r.Path(), prefix) })
}
