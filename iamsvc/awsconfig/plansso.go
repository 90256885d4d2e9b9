package awsconfig

import (
	"maps"
	"slices"
	"strings"
)

// checkToken refuses an sso_session of the profile in force that is not there or not whole, whatever else there is.
func (r *resolver) checkToken() error {
	v, ok, err := r.scoped.text("sso_session")
	if err != nil || !ok {
		return err
	}
	session, err := r.session(v)
	if err != nil {
		return err
	}
	for _, name := range []string{"sso_start_url", "sso_region"} {
		if !session.has(name) {
			return session.place.problem(name, "The section [sso-session %s] has no %s", bare(v.text), name)
		}
	}
	return nil
}

// session returns the section that sso_session names.
func (r *resolver) session(v value) (*profile, error) {
	if found := r.book.sessions[v.text]; found != nil {
		return found, nil
	}
	e := v.place.problem("sso_session", "sso_session names %s, but there is no section [sso-session %s]", named(v.text),
		bare(v.text))
	e.Advice = "Run `aws configure sso-session` to write it."
	if at, ok := r.book.lost[v.text]; ok {
		e.Advice = "There is a section [" + bare(at.section) + "]: quote a name with blanks."
	}
	return nil, e
}

// sso returns the profile's role of IAM Identity Center; nil if it names none.
func (r *resolver) sso(p *profile) (plan, error) {
	if !p.has("sso_role_name", "sso_account_id") {
		return nil, nil
	}
	joined := &profile{name: p.name, place: p.place, values: maps.Clone(p.values)}
	session, ok, err := p.text("sso_session")
	if err != nil {
		return nil, err
	}
	if ok {
		if err := r.join(joined, session); err != nil {
			return nil, err
		}
	}
	found := ssoPlan{session: session.text}
	var missing []string
	for name, to := range map[string]*string{
		"sso_role_name": &found.role, "sso_account_id": &found.account,
		"sso_start_url": &found.startURL, "sso_region": &found.region,
	} {
		v, ok, err := joined.text(name)
		if err != nil {
			return nil, err
		}
		if !ok {
			missing = append(missing, name)
		}
		*to = v.text
	}
	if len(missing) > 0 {
		return nil, p.place.problem(missing[0], "Profile %s uses SSO but has no %s", named(p.name),
			strings.Join(slices.Sorted(slices.Values(missing)), ", "))
	}
	if !validRegion(found.region) || found.region == "" {
		at := joined.values["sso_region"].place
		return nil, at.problem("sso_region", "sso_region is %s, which is not the name of a region", quoted(found.region))
	}
	return found, nil
}

// ssoRole returns a role of the session of this name.
func (r *resolver) ssoRole(of SSORole) (plan, error) {
	session, err := r.ssoSession(of.Session)
	if err != nil {
		return nil, err
	}
	return ssoPlan{
		session: of.Session, startURL: session.values["sso_start_url"].text, region: session.values["sso_region"].text,
		account: of.Account, role: of.Role,
	}, nil
}

// ssoSession returns the section of an SSO session, which must be whole.
func (r *resolver) ssoSession(name string) (*profile, error) {
	session := r.book.sessions[name]
	if session == nil {
		return nil, &Error{
			problem: "There is no SSO session named " + named(name),
			Advice:  "Run `aws configure sso-session` to write its section [sso-session " + bare(name) + "].",
		}
	}
	for _, setting := range []string{"sso_start_url", "sso_region"} {
		v, ok, err := session.text(setting)
		switch {
		case err != nil:
			return nil, err
		case !ok:
			return nil, session.place.problem(setting, "The section [sso-session %s] has no %s", bare(name), setting)
		case setting == "sso_region" && (v.text == "" || !validRegion(v.text)):
			return nil, v.place.problem(setting, "sso_region is %s, which is not the name of a region", quoted(v.text))
		}
	}
	return session, nil
}

// join adds the settings of the session to the profile's. They must not differ.
func (r *resolver) join(p *profile, name value) error {
	session, err := r.session(name)
	if err != nil {
		return err
	}
	for setting, v := range session.values {
		own, ok := p.values[setting]
		if ok && (own.text != v.text || (own.nested == nil) != (v.nested == nil)) {
			return own.place.problem(setting, "%s of profile %s differs from that of [sso-session %s] in line %d",
				named(setting), named(p.name), bare(name.text), v.place.line)
		}
		p.values[setting] = v
	}
	return nil
}
