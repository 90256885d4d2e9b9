package local

import (
	"slices"
	"strings"
)

const tagsQuota = 50

// tag is a label on a user.
type tag struct {
	Key, Value string
}

// tags returns the list parameter Tags.
func (r *Request) tags() []tag {
	var out []tag
	for _, t := range r.in.Member("Tags").Items() {
		out = append(out, tag{t.Get("Key"), t.Get("Value")})
	}
	return out
}

// checkTags refuses the keys that may not be set, and keys that one request has twice.
func checkTags(tags []tag) error {
	if message := tagFault(tags); message != "" {
		return invalidInput(message)
	}
	return nil
}

// tagFault returns what is wrong with tags as a whole, "" for nothing.
func tagFault(tags []tag) string {
	seen := map[string]bool{}
	message := ""
	for _, t := range tags {
		fold := strings.ToLower(t.Key)
		if strings.HasPrefix(fold, "aws:") {
			return "Tag keys beginning with aws: are reserved for system use."
		}
		if seen[fold] {
			message = "Duplicate tag keys found. Please note that Tag keys are case insensitive."
		}
		seen[fold] = true
	}
	return message
}

// mergeTags returns old with the new ones added or put in place of those with the same key, sorted by key.
func mergeTags(old, add []tag) []tag {
	out := slices.Clone(old)
	for _, t := range add {
		if i := slices.IndexFunc(out, func(other tag) bool { return sameKey(t.Key)(other.Key) }); i >= 0 {
			out[i] = t
		} else {
			out = append(out, t)
		}
	}
	slices.SortFunc(out, func(a, b tag) int { return strings.Compare(a.Key, b.Key) })
	return out
}

// sameKey returns what tells whether the key of a tag is this one. Case makes no difference.
func sameKey(key string) func(string) bool {
	return func(other string) bool { return strings.EqualFold(key, other) }
}
