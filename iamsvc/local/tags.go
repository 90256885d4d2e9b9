package local

import (
	"slices"
	"strconv"
	"strings"
)

const tagsQuota = 50

// tag is a label on a user.
type tag struct {
	Key, Value string
}

func tagKey() rule {
	return rule{1, 128, `[\p{L}\p{Z}\p{N}_.:/=+\-@]+`, isTagRune, nil}
}

func tagValue() rule {
	return rule{0, 256, `[\p{L}\p{Z}\p{N}_.:/=+\-@]*`, isTagRune, nil}
}

// tags reads the list parameter Tags.
func (c *check) tags() []tag {
	var out []tag
	for i := 1; ; i++ {
		member := "Tags.member." + strconv.Itoa(i)
		if !c.has(member+".Key") && !c.has(member+".Value") {
			c.atMost("Tags", len(out), tagsQuota)
			return out
		}
		field := "Tags." + strconv.Itoa(i) + ".member."
		t := tag{c.params.Get(member + ".Key"), c.params.Get(member + ".Value")}
		c.text(field+"key", t.Key, tagKey())
		c.text(field+"value", t.Value, tagValue())
		out = append(out, t)
	}
}

// checkTags refuses the keys that may not be set, and keys that one request has twice.
func checkTags(tags []tag) error {
	seen := map[string]bool{}
	for _, t := range tags {
		fold := strings.ToLower(t.Key)
		if strings.HasPrefix(fold, "aws:") {
			return invalidInput("System tags cannot be added or updated: tag keys must not begin with aws:")
		}
		if seen[fold] {
			return invalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.")
		}
		seen[fold] = true
	}
	return nil
}

// mergeTags returns old with the new ones added or put in place of those with the same key, sorted by key.
func mergeTags(old, add []tag) []tag {
	out := slices.Clone(old)
	for _, t := range add {
		i, found := slices.BinarySearchFunc(out, t.Key, func(t tag, key string) int {
			return compareTagKeys(t.Key, key)
		})
		if found {
			out[i] = t
		} else {
			out = slices.Insert(out, i, t)
		}
	}
	return out
}

// compareTagKeys orders the keys of tags without regard to case, which does not tell two tags of a user apart either.
func compareTagKeys(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) }
