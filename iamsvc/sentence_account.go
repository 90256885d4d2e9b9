package iamsvc

import "cmp"

// accountTask returns what an operation on the account as a whole does, as a person would say it; empty for other
// operations.
func (e *Error) accountTask() string {
	switch e.Op {
	case "GenerateCredentialReport":
		return "have a credential report made"
	case "GetCredentialReport":
		return "get the credential report"
	case "GetAccountSummary":
		return "see the summary of the account"
	case "GetAccountAuthorizationDetails":
		return "see the policies and tags of all users"
	case "GetAccessKeyInfo":
		return "find out the account of " + cmp.Or(e.Subject, "a key")
	default:
		return ""
	}
}
