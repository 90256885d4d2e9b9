package ledger

import (
	"akia/iamsvc"
	"akia/iamsvc/journal"
)

// The operations that change something, by the names that IAM has for them.
const (
	opCreate       = "CreateAccessKey"
	opUpdate       = "UpdateAccessKey"
	opDelete       = "DeleteAccessKey"
	opTag          = "TagUser"
	opUntag        = "UntagUser"
	opCreateUser   = "CreateUser"
	opDeleteUser   = "DeleteUser"
	opPutPolicy    = "PutUserPolicy"
	opDeletePolicy = "DeleteUserPolicy"
)

// describe says what a change is, to go on after "the": "deletion of access key AKIA… of alice".
func describe(line journal.Line) string {
	whose := line.User
	if whose == "" {
		whose = "your own user"
	}
	key := "access key " + line.Key + " of " + whose
	switch line.Operation {
	case opCreate:
		return "creation of an access key for " + whose
	case opDelete:
		return "deletion of " + key
	case opUpdate:
		if line.Status == string(iamsvc.Active) {
			return "activation of " + key
		}
		return "deactivation of " + key
	case opTag, opUntag:
		return "description of " + key
	case opCreateUser:
		return "creation of user " + whose
	case opDeleteUser:
		return "deletion of user " + whose
	case opPutPolicy:
		return "writing of the inline policy " + line.Policy + " of " + whose
	case opDeletePolicy:
		return "deletion of the inline policy " + line.Policy + " of " + whose
	default:
		return line.Operation + " of " + whose
	}
}

// afterwards says how a change ended that was answered when the screen was gone.
func afterwards(line journal.Line) string {
	switch {
	case line.Result == journal.Done && line.Operation == opCreate:
		return "Access key " + line.Key + " of " + line.User + " was created when the screen was gone already: " +
			"its secret is lost, delete that key."
	case line.Result == journal.Done:
		return "The " + describe(line) + " was carried out when the screen was gone already."
	case line.Result == journal.Unclear:
		return "It is not known whether the " + describe(line) + " was carried out."
	default:
		return "The " + describe(line) + " was not carried out (" + line.Kind + ")."
	}
}
