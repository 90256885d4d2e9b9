package words

import (
	"strings"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/journal"
)

// ChangeName says in a word or two what a change of the journal is.
func ChangeName(line journal.Line) string {
	switch line.Operation {
	case "CreateAccessKey":
		return "create"
	case "DeleteAccessKey":
		return "delete"
	case "UpdateAccessKey":
		if line.Status == string(iamsvc.Active) {
			return "activate"
		}
		return "deactivate"
	case "TagUser":
		return "describe"
	case "UntagUser":
		return "remove description"
	case "CreateUser":
		return "create user"
	case "DeleteUser":
		return "delete user"
	case "PutUserPolicy":
		return "write policy " + line.Policy
	case "DeleteUserPolicy":
		return "delete policy " + line.Policy
	default:
		return line.Operation
	}
}

// ChangeAccount names the account of a change, and where it is if that is not AWS.
func ChangeAccount(line journal.Line) string {
	name := strings.TrimSpace(line.Alias + " " + line.Account)
	if line.Endpoint != "" {
		name = strings.TrimSpace(name + " at " + line.Endpoint)
	}
	return name
}

// ChangeUnderWay is the outcome of a change that may still have one.
const ChangeUnderWay = "under way"

// ChangeOutcome says how a change ended, as far as the journal has it.
func ChangeOutcome(c journal.Change, now time.Time) string {
	switch {
	case c.Ended() && c.Outcome.Kind != "":
		return string(c.Outcome.Result) + ": " + c.Outcome.Kind
	case c.Ended():
		return string(c.Outcome.Result)
	case MayBeUnderWay(c, now):
		return ChangeUnderWay
	default:
		return string(journal.NotSeen)
	}
}

// StillWaits is how long a change may be without an outcome while another akia waits for it.
const StillWaits = 2 * time.Minute

// MayBeUnderWay reports whether another akia may be waiting for the answer. A clock that was set tells nothing of that.
func MayBeUnderWay(c journal.Change, now time.Time) bool {
	return !c.Ended() && now.Sub(c.Intent.Time).Abs() < StillWaits
}

// ChangeBegan returns when a change was begun, as far as the journal has it.
func ChangeBegan(c journal.Change) time.Time {
	if !c.Intent.Time.IsZero() {
		return c.Intent.Time
	}
	return c.Last().Time
}
