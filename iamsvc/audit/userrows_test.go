package audit_test

import (
	"testing"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/clock"
	"akia/iamsvc/filter"
	"akia/iamsvc/store"
)

// TestUserRows: a user matches by any of its keys; what is not known of them is unknown, and of keys that aren't there
// nothing is true but what is denied.
func TestUserRows(t *testing.T) {
	s := store.New()
	two, none, unasked := iamsvc.NamedUser("two"), iamsvc.NamedUser("none"), iamsvc.NamedUser("unasked")
	s.LearnKeys(two, []iamsvc.Key{key("AKIAOLD", iamsvc.Active, 400), key("AKIANEW", iamsvc.Inactive, 3)}, now(), now())
	s.LearnLastUse(two, "AKIAOLD", iamsvc.LastUse{At: ago(100), Service: "s3"}, now(), now())
	s.LearnKeys(none, nil, now(), now())
	s.SetUserFacts([]iamsvc.UserFacts{{Name: "none", Tags: []iamsvc.Tag{{Key: "team", Value: "a"}}}})
	for query, want := range map[string][3]filter.Truth{ // of two, none, unasked
		"":                        {filter.True, filter.True, filter.True},
		"status:active":           {filter.True, filter.False, filter.Unknown},
		"-status:active":          {filter.True, filter.True, filter.Unknown},
		"status:inactive age:>9d": {filter.False, filter.False, filter.Unknown},
		"used:>90d":               {filter.True, filter.False, filter.Unknown},
		"used:<90d":               {filter.Unknown, filter.False, filter.Unknown}, // of the new one it is not known
		"used:never":              {filter.Unknown, filter.False, filter.Unknown},
		"-used:never":             {filter.True, filter.True, filter.Unknown},
		"used:unknown":            {filter.True, filter.False, filter.True},
		"created:>2020-01-01":     {filter.True, filter.False, filter.Unknown},
		"service:s3":              {filter.True, filter.False, filter.Unknown},
		"-service:s3":             {filter.Unknown, filter.True, filter.Unknown},
		"key:old":                 {filter.True, filter.False, filter.Unknown},
		"finding:old":             {filter.True, filter.False, filter.Unknown},
		"finding:none":            {filter.True, filter.True, filter.Unknown},
		"finding:root-key":        {filter.False, filter.False, filter.False},
		"tag:team":                {filter.Unknown, filter.True, filter.Unknown},
		"tag:team status:active":  {filter.Unknown, filter.False, filter.Unknown},
		"user:o":                  {filter.True, filter.True, filter.False},
	} {
		q, err := audit.Language().Parse(query)
		if err != nil {
			t.Fatal(err)
		}
		var got [3]filter.Truth
		for i, who := range []iamsvc.Principal{two, none, unasked} {
			got[i] = q.AnyOf(audit.UserRows(s, clock.New(now), audit.Defaults(), who, now()), now())
		}
		if got != want {
			t.Errorf("%s: %v, want %v", query, got, want)
		}
	}
}
