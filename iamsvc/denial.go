package iamsvc

import "strings"

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
	return permissionFor(e.Op)
}

// permissionFor returns the permission that an operation needs, where its own name is that of the permission.
func permissionFor(op string) string { return strings.ToLower(service(op)) + ":" + op }

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
