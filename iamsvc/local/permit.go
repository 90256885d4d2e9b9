package local

import (
	"fmt"
	"slices"
	"strings"
)

// Who may do what. A user or a role that has at least one policy, inline or attached, may do what these allow and do
// not deny. One that has none may do everything, and so may the root user: the demonstration is for them. Groups and
// permissions boundaries are names without effect. A session of a user may do what the user may, one of a root user
// for a task what the task needs.

// permit returns an error if the policies of who signed do not permit the request.
func (a *account) permit(r *Request) error {
	if slices.Contains([]string{"sts:GetCallerIdentity", "sts:GetSessionToken"}, r.name()) {
		return nil
	}
	if s := r.signer.session; s != nil && s.task != nil {
		return a.permitTask(r, s.task)
	}
	user, attached, inline := r.signer.policies()
	if len(attached)+len(inline) == 0 {
		return nil
	}
	ask := question{action: r.name(), resource: a.target(r), user: user, by: circumstancesOf(r)}
	switch verdict(a.statementsOf(attached, inline), ask) {
	case allowed:
		return nil
	case denied:
		return a.denied(r, DeniedByIdentity)
	default:
		return a.denied(r, NoIdentityPolicy)
	}
}

// permitted is permit for who does not hold mu.
func (a *account) permitted(r *Request) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.permit(r)
}

// permitTask returns an error for what is not of the task of a root user's session, or not about the root user.
func (a *account) permitTask(r *Request, task []string) error {
	if slices.Contains(task, r.Action) && r.in.Get("UserName") == "" {
		return nil
	}
	return a.denied(r, NoSessionPolicy)
}

// policies returns the policies that say what who signed may do, and the name of the user whose they are, if they are
// a user's.
func (p principal) policies() (user string, attached []*managedPolicy, inline []inlinePolicy) {
	u := p.user
	switch {
	case p.session != nil && p.session.of != nil:
		return "", p.session.of.attached, nil
	case p.session != nil:
		u = p.session.user
	}
	if u == nil {
		return "", nil, nil
	}
	return u.name, u.attached, u.inline // the root user has none
}

// statementsOf returns all that policies state. An inline policy that is not understood states nothing.
func (a *account) statementsOf(attached []*managedPolicy, inline []inlinePolicy) []statement {
	var out []statement
	for _, p := range attached {
		out = append(out, a.statements[p.arn]...)
	}
	for _, p := range inline {
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
	by                     circumstances
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

// appliesTo reports whether the statement is about what is asked. Conditions are understood that are about tags, MFA
// or an external ID: with any other, the statement denies, and does not allow.
func (s statement) appliesTo(ask question) bool {
	if s.sessions || !s.holds(ask.by) {
		return false
	}
	isResource := func(pattern string) bool { return like(fill(pattern, ask.user), ask.resource) }
	return s.isAbout(ask.action) && about(s.resources, s.notResources, isResource)
}

// holds reports whether the statement's conditions are true, those that are not understood as its effect has them.
func (s statement) holds(in circumstances) bool {
	for _, c := range s.conditions {
		if holds, understood := c.holds(in); understood && !holds || !understood && !s.deny {
			return false
		}
	}
	return true
}

// isAbout reports whether the statement is about an action.
func (s statement) isAbout(action string) bool {
	action = strings.ToLower(action)
	return about(s.actions, s.notActions, func(pattern string) bool { return like(strings.ToLower(pattern), action) })
}

// about reports whether one of the names fits or, where those are given that do not belong, none of these.
func about(names, except []string, fits func(string) bool) bool {
	if len(except) > 0 {
		return !slices.ContainsFunc(except, fits)
	}
	return slices.ContainsFunc(names, fits)
}

// fill puts the user's name where a pattern says ${aws:username}. A pattern with any other variable fits nothing, nor
// does that one for who is no user.
func fill(pattern, user string) string {
	if user != "" {
		pattern = strings.ReplaceAll(pattern, "${aws:username}", user)
	}
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
	NoSessionPolicy  Reason = "because no session policy allows the {action} action"
)

// Denied returns the error for a request that is not permitted.
func (s *Server) Denied(r *Request, why Reason) error {
	r.account.mu.Lock()
	defer r.account.mu.Unlock()
	return r.account.denied(r, why)
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
	case r.name() == "sts:AssumeRoot":
		return rootOf(r.Params.Get("TargetPrincipal"))
	case r.service != "iam" || aboutAccount(r.Action):
		return "*"
	case r.Action == "CreateUser":
		return prefix + orElse(r.Params.Get("Path"), "/") + name
	case name == "" && (r.signer.user != nil || r.signer.session != nil && r.signer.session.task != nil):
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
		"GenerateCredentialReport", "GetCredentialReport", "ListOrganizationsFeatures":
		return true
	}
	return false
}
