package iamsvc

import "strings"

// Advice returns what to do next, in a sentence or two; empty if there is nothing to do.
func (e *Error) Advice() string {
	switch {
	case e.Unclear && e.Op == "CreateAccessKey":
		return "A key may have been made whose secret never arrived. Check again in a few seconds; a key of " +
			or(e.Subject, "your own user") + " that nobody knows is of no use and should be deleted."
	case e.Unclear:
		return "Press r to see how it is now."
	case e.advice != "":
		return e.advice
	default:
		return e.kindAdvice()
	}
}

func (e *Error) kindAdvice() string {
	switch e.Kind {
	case KindDenied:
		return e.deniedAdvice()
	case KindNotFound, KindTimeout:
		return "Press r to look again."
	case KindQuota:
		return "Delete a key first; inactive ones count too."
	case KindThrottled:
		return "Wait a little, then press r."
	case KindNoCredentials:
		return "Run `aws configure` or `aws sso login`, or try `akia --demo`."
	case KindExpired:
		return "Renew them, for example with `aws sso login" + e.profileFlag() + "`, then press ctrl+r."
	case KindCredentials:
		return "Check which profile and which key you are signed in with, then press ctrl+r."
	case KindConflict:
		return "Wait a moment, press r, and try again."
	case KindChanged:
		return "Look at the key as it is now, and decide anew."
	case KindNetwork:
		return "Check the network and the endpoint, then press r."
	case KindLostKey:
		return "Nobody can use it: delete it."
	case KindNotMade:
		return "It can be tried again."
	case KindReadOnly:
		return "Start without --read-only to make changes."
	case KindInvalid, KindCancelled:
		return ""
	default:
		return "Try again in a while; press ! for the service's own words."
	}
}

func (e *Error) deniedAdvice() string {
	reason := e.Reason()
	if strings.HasPrefix(reason, "explicit deny") {
		return "There is an " + reason + "; a further permission does not help against it."
	}
	if permission := e.Permission(); permission != "" {
		return "It needs the permission " + permission + "."
	}
	return ""
}

// Permission returns the permission that a denied call needs, such as "iam:ListAccessKeys"; empty for other failures.
func (e *Error) Permission() string {
	if e.Kind != KindDenied && kindOf(e.Code) != KindDenied {
		return ""
	}
	if named := permissionIn(e.Message); named != "" {
		return named
	}
	if e.Op == "" {
		return ""
	}
	return strings.ToLower(service(e.Op)) + ":" + e.Op
}

// permissionIn returns the action that AWS's denial names: "… is not authorized to perform: iam:X on resource …".
func permissionIn(message string) string {
	_, after, ok := strings.Cut(message, "not authorized to perform: ")
	if !ok {
		return ""
	}
	action, _, _ := strings.Cut(after, " ")
	if len(action) > 128 || !only(action, isWord, ":-") || strings.Count(action, ":") != 1 {
		return ""
	}
	return action
}

// Reason returns why AWS denied a call, from its message: "no identity-based policy allows it", "explicit deny in a
// service control policy" and the like; empty if it did not say.
func (e *Error) Reason() string {
	for _, kind := range policyKinds() {
		article := "a "
		if kind == "identity-based policy" {
			article = "an "
		}
		switch {
		case strings.Contains(e.Message, "explicit deny in "+article+kind):
			return "explicit deny in " + article + kind
		case strings.Contains(e.Message, "because no "+kind+" allows"):
			return "no " + kind + " allows it"
		}
	}
	if strings.Contains(e.Message, "explicit deny") {
		return "explicit deny in a policy"
	}
	return ""
}

// policyKinds returns the kinds of policy that AWS names in a denial.
func policyKinds() []string {
	return []string{
		"identity-based policy", "resource-based policy", "permissions boundary", "session policy",
		"service control policy", "resource control policy", "VPC endpoint policy",
	}
}
