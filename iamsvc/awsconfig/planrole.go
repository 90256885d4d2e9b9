package awsconfig

import (
	"slices"
	"strconv"
)

// The least lengths that STS takes.
const (
	leastARN  = 20
	leastName = 2 // of a session and of an external ID
	leastMFA  = 9

	leastToken = 4 // of a web identity
)

// role returns the role that the profile assumes.
func (r *resolver) role(p *profile) (plan, error) {
	at := p.values["role_arn"].place
	source, hasSource, err := p.text("source_profile")
	if err != nil {
		return nil, err
	}
	other, hasOther, err := p.text("credential_source")
	if err != nil {
		return nil, err
	}
	found := rolePlan{profile: p.name}
	switch {
	case hasSource && hasOther:
		return nil, at.problem("credential_source", "Profile %s has both source_profile and credential_source", named(p.name))
	case hasOther:
		found.from, err = r.fromSource(p, other)
	case hasSource:
		found.from, err = r.fromOther(p, source)
	default:
		return nil, at.problem("source_profile",
			"Profile %s has role_arn but neither source_profile nor credential_source", named(p.name))
	}
	if err != nil {
		return nil, err
	}
	return found, r.roleSettings(p, &found)
}

// roleSettings fills in what is said about the role itself.
func (r *resolver) roleSettings(p *profile, to *rolePlan) error {
	for _, s := range []struct {
		name  string
		to    *string
		least int
	}{
		{"role_arn", &to.arn, leastARN},
		{"role_session_name", &to.session, leastName},
		{"external_id", &to.externalID, leastName},
		{"mfa_serial", &to.mfa, leastMFA},
	} {
		v, ok, err := p.text(s.name)
		if err != nil {
			return err
		}
		if ok && len([]rune(v.text)) < s.least && (v.text != "" || s.name != "role_session_name") {
			return v.place.problem(s.name, "%s of profile %s is too short: STS needs %d characters or more",
				s.name, named(p.name), s.least)
		}
		*s.to = v.text
	}
	const name = "duration_seconds"
	v, ok, err := p.text(name)
	if err != nil || !ok {
		return err
	}
	seconds, err := strconv.Atoi(strip(v.text))
	if err != nil {
		r.book.files.notices = append(r.book.files.notices,
			v.place.problem(name, "duration_seconds of profile %s is no number and is ignored", named(p.name)).Error())
		return nil
	}
	if seconds < 900 {
		return v.place.problem(name, "duration_seconds of profile %s is %d; it must be 900 or more", named(p.name), seconds)
	}
	to.seconds = seconds
	return nil
}

// fromOther returns the credentials of the profile that source_profile names.
func (r *resolver) fromOther(p *profile, v value) (plan, error) {
	const name = "source_profile"
	source := r.book.profiles[v.text]
	if source == nil {
		e := v.place.problem(name, "source_profile of profile %s names %s, which does not exist", named(p.name),
			named(v.text))
		if at, ok := r.book.lost[v.text]; ok {
			e.Advice = "There is a section [" + bare(at.section) + "]: the configuration file needs [profile " +
				bare(v.text) + "]."
		}
		return nil, e
	}
	static := source.has("aws_access_key_id", "aws_secret_access_key")
	if slices.Contains(r.visited, v.text) && (v.text != p.name || !static) {
		return nil, v.place.problem(name, "source_profile goes round in a loop: %s", loop(r.visited, v.text))
	}
	r.visited = append(r.visited, v.text)
	if !static && isRole(source) {
		return r.role(source)
	}
	found, err := r.fromProfile(source, false)
	if found == nil && err == nil {
		err = v.place.problem(name, "source_profile of profile %s names %s, which has no credentials", named(p.name),
			named(v.text))
	}
	return found, err
}

// loop writes the profiles that a chain went through: "a, b, a".
func loop(visited []string, next string) string {
	text := ""
	for _, name := range visited {
		text += named(name) + ", "
	}
	return text + named(next)
}

// web returns the role that is assumed with a token from a file; nil if there is none.
func (r *resolver) web(p *profile, withEnv bool) (plan, error) {
	get := func(name, variable string) (found, error) {
		if set, ok := r.env.Lookup(variable); ok && withEnv {
			return found{text: set, ok: true, variable: variable}, nil
		}
		v, ok, err := p.text(name)
		return found{text: v.text, ok: ok, name: name, place: v.place}, err
	}
	file, err := get("web_identity_token_file", "AWS_WEB_IDENTITY_TOKEN_FILE")
	if err != nil || file.text == "" {
		return nil, err
	}
	arn, err := get("role_arn", "AWS_ROLE_ARN")
	if err != nil {
		return nil, err
	}
	session, err := get("role_session_name", "AWS_ROLE_SESSION_NAME")
	switch {
	case err != nil:
		return nil, err
	case arn.text == "":
		return nil, file.problem("is set without a role: role_arn or AWS_ROLE_ARN")
	case len([]rune(arn.text)) < leastARN:
		return nil, arn.problem("is too short: STS needs %d characters or more", leastARN)
	case session.text != "" && len([]rune(session.text)) < leastName: // an empty one counts as none
		return nil, session.problem("is too short: STS needs %d characters or more", leastName)
	}
	return webPlan{file.text, arn.text, session.text}, nil
}
