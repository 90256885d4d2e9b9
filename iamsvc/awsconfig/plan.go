package awsconfig

import (
	"slices"
	"strings"
)

// plan is where credentials come from.
type plan interface {
	provider(b *builder) provider
}

// staticPlan is a key pair, or credentials that were made elsewhere.
type staticPlan struct{ keyID, secret, token, source string }

// rolePlan is a role that is assumed with other credentials.
type rolePlan struct {
	profile, arn, session, externalID, mfa string
	seconds                                int // 0: as STS has it
	from                                   plan
}

// webPlan is a role that is assumed with a token from a file.
type webPlan struct{ file, arn, session string }

// ssoPlan is a role of IAM Identity Center. An empty session is the older form, in which the profile has it all.
type ssoPlan struct{ session, startURL, region, account, role string }

// loginPlan is a session of `aws login`.
type loginPlan struct{ session string }

// processPlan is a program that prints credentials.
type processPlan struct {
	profile string
	argv    []string
}

// containerPlan is an address that gives credentials.
type containerPlan struct{ url string }

// machinePlan is the role of an EC2 instance.
type machinePlan struct{}

// mfaPlan is a session that a key and a code of an MFA device open. An empty device is the one that the key's user has.
type mfaPlan struct {
	profile, device string
	from            plan
}

// withMFA returns the session that the credentials open with a code. Those of a role have their own mfa_serial.
func (r *resolver) withMFA(found plan) (plan, error) {
	if _, ok := found.(staticPlan); !ok {
		if _, ok := found.(processPlan); !ok {
			return found, nil
		}
	}
	v, _, err := r.scoped.text("mfa_serial")
	return mfaPlan{r.profile, v.text, found}, err
}

// credentials finds where the credentials come from, in the CLI's order.
func (r *resolver) credentials() (plan, error) {
	if !r.explicit {
		if found, err := r.fromEnv(); found != nil || err != nil {
			return found, err
		}
	}
	if isRole(r.scoped) {
		r.visited = []string{r.profile}
		return r.role(r.scoped)
	}
	if found, err := r.fromProfile(r.scoped, !r.explicit); found != nil || err != nil {
		return found, err
	}
	if found, err := r.fromContainer(); found != nil || err != nil {
		return found, err
	}
	return machinePlan{}, nil
}

// fromEnv returns the credentials of the environment; nil if there are none.
func (r *resolver) fromEnv() (plan, error) {
	keyID, secret := r.env.get("AWS_ACCESS_KEY_ID"), r.env.get("AWS_SECRET_ACCESS_KEY")
	if keyID == "" {
		return nil, nil
	}
	if secret == "" {
		return nil, &Error{
			Variable: "AWS_SECRET_ACCESS_KEY",
			problem:  "AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY: half a key pair",
			Advice:   "Set both, or unset AWS_ACCESS_KEY_ID to use the profile.",
		}
	}
	token := r.env.get("AWS_SECURITY_TOKEN")
	if token == "" {
		token = r.env.get("AWS_SESSION_TOKEN")
	}
	if err := r.checkExpiration(); err != nil {
		return nil, err
	}
	return staticPlan{keyID, secret, token, "environment"}, nil
}

// checkExpiration refuses credentials of the environment whose time is over.
func (r *resolver) checkExpiration() error {
	const variable = "AWS_CREDENTIAL_EXPIRATION"
	text := r.env.get(variable)
	if text == "" {
		return nil
	}
	ends, ok := parseTime(text)
	switch {
	case !ok:
		return &Error{Variable: variable, problem: variable + " is " + quoted(text) + ", which is not a time"}
	case !ends.After(r.env.Now()):
		return &Error{
			Variable: variable, problem: "The credentials of the environment expired at " + text,
			Advice: "Renew them in the shell, and start again.", Expired: true,
		}
	}
	return nil
}

// isRole reports whether the profile assumes a role with other credentials.
func isRole(p *profile) bool { return p.has("role_arn") && !p.has("web_identity_token_file") }

// fromProfile returns the credentials that the profile has by itself; nil if it has none.
func (r *resolver) fromProfile(p *profile, withEnv bool) (plan, error) {
	for _, try := range []func() (plan, error){
		func() (plan, error) { return r.web(p, withEnv) },
		func() (plan, error) { return r.sso(p) },
		func() (plan, error) { return r.pair(p, p.credentials) },
		func() (plan, error) { return r.login(p) },
		func() (plan, error) { return r.process(p) },
		func() (plan, error) { return r.pair(p, p.config) },
	} {
		if found, err := try(); found != nil || err != nil {
			return found, err
		}
	}
	return nil, nil
}

// pair returns the key pair of one of the profile's files; nil if there is no key ID.
func (r *resolver) pair(p *profile, values map[string]value) (plan, error) {
	const idName, secretName = "aws_access_key_id", "aws_secret_access_key"
	own := &profile{name: p.name, values: values}
	keyID, ok, err := own.text(idName)
	if err != nil || !ok {
		return nil, err
	}
	secret, ok, err := own.text(secretName)
	switch {
	case err != nil:
		return nil, err
	case !ok:
		return nil, keyID.place.problem(secretName, "Profile %s has %s but no %s beside it", named(p.name), idName,
			secretName)
	case keyID.text == "":
		return nil, keyID.place.problem(idName, "%s of profile %s is empty", idName, named(p.name))
	case secret.text == "":
		return nil, secret.place.problem(secretName, "%s of profile %s is empty", secretName, named(p.name))
	case strings.ContainsAny(keyID.text, "\r\n"):
		return nil, keyID.place.problem(idName, "%s of profile %s has more than one line", idName, named(p.name))
	}
	token := ""
	for _, name := range []string{"aws_security_token", "aws_session_token"} {
		v, ok, err := own.text(name)
		if err != nil {
			return nil, err
		}
		if ok {
			token = v.text
			break
		}
	}
	return staticPlan{keyID.text, secret.text, token, "profile"}, nil
}

// process returns the program of credential_process; nil if there is none.
func (r *resolver) process(p *profile) (plan, error) {
	const name = "credential_process"
	v, ok, err := p.text(name)
	if err != nil || !ok {
		return nil, err
	}
	argv, err := splitCommand(v.text)
	switch {
	case err != nil:
		return nil, v.place.problem(name, "credential_process of profile %s is no command: %s", named(p.name), err)
	case len(argv) == 0, argv[0] == "":
		return nil, v.place.problem(name, "credential_process of profile %s is empty", named(p.name))
	}
	return processPlan{p.name, argv}, nil
}

// login returns the session of `aws login`; nil if there is none.
func (r *resolver) login(p *profile) (plan, error) {
	v, ok, err := p.text("login_session")
	switch {
	case err != nil || !ok:
		return nil, err
	case v.text == "":
		return nil, v.place.problem("login_session", "login_session of profile %s is empty", named(p.name))
	}
	return loginPlan{v.text}, nil
}

// fromContainer returns the address of a container's credentials; nil if there is none.
func (r *resolver) fromContainer() (plan, error) {
	const relative, full = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"
	if path, ok := r.env.Lookup(relative); ok {
		return containerPlan{containerHost + path}, nil
	}
	url, ok := r.env.Lookup(full)
	if !ok {
		return nil, nil
	}
	if err := checkContainer(url); err != nil {
		return nil, &Error{Variable: full, problem: full + " " + err.Error()}
	}
	return containerPlan{url}, nil
}

// sourceNames are the values of credential_source.
func sourceNames() []string { return []string{"Environment", "EcsContainer", "Ec2InstanceMetadata"} }

// fromSource returns the credentials that credential_source names.
func (r *resolver) fromSource(p *profile, v value) (plan, error) {
	const name = "credential_source"
	if !slices.Contains(sourceNames(), v.text) {
		return nil, v.place.problem(name, "credential_source of profile %s is %s; it must be %s",
			named(p.name), quoted(v.text), oneOf(sourceNames()))
	}
	var from plan
	var err error
	switch v.text {
	case "Environment":
		from, err = r.fromEnv()
	case "EcsContainer":
		from, err = r.fromContainer()
	default:
		from = machinePlan{}
	}
	if from == nil && err == nil {
		err = v.place.problem(name, "credential_source of profile %s is %s, which has no credentials", named(p.name), v.text)
	}
	return from, err
}
