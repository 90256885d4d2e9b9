package local

import (
	"fmt"
	"strings"
)

// Reason is why a request is not permitted, in the words that end the service's message. In it {action} stands for
// the action.
type Reason string

// The reasons that the account has by itself.
const (
	NoIdentityPolicy Reason = "because no identity-based policy allows the {action} action"
	DeniedByIdentity Reason = "with an explicit deny in an identity-based policy"
)

// Denied returns the error for a request that is not permitted.
func (s *Server) Denied(r *Request, why Reason) error {
	s.account.mu.Lock()
	defer s.account.mu.Unlock()
	return s.account.denied(r, why)
}

// denied returns the error for a request that is not permitted.
func (a *account) denied(r *Request, why Reason) error {
	name := r.name()
	reason := strings.ReplaceAll(string(why), "{action}", name)
	resource := ""
	if r.Action != "GetAccessKeyLastUsed" {
		resource = " on resource: " + a.resource(r)
	}
	return forbidden("AccessDenied",
		fmt.Sprintf("User: %s is not authorized to perform: %s%s %s", r.signer.arn, name, resource, reason))
}

// resource returns the ARN of what a request is about. Of a user whom there is not it returns what the service tells
// instead, or the ARN that the user would have if it is about to be created.
func (a *account) resource(r *Request) string {
	prefix := "arn:aws:iam::" + a.id + ":user"
	name := r.Params.Get("UserName")
	switch {
	case r.Params.Has("RoleArn"):
		return r.Params.Get("RoleArn")
	case r.Action == "ListUsers":
		return prefix + "/"
	case r.service() == "sts" || aboutAccount(r.Action):
		return "*"
	case r.Action == "CreateUser":
		return prefix + orElse(r.Params.Get("Path"), "/") + name
	case name == "" && r.signer.user != nil:
		return r.signer.arn
	}
	if u := a.users.find(name); u != nil {
		return u.arn
	}
	return "user " + name
}

// aboutAccount reports whether an IAM action has the whole account for its resource rather than a user.
func aboutAccount(action string) bool {
	switch action {
	case "ListAccountAliases", "GetAccountSummary", "GetAccountAuthorizationDetails",
		"GenerateCredentialReport", "GetCredentialReport":
		return true
	}
	return false
}
