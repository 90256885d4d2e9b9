package audit

import (
	"strings"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/filter"
)

// Language returns the fields by which rows can be filtered. Words are looked for in the user's name, the key ID, the
// service, the region and the status.
func Language() *filter.Language[Row] { return languageOf(nil) }

// languageOf is Language for the rows of an account; nil while that is not known.
func languageOf(of *Account) *filter.Language[Row] {
	return &filter.Language[Row]{
		Texts: func(r *Row, look func(text string) bool) bool {
			return look(r.User.ReportName()) || look(r.KeyID) || look(r.Use.Service) || look(r.Use.Region) ||
				look(string(r.Status))
		},
		Fields: []filter.Field[Row]{
			statusField(),
			findingField(),
			{Name: "user", Help: "name of the user", Text: func(r *Row) (string, bool) { return r.User.ReportName(), true }},
			{Name: "key", Help: "access key ID", Text: func(r *Row) (string, bool) { return r.KeyID, r.KeyID != "" || r.NoKey }},
			{Name: "service", Help: "last used with this service", Text: usedWith(func(u *Use) string { return u.Service })},
			{Name: "region", Help: "last used in this Region", Text: usedWith(func(u *Use) string { return u.Region })},
			{Name: "path", Help: "path of the user", Text: path, Prefix: true, Example: "/ci/"},
			{Name: "tag", Help: "tag of the user", Holds: tagged, Example: "team=payments"},
			{Name: "age", Help: "time since the key was created", Span: true, Time: created},
			{Name: "used", Help: "time since the last use", Span: true, Time: lastUsed},
			{Name: "created", Help: "date on which the key was created", Time: created},
			accountField(of),
		},
	}
}

func path(r *Row) (string, bool) { return r.Path, r.Path != "" || r.Root() }

// usedWith returns what the last use of a key tells; known also if there was none.
func usedWith(part func(*Use) string) func(r *Row) (string, bool) {
	return func(r *Row) (string, bool) {
		return part(&r.Use), r.NoKey || r.Use.State == UseKnown || r.Use.State == UseNever
	}
}

// tagged returns what reports whether the user of a row has a tag, given by its name or as name=value. The root user
// can have none.
func tagged(want string) func(*Row) filter.Truth {
	name, text, valued := strings.Cut(want, "=")
	var value *string
	if valued {
		value = &text
	}
	return func(r *Row) filter.Truth {
		if r.Tags == nil && !r.Root() {
			return filter.Unknown
		}
		return filter.Is(r.Tags.Has(name, value))
	}
}

func statusField() filter.Field[Row] {
	statuses := []iamsvc.Status{iamsvc.Active, iamsvc.Inactive}
	names := make([]string, len(statuses))
	for i, s := range statuses {
		names[i] = strings.ToLower(string(s))
	}
	return filter.Field[Row]{
		Name: "status", Help: "active or inactive", Values: names,
		Choice: func(r *Row, value int) filter.Truth {
			if r.Status == "" && !r.NoKey {
				return filter.Unknown
			}
			return filter.Is(r.Status == statuses[value])
		},
	}
}

// findingField has the findings, and "any" and "none" of them.
func findingField() filter.Field[Row] {
	all := AllFindings()
	names := []string{"any", "none"}
	for _, f := range all {
		names = append(names, f.String())
	}
	return filter.Field[Row]{
		Name: "finding", Help: "what is wrong with the key", Values: names,
		Choice: func(r *Row, value int) filter.Truth {
			switch value {
			case 0:
				return faulty(r)
			case 1:
				return faulty(r).Not()
			}
			switch f := all[value-2]; {
			case r.Findings.Has(f):
				return filter.True
			case r.Unjudged.Has(f):
				return filter.Unknown
			default:
				return filter.False
			}
		},
	}
}

// faulty reports whether a row has a finding. What is not asked of IAM for every account, such as who is quarantined,
// leaves it as open as the screen does: there it is said for all rows together.
func faulty(r *Row) filter.Truth {
	switch {
	case r.Findings != 0:
		return filter.True
	case r.Unjudged&^SetOf(Quarantined, NoDescription) != 0:
		return filter.Unknown
	default:
		return filter.False
	}
}

func created(r *Row) (time.Time, filter.Known) {
	switch {
	case r.NoKey:
		return time.Time{}, filter.Absent
	case r.Created.IsZero():
		return time.Time{}, filter.NotKnown
	}
	return r.Created, filter.At
}

func lastUsed(r *Row) (time.Time, filter.Known) {
	if r.NoKey {
		return time.Time{}, filter.Absent
	}
	switch r.Use.State {
	case UseKnown:
		return r.Use.At, filter.At
	case UseNever:
		return time.Time{}, filter.Never
	default:
		return time.Time{}, filter.NotKnown
	}
}
