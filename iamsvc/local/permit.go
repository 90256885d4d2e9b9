package local

import (
	"fmt"
	"slices"
	"strings"
)

// Who may do what. A user who has at least one policy, inline or attached, may do what these allow and do not deny. A
// user who has none may do everything, and so may the root user and the sessions of the role: the demonstration is
// for them. Groups and permissions boundaries are names without effect.

// permit returns an error if the policies of who signed do not permit the request.
func (a *account) permit(r *Request) error {
	u := r.signer.user
	if u == nil || u.isRoot || len(u.inline)+len(u.attached) == 0 || r.Action == "GetCallerIdentity" {
		return nil
	}
	ask := question{action: r.name(), resource: a.target(r), user: u.name, tags: taggedBy(r)}
	switch verdict(a.statementsOf(u), ask) {
	case allowed:
		return nil
	case denied:
		return a.denied(r, DeniedByIdentity)
	default:
		return a.denied(r, NoIdentityPolicy)
	}
}

// statementsOf returns all that a user's policies state. An inline policy that is not understood states nothing.
func (a *account) statementsOf(u *user) []statement {
	var out []statement
	for _, p := range u.attached {
		out = append(out, a.statements[p.arn]...)
	}
	for _, p := range u.inline {
		if statements, err := parsePolicy(p.document); err == nil {
			out = append(out, statements...)
		}
	}
	return out
}

// target returns the resource that permission is asked for: "*" for what is about the account as a whole, so that a
// statement about users does not apply to it.
func (a *account) target(r *Request) string {
	switch r.Action {
	case "ListUsers":
		return "*"
	case "GetAccessKeyLastUsed":
		if k := a.keys[r.in.Get("AccessKeyId")]; k != nil {
			return k.owner.arn
		}
		return "arn:aws:iam::" + a.id + ":user/"
	}
	if name, missing := strings.CutPrefix(a.resource(r), "user "); missing {
		return "arn:aws:iam::" + a.id + ":user/" + name
	}
	return a.resource(r)
}

// question is what policies are asked: may this user do this to that?
type question struct {
	action, resource, user string
	tags                   tagged
}

// answerTo is what policies say. The zero value is that none says anything.
type answerTo uint8

const (
	unmentioned answerTo = iota
	allowed
	denied
)

// verdict weighs statements: one that denies outranks all that allow.
func verdict(statements []statement, ask question) answerTo {
	out := unmentioned
	for _, s := range statements {
		switch {
		case !s.appliesTo(ask):
		case s.deny:
			return denied
		default:
			out = allowed
		}
	}
	return out
}

// appliesTo reports whether the statement is about what is asked. Conditions are understood that are about tags
// alone: with any other, the statement denies, and does not allow.
func (s statement) appliesTo(ask question) bool {
	if s.sessions {
		return false
	}
	for _, c := range s.conditions {
		if holds, understood := c.holds(ask.tags); understood && !holds || !understood && !s.deny {
			return false
		}
	}
	action := strings.ToLower(ask.action)
	isAction := func(pattern string) bool { return like(strings.ToLower(pattern), action) }
	isResource := func(pattern string) bool { return like(fill(pattern, ask.user), ask.resource) }
	return about(s.actions, s.notActions, isAction) && about(s.resources, s.notResources, isResource)
}

// about reports whether one of the names fits or, where those are given that do not belong, none of these.
func about(names, except []string, fits func(string) bool) bool {
	if len(except) > 0 {
		return !slices.ContainsFunc(except, fits)
	}
	return slices.ContainsFunc(names, fits)
}

// fill puts the user's name where a pattern says ${aws:username}. A pattern with any other variable fits nothing.
func fill(pattern, user string) string {
	pattern = strings.ReplaceAll(pattern, "${aws:username}", user)
	if strings.Contains(pattern, "${") {
		return ""
	}
	return pattern
}

// like reports whether the text fits the pattern, in which * stands for any number of characters and ? for one.
func like(pattern, text string) bool {
	p, t := 0, 0
	star, from := -1, 0 // the last * and how much of the text it stands for so far
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, from = p, t
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == text[t]):
			p++
			t++
		case star >= 0:
			from++
			p, t = star+1, from
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

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
