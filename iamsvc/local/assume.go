package local

import "strings"

// assumeRole gives a session of a role of any account of the organization. To a role that there is not STS says the
// same as to one that does not let the caller.
func (o *organization) assumeRole(r *Request) (any, error) {
	seconds := r.in.Number("DurationSeconds", longestSession)
	if err := checkSessionInput(r); err != nil {
		return nil, err
	}
	if r.signer.user != nil && r.signer.user.isRoot {
		return nil, forbidden("AccessDenied", "Roles may not be assumed by root accounts.")
	}
	mfa, err := r.account.codeOf(r)
	if err != nil {
		return nil, err
	}
	arn := r.in.Get("RoleArn")
	in := o.account(strings.Split(arn, ":")[4]) // it is an ARN: checkARNs has seen to that
	if in == nil {
		return nil, roleDenied(r)
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	found := in.roles[arn]
	chained := r.signer.session != nil && r.signer.session.of != nil
	switch {
	case found == nil || !found.lets(r, mfa):
		return nil, roleDenied(r)
	case seconds > longestSession && chained:
		return nil, invalid(
			"The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining")
	case seconds > longestSession:
		return nil, invalid("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
	}
	s := in.sessionOf(found, r.in.Get("RoleSessionName"), seconds)
	s.transitive, s.mfa = r.transitive(), mfa
	out := assumeRoleResult{SourceIdentity: r.in.Get("SourceIdentity"), Credentials: s.xml()}
	out.AssumedRoleUser.AssumedRoleId, out.AssumedRoleUser.Arn = s.userID, s.arn
	return out, nil
}

func roleDenied(r *Request) error {
	return forbidden("AccessDenied",
		"User: "+r.signer.arn+" is not authorized to perform: sts:AssumeRole on resource: "+r.in.Get("RoleArn"))
}

// sessionOf returns a session of a role.
func (a *account) sessionOf(of *role, name string, seconds int) *session {
	s := a.newSession(seconds)
	s.of = of
	s.arn = "arn:aws:sts::" + a.id + ":assumed-role/" + of.name + "/" + name
	s.userID = of.id + ":" + name
	return s
}

// lets reports whether the role's trust policy lets who signed a request assume it, mfa with a code of an MFA device.
func (r *role) lets(by *Request, mfa bool) bool {
	statements, err := parseTrust(r.trust)
	if err != nil {
		return false
	}
	with := circumstancesOf(by)
	if mfa {
		with.mfa = "true"
	}
	out := unmentioned
	for _, s := range statements {
		switch {
		case !s.names(by) || !s.holds(with) || !s.isAbout(by.name()):
		case s.deny:
			return false
		default:
			out = allowed
		}
	}
	return out == allowed
}

// names reports whether a statement of a trust policy is about who signed a request.
func (s trustStatement) names(r *Request) bool {
	for _, name := range s.principals {
		switch {
		case name == "*", name == r.account.id, name == r.account.root.arn, name == r.signer.arn:
			return true
		case r.signer.session != nil && r.signer.session.of != nil && name == r.signer.session.of.arn:
			return true
		}
	}
	return false
}

// trustIn returns a trust policy that lets an account, under a condition that may be empty.
func trustIn(account, condition string) string {
	if condition != "" {
		condition = `,"Condition":` + condition
	}
	return `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::` + account +
		`:root"},"Action":"sts:AssumeRole"` + condition + `}]}`
}
