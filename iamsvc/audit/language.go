package audit

import (
	"strings"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/filter"
)

// Language returns the fields by which rows can be filtered. Words are looked for in the user's name, the key ID, the
// service, the region and the status.
func Language() *filter.Language[Row] {
	return &filter.Language[Row]{
		Texts: func(r *Row, look func(string) bool) bool {
			return look(r.User.ReportName()) || look(r.KeyID) || look(r.Use.Service) || look(r.Use.Region) ||
				look(string(r.Status))
		},
		Fields: []filter.Field[Row]{
			statusField(),
			findingField(),
			{Name: "service", Help: "last used with this service", Text: func(r *Row) string { return r.Use.Service }},
			{Name: "region", Help: "last used in this Region", Text: func(r *Row) string { return r.Use.Region }},
			{Name: "path", Help: "path of the user", Text: func(r *Row) string { return r.Path }, Prefix: true},
			{Name: "age", Help: "time since the key was created", Span: true, Time: created},
			{Name: "used", Help: "time since the last use", Span: true, Time: lastUsed},
			{Name: "created", Help: "date on which the key was created", Time: created},
		},
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
			if r.Status == "" {
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
				return filter.Is(r.Findings != 0)
			case 1:
				return filter.Is(r.Findings == 0)
			default:
				return filter.Is(r.Findings.Has(all[value-2]))
			}
		},
	}
}

func created(r *Row) (time.Time, filter.Known) {
	if r.Created.IsZero() {
		return time.Time{}, filter.NotKnown
	}
	return r.Created, filter.At
}

func lastUsed(r *Row) (time.Time, filter.Known) {
	switch r.Use.State {
	case UseKnown:
		return r.Use.At, filter.At
	case UseNever:
		return time.Time{}, filter.Never
	default:
		return time.Time{}, filter.NotKnown
	}
}
