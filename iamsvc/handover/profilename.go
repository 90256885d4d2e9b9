package handover

import (
	"fmt"
	"strings"

	"akia/iamsvc"
)

// ValidProfileName returns nil if the AWS CLI and all SDKs read a profile of that name in the shared credentials
// file: letters, digits and characters of _-/.%@:+ in ASCII, and not DEFAULT, whose settings the CLI applies to every
// profile. Else it returns an *Error that says why.
func ValidProfileName(name string) error {
	switch {
	case name == "":
		return &Error{Reason: ReasonInvalid, What: "A profile needs a name."}
	case len(name) > 128:
		return &Error{Reason: ReasonInvalid, What: "A profile's name should have 128 characters at most."}
	case strings.EqualFold(name, "default") && name != "default":
		return &Error{
			Reason: ReasonInvalid, What: fmt.Sprintf("%q is not the name of a profile.", name),
			Next: "The profile that is used when none is named is called default, in small letters.",
		}
	}
	for i := range len(name) {
		if !inName(name[i]) && !strings.ContainsRune("/%:", rune(name[i])) {
			return &Error{
				Reason: ReasonInvalid, What: fmt.Sprintf("%q is not the name of a profile.", name),
				Next: "Use letters, digits and _-/.%@:+ in it: not every program reads others.",
			}
		}
	}
	return nil
}

// ProfileName returns a valid name for a profile that is called after a user.
func ProfileName(user iamsvc.Principal) string {
	name := []byte(userLabel(user))
	for i, c := range name {
		if !inName(c) {
			name[i] = '-'
		}
	}
	if ValidProfileName(string(name)) != nil {
		return "user-" + string(name[:min(len(name), 123)])
	}
	return string(name)
}
