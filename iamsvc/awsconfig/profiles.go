package awsconfig

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// profile is a profile's settings from both files.
type profile struct {
	name  string
	place place
	// values are the settings of both files; those of the credentials file win.
	values map[string]value
	// config and credentials are the settings of each file by itself; nil where it has none.
	config, credentials map[string]value
}

// book holds everything that both files say, by name.
type book struct {
	profiles, sessions, services map[string]*profile
	// sections that are passed over, by the name that they may have been meant for
	lost  map[string]place
	files *files
}

// newBook makes sense of the sections of both files.
func newBook(f *files) *book {
	b := &book{
		profiles: map[string]*profile{}, sessions: map[string]*profile{}, services: map[string]*profile{},
		lost: map[string]place{}, files: f,
	}
	for _, s := range f.config {
		b.addConfig(s)
	}
	for _, s := range f.credentials {
		p := b.profiles[s.name]
		if p == nil {
			p = &profile{name: s.name, place: s.place, values: map[string]value{}}
			b.profiles[s.name] = p
		}
		p.credentials = s.values
		maps.Copy(p.values, s.values)
		if parts, err := words(s.name); err == nil && len(parts) == 2 && parts[0] == "profile" {
			b.lost[parts[1]] = s.place
		}
	}
	return b
}

// addConfig takes up a section of the configuration file. One that stands there under the same name before is replaced.
func (b *book) addConfig(s *section) {
	for prefix, to := range map[string]map[string]*profile{
		"profile": b.profiles, "sso-session": b.sessions, "services": b.services,
	} {
		if !strings.HasPrefix(s.name, prefix) {
			continue
		}
		parts, err := words(s.name)
		if err != nil || len(parts) != 2 {
			b.files.notices = append(b.files.notices, fmt.Sprintf(
				"The section [%s] has no valid name and is ignored (%s, line %d).", bare(s.name), s.place.file, s.place.line))
			b.lost[meant(s.name, prefix)] = s.place
			return
		}
		to[parts[1]] = newProfile(parts[1], s)
		return
	}
	if s.name == "default" {
		b.profiles["default"] = newProfile("default", s)
		return
	}
	b.lost[strip(s.name)] = s.place
}

func newProfile(name string, s *section) *profile {
	return &profile{name: name, place: s.place, values: maps.Clone(s.values), config: s.values}
}

// meant returns the name that the writer of a malformed section may have had in mind.
func meant(section, prefix string) string {
	return strings.Trim(strip(strings.TrimPrefix(section, prefix)), `"'`)
}

// missing says that there is no such profile, and which section may have been meant for it.
func (b *book) missing(name, variable string) *Error {
	e := &Error{Variable: variable, problem: "There is no profile named " + named(name)}
	if name == "" {
		e.problem = variable + " is set to nothing, which names no profile"
		e.Advice = "Unset it, or set it to the name of a profile."
		return e
	}
	e.Advice = "Run `aws configure list-profiles` to see which there are."
	at, ok := b.lost[name]
	if !ok {
		return e
	}
	e.File, e.Line, e.Section = at.file, at.line, at.section
	e.problem += fmt.Sprintf(", but a section [%s]", bare(at.section))
	e.Advice = "The configuration file has [profile NAME], the credentials file [NAME]; quote a name with blanks."
	return e
}

// text returns a setting of the profile, and whether it is there. An indented block in place of a value is an *Error.
func (p *profile) text(name string) (value, bool, error) {
	v, ok := p.values[name]
	if ok && v.nested != nil {
		return v, ok, v.place.problem(name, "%s holds indented settings in place of a value", name)
	}
	return v, ok, nil
}

// has reports whether the profile has one of the settings.
func (p *profile) has(names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { _, ok := p.values[name]; return ok })
}
