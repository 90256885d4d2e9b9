package iamsvc

import (
	"cmp"
	"fmt"
	"strings"
	"time"
)

// Error returns one plain sentence for a person: what did not work, and on whom. It may hold the service's own words
// for a name, so it must be sanitised before it is drawn.
func (e *Error) Error() string {
	if e.Unclear {
		return fmt.Sprintf("It is not known whether %s: %s", e.effect(), e.doubt())
	}
	return cmp.Or(e.sentence, e.kindSentence())
}

// doubt returns why it is not known what became of a write, without saying that it failed.
func (e *Error) doubt() string {
	switch {
	case e.sentence != "":
		return e.sentence
	case e.Kind == KindCancelled:
		return "it was stopped before " + service(e.Op) + " answered."
	case e.Kind == KindNetwork:
		return "the connection to " + service(e.Op) + " broke before it answered."
	case e.Kind == KindService:
		return service(e.Op) + " answered with a failure of its own."
	default:
		return e.kindSentence()
	}
}

// kindSentence returns what the kind and the operation have to say.
func (e *Error) kindSentence() string {
	at := service(e.Op)
	switch e.Kind {
	case KindDenied:
		return "You may not " + e.task() + "."
	case KindNotFound:
		return e.missing()
	case KindQuota:
		return e.quota()
	case KindThrottled:
		return at + " went on limiting calls: could not " + e.task() + "."
	case KindNoCredentials:
		return "No AWS credentials were found."
	case KindExpired:
		return "The AWS credentials" + e.ofProfile() + " have run out."
	case KindCredentials:
		return e.refusedCredentials()
	case KindConflict:
		return e.conflict()
	case KindChanged:
		return cmp.Or(e.Subject, "The key") + " is no longer as you saw it. Nothing was done."
	case KindNetwork:
		return at + " could not be reached, or the connection broke."
	case KindTimeout:
		return at + " did not answer in time."
	case KindCancelled:
		return "Stopped: did not " + e.task() + "."
	case KindInvalid:
		return e.refusedInput()
	case KindLostKey:
		return "A key was created for " + cmp.Or(e.Subject, "your own user") + ", but its secret never arrived."
	case KindMFA:
		return "Signing in takes a code of the MFA device" + spaced(clip(e.Subject)) + "."
	case KindNotCreated:
		return "No key was created for " + cmp.Or(e.Subject, "your own user") + "."
	case KindRenamed:
		return cmp.Or(e.Subject, "The key") + " belongs to another user now. Nothing was changed."
	case KindKeyUnknown:
		return "It isn't known whether " + cmp.Or(e.Subject, "the key") + " still works."
	case KindOtherSigner:
		return "The credentials have become somebody else's: did not " + e.task() + "."
	case KindReadOnly:
		return "This is read-only: akia will not " + e.task() + "."
	default:
		return at + " failed to " + e.task() + "."
	}
}

// task returns what the operation does, as a person would say it.
func (e *Error) task() string {
	switch e.Op {
	case "ListUsers":
		return "list the users"
	case "ListAccessKeys":
		return "list access keys of " + cmp.Or(e.Subject, "your own user")
	case "GetAccessKeyLastUsed":
		return "see the last use of " + cmp.Or(e.Subject, "a key")
	case "CreateAccessKey":
		return "create an access key for " + cmp.Or(e.Subject, "yourself")
	case "UpdateAccessKey":
		return "change the status of " + cmp.Or(e.Subject, "a key")
	case "DeleteAccessKey":
		return "delete " + cmp.Or(e.Subject, "a key")
	case "GetCallerIdentity":
		return "tell who you are"
	case "ListAccountAliases":
		return "see the alias of the account"
	case "ListAccounts":
		return "list the accounts of the organization"
	case "DescribeOrganization":
		return "see which organization the account is in"
	case "":
		return "do that"
	default:
		return cmp.Or(e.userTask(), e.accountTask(), strings.TrimSpace("carry out "+e.Op+" "+e.Subject))
	}
}

// effect returns what a write may or may not have done.
func (e *Error) effect() string {
	switch e.Op {
	case "CreateAccessKey":
		return "an access key was created for " + cmp.Or(e.Subject, "yourself")
	case "UpdateAccessKey":
		return "the status of " + cmp.Or(e.Subject, "the key") + " was changed"
	case "DeleteAccessKey":
		return cmp.Or(e.Subject, "the key") + " was deleted"
	default:
		return cmp.Or(e.userEffect(), cmp.Or(e.Op, "it")+" was carried out")
	}
}

func (e *Error) missing() string {
	key := "The key"
	if e.Subject != "" {
		key = "Key " + e.Subject
	}
	switch e.Op {
	case "GetAccessKeyLastUsed":
		return key + " was not found in this account."
	case "UpdateAccessKey", "DeleteAccessKey":
		if strings.Contains(e.Message, "user with name") {
			return key + " is gone: its user does not exist any more."
		}
		return key + " does not exist any more. It was deleted elsewhere."
	default:
		return "There is no user " + cmp.Or(e.Subject, "that fits") + "."
	}
}

func (e *Error) quota() string {
	if e.Op != "CreateAccessKey" {
		return "A quota of the account does not allow to " + e.task() + "."
	}
	return cmp.Or(e.Subject, "Your user") + " has as many access keys as IAM allows" + quotaNumber(e.Message) + "."
}

// quotaNumber returns ", 2" from "Cannot exceed quota for AccessKeysPerUser: 2"; empty if there is no number.
func quotaNumber(message string) string {
	at := strings.LastIndex(message, ": ")
	if at < 0 {
		return ""
	}
	digits := strings.TrimSpace(message[at+2:])
	isDigit := func(c byte) bool { return c >= '0' && c <= '9' }
	if digits == "" || len(digits) > 6 || !only(digits, isDigit, "") {
		return ""
	}
	return ", " + digits
}

func (e *Error) refusedCredentials() string {
	switch e.Code {
	case "InvalidClientTokenId":
		return "AWS does not know the access key you are signed in with, or it is inactive."
	case "SignatureDoesNotMatch":
		return "The secret access key you are signed in with is not the right one."
	default:
		return "AWS did not accept the credentials" + e.ofProfile() + "."
	}
}

func (e *Error) conflict() string {
	if strings.HasPrefix(e.Code, "EntityAlreadyExists") {
		return cmp.Or(e.Subject, "It") + " exists already."
	}
	return "Someone else is changing this: could not " + e.task() + "."
}

func (e *Error) refusedInput() string {
	if e.ownKeysOfARole() {
		return "A role has no access keys of its own."
	}
	if e.Op == "" {
		return "The input is not valid."
	}
	return service(e.Op) + " did not accept the input: could not " + e.task() + "."
}

// ownKeysOfARole reports whether IAM refused to name the caller's own keys because the caller is no user.
func (e *Error) ownKeysOfARole() bool {
	return strings.Contains(e.Message, "Must specify userName when calling with non-User credentials")
}

// span writes a time as a person would: "15 s", "60 ms".
func span(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%g s", d.Round(time.Second/10).Seconds())
}

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

// accountTask returns what an operation on the account as a whole does, as a person would say it; empty for other
// operations.
func (e *Error) accountTask() string {
	switch e.Op {
	case "GenerateCredentialReport":
		return "generate a credential report"
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
