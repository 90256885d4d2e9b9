package iamsvc

import "cmp"

// userTask returns what an operation on users, their tags and their policies does, as a person would say it; empty for
// other operations.
func (e *Error) userTask() string {
	whose := " of " + cmp.Or(e.Subject, "your own user")
	switch e.Op {
	case "ListUserTags":
		return "see the descriptions of the keys" + whose
	case "TagUser":
		return "describe " + cmp.Or(e.Subject, "a key")
	case "UntagUser":
		return "remove the description of " + cmp.Or(e.Subject, "a key")
	case "GetUser":
		return "see the details" + whose
	case "ListGroupsForUser":
		return "see the groups" + whose
	case "ListAttachedUserPolicies":
		return "see the policies attached to " + cmp.Or(e.Subject, "your own user")
	case "ListUserPolicies":
		return "see the inline policies" + whose
	case "ListMFADevices":
		return "see the MFA devices" + whose
	case "CreateUser":
		return "create the user " + e.Subject
	case "DeleteUser":
		return "delete the user " + e.Subject
	case "PutUserPolicy":
		return "write an inline policy" + whose
	case "DeleteUserPolicy":
		return "delete an inline policy" + whose
	default:
		return ""
	}
}

// userEffect returns what such an operation may or may not have done; empty for those that change nothing.
func (e *Error) userEffect() string {
	switch e.Op {
	case "TagUser":
		return e.Subject + " was described"
	case "UntagUser":
		return "the description of " + e.Subject + " was removed"
	case "CreateUser":
		return "the user " + e.Subject + " was created"
	case "DeleteUser":
		return "the user " + e.Subject + " was deleted"
	case "PutUserPolicy":
		return "an inline policy of " + e.Subject + " was written"
	case "DeleteUserPolicy":
		return "an inline policy of " + e.Subject + " was deleted"
	default:
		return ""
	}
}
