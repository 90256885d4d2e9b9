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

type listUserTagsResult struct {
	pageInfo
	Tags list[tag]
}

func (a *account) listUserTags(r *Request) (any, error) {
	u, page, err := a.listOfUser(r)
	if err != nil {
		return nil, err
	}
	var out listUserTagsResult
	out.Tags.Member, out.pageInfo = turn(page, u.tags, func(t tag) string { return t.Key }, nil)
	return out, nil
}

func (a *account) tagUser(r *Request) (any, error) {
	tags := r.tags()
	if len(tags) == 0 {
		return nil, errNothingListed()
	}
	if err := checkTags(tags); err != nil {
		return nil, err
	}
	u, err := a.userOf(r)
	if err != nil {
		return nil, err
	}
	merged := mergeTags(u.tags, tags)
	if len(merged) > tagsQuota {
		return nil, overQuota("TagsPerUser", tagsQuota)
	}
	u.tags = merged
	return nil, nil
}

func (a *account) untagUser(r *Request) (any, error) {
	var keys []string
	for _, key := range r.in.Member("TagKeys").Items() {
		keys = append(keys, key.Text())
	}
	if len(keys) == 0 {
		return nil, errNothingListed()
	}
	u, err := a.userOf(r)
	if err != nil {
		return nil, err
	}
	u.tags = slices.DeleteFunc(slices.Clone(u.tags), func(t tag) bool {
		return slices.ContainsFunc(keys, sameKey(t.Key))
	})
	return nil, nil
}

// errNothingListed is the answer to a list that was given and is empty.
func errNothingListed() error { return invalidInput("Error occurred while validating input. ") }
