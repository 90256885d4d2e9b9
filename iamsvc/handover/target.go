package handover

import (
	"cmp"
	"fmt"

	"akia/iamsvc"
)

// Target is a kind of place that a secret can be brought to. Profile and File are the two there are.
type Target interface {
	// Name is what to call the target in a list, such as "CSV for aws configure import".
	Name() string
	// DefaultPath returns where the target is written if nothing else is said; empty if the environment does not tell.
	DefaultPath(key iamsvc.Key, env Env) string
	// Plan looks at what is there, and tells what would be written and what would be replaced. It changes nothing. Its
	// failures are an *Error.
	Plan(key iamsvc.NewKey, env Env) (Plan, error)
}

// Targets returns one of each kind, at its default path, in the order in which to offer them. The profile is called
// after the key's user.
func Targets(key iamsvc.Key) []Target {
	targets := []Target{Profile{Profile: ProfileName(key.User)}}
	for _, f := range Formats() {
		targets = append(targets, File{Format: f})
	}
	return targets
}

// checkKey returns nil if the key can be written in any format: its ID is one, and its secret is printable ASCII
// without spaces, as IAM's are.
func checkKey(key iamsvc.NewKey) error {
	if iamsvc.ValidKeyID(key.ID) != nil {
		return &Error{Reason: ReasonInvalid, What: fmt.Sprintf("%q is not an access key ID.", key.ID)}
	}
	secret := key.Secret.Reveal()
	if secret == "" {
		return &Error{Reason: ReasonInvalid, What: "The secret of " + key.ID + " is not known any more."}
	}
	for i := range len(secret) {
		if secret[i] <= ' ' || secret[i] > '~' {
			return &Error{
				Reason: ReasonInvalid,
				What: "The secret of " + key.ID +
					" holds characters that no secret of IAM holds: it cannot be written to a file safely.",
				Next: "Delete the key, and create another.",
			}
		}
	}
	return nil
}

// userLabel returns the user's name as it may stand in a comment, a cell or the name of a file: the characters that IAM
// allows and no others.
func userLabel(user iamsvc.Principal) string {
	if user.IsRoot() {
		return "root"
	}
	label := []byte(cmp.Or(user.UserName(), "user"))
	for i, c := range label {
		if !inName(c) && c != '=' && c != ',' {
			label[i] = '_'
		}
	}
	return string(label)
}

// inName reports whether the character may stand in the names both of users and of profiles.
func inName(c byte) bool {
	switch {
	case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
		return true
	case c == '_', c == '-', c == '.', c == '@', c == '+':
		return true
	}
	return false
}
