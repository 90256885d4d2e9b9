package audit

import (
	"iter"
	"maps"
	"slices"

	"akia/iamsvc/filter"
)

// Complete returns what the term of a filter can become that ends at a place in its text; values returns those of a
// field that there are in the account, as [Values] does.
func Complete(text string, at int, values func(field string) []string) []filter.Completion {
	return Language().Complete(text, at, values)
}

// Values returns the values that rows have of a field of free text, sorted; none for other fields.
func Values(field string, rows iter.Seq[Row]) []string {
	set := map[string]bool{}
	switch field {
	case "user", "service", "region", "path", "tag":
	default:
		return nil
	}
	for r := range rows {
		switch field {
		case "user":
			set[r.User.ReportName()] = true
		case "service":
			set[r.Use.Service] = true
		case "region":
			set[r.Use.Region] = true
		case "path":
			set[r.Path] = true
		case "tag":
			for _, tag := range r.Tags.All() {
				set[tag.Key] = true
				if tag.Value != "" {
					set[tag.Key+"="+tag.Value] = true
				}
			}
		}
	}
	delete(set, "")
	return slices.Sorted(maps.Keys(set))
}
