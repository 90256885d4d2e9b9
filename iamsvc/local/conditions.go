package local

import (
	"encoding/json"
	"slices"
	"strings"
)

// condition is one operator of a statement with one key and the values that it is compared with.
type condition struct {
	operator, key string
	values        []string
}

// parseConditions returns the conditions of a statement. What is not understood has no values, and nobody can say
// whether it holds.
func parseConditions(raw map[string]json.RawMessage) (out []condition) {
	for operator, text := range raw {
		var keys map[string]json.RawMessage
		if json.Unmarshal(text, &keys) != nil {
			return append(out, condition{operator: operator})
		}
		for key, text := range keys {
			values, err := oneOrMore[string](text)
			if err != nil {
				values = nil
			}
			out = append(out, condition{operator, key, values})
		}
	}
	return out
}

// tagged is what conditions can ask of the tags that a request sets or removes.
type tagged struct {
	set  []tag
	keys []string
}

// taggedBy returns what a request says of tags.
func taggedBy(r *Request) tagged {
	t := tagged{set: r.tags()}
	for _, one := range t.set {
		t.keys = append(t.keys, one.Key)
	}
	for _, key := range r.in.Member("TagKeys").Items() {
		t.keys = append(t.keys, key.Text())
	}
	return t
}

// values returns what a condition's key stands for, and whether that is understood. Of a tag that is set twice the
// last counts.
func (t tagged) values(key string) (values []string, understood bool) {
	if strings.EqualFold(key, "aws:TagKeys") {
		return t.keys, true
	}
	const prefix = "aws:RequestTag/"
	if len(key) <= len(prefix) || !strings.EqualFold(key[:len(prefix)], prefix) {
		return nil, false
	}
	for _, one := range slices.Backward(t.set) {
		if strings.EqualFold(one.Key, key[len(prefix):]) {
			return []string{one.Value}, true
		}
	}
	return nil, true
}

// holds reports whether a condition is true of a request, and whether it is understood at all.
func (c condition) holds(t tagged) (is, understood bool) {
	values, understood := t.values(c.key)
	operator, ifExists := strings.CutSuffix(c.operator, "IfExists")
	operator, all := strings.CutPrefix(operator, "ForAllValues:")
	operator, some := strings.CutPrefix(operator, "ForAnyValue:")
	if operator == "Null" && understood && len(c.values) == 1 {
		return (len(values) == 0) == (c.values[0] == "true"), true
	}
	not := strings.Contains(operator, "Not")
	compare := comparison(strings.Replace(operator, "Not", "", 1))
	if !understood || compare == nil || len(c.values) == 0 {
		return false, false
	}
	if len(values) == 0 {
		return all || ifExists || not && !some, true
	}
	fits := func(value string) bool {
		return slices.ContainsFunc(c.values, func(wanted string) bool { return compare(wanted, value) }) != not
	}
	if all || not && !some {
		return !slices.ContainsFunc(values, func(value string) bool { return !fits(value) }), true
	}
	return slices.ContainsFunc(values, fits), true
}

// comparison returns how an operator compares two texts, nil for an operator that is not one of texts.
func comparison(operator string) func(wanted, value string) bool {
	switch operator {
	case "StringEquals":
		return func(wanted, value string) bool { return wanted == value }
	case "StringEqualsIgnoreCase":
		return strings.EqualFold
	case "StringLike":
		return like
	}
	return nil
}
