package local

import (
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
)

// statement is one statement of a policy. It is about the actions of one of the two lists, and about the resources of
// one of the others.
type statement struct {
	deny                    bool
	actions, notActions     []string
	resources, notResources []string
	conditions              []condition
	sessions                bool // speaks of sessions alone
}

// errPolicy says that a document is JSON but no policy.
var errPolicy = errors.New("not a policy")

// parsePolicy reads a policy document. Each part may be one thing or a list of them.
func parsePolicy(document string) ([]statement, error) {
	var policy struct {
		Version   string
		Statement json.RawMessage
	}
	if err := json.Unmarshal([]byte(document), &policy); err != nil {
		return nil, errPolicy
	}
	if !slices.Contains([]string{"", "2008-10-17", "2012-10-17"}, policy.Version) {
		return nil, errPolicy
	}
	parts, err := oneOrMore[json.RawMessage](policy.Statement)
	if err != nil || len(parts) == 0 {
		return nil, errPolicy
	}
	var out []statement
	for _, part := range parts {
		s, err := parseStatement(part)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

func parseStatement(text json.RawMessage) (statement, error) {
	var raw struct {
		Effect                                   string
		Action, NotAction, Resource, NotResource json.RawMessage
		Condition                                map[string]json.RawMessage
	}
	if err := json.Unmarshal(text, &raw); err != nil {
		return statement{}, errPolicy
	}
	if raw.Effect != "Allow" && raw.Effect != "Deny" {
		return statement{}, errPolicy
	}
	s := statement{
		deny: raw.Effect == "Deny", conditions: parseConditions(raw.Condition), sessions: onlySessions(raw.Condition),
	}
	for _, list := range []struct {
		from json.RawMessage
		to   *[]string
	}{
		{raw.Action, &s.actions},
		{raw.NotAction, &s.notActions},
		{raw.Resource, &s.resources},
		{raw.NotResource, &s.notResources},
	} {
		var err error
		if *list.to, err = oneOrMore[string](list.from); err != nil {
			return statement{}, errPolicy
		}
	}
	if (len(s.actions) > 0) == (len(s.notActions) > 0) || (len(s.resources) > 0) == (len(s.notResources) > 0) {
		return statement{}, errPolicy // of each pair exactly one
	}
	return s, nil
}

// onlySessions reports whether a condition is about when a session's token was issued and nothing else. A long-term
// key has no token, so the condition is never true of one.
func onlySessions(condition map[string]json.RawMessage) bool {
	var keys map[string]json.RawMessage
	if len(condition) != 1 || json.Unmarshal(condition["DateLessThan"], &keys) != nil {
		return false
	}
	_, issued := keys["aws:TokenIssueTime"]
	return issued && len(keys) == 1
}

// oneOrMore reads a list, or a single element in place of a list of one. Nothing at all is an empty list.
func oneOrMore[T any](text json.RawMessage) ([]T, error) {
	var many []T
	if len(text) == 0 || json.Unmarshal(text, &many) == nil {
		return many, nil
	}
	var one T
	err := json.Unmarshal(text, &one)
	return []T{one}, err
}

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

// circumstances is what conditions can ask of a request: of the tags that it sets or removes, whether who signed it
// gave a code of an MFA device ("" where that cannot be said, as of a long-term key), and the external ID that it has.
type circumstances struct {
	mfa, externalID string

	set  []tag
	keys []string
}

func circumstancesOf(r *Request) circumstances {
	t := circumstances{set: r.tags(), externalID: r.in.Get("ExternalId")}
	if r.signer.session != nil {
		t.mfa = strconv.FormatBool(r.signer.session.mfa)
	}
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
func (t circumstances) values(key string) (values []string, understood bool) {
	switch strings.ToLower(key) {
	case "aws:tagkeys":
		return t.keys, true
	case "aws:multifactorauthpresent":
		return slices.DeleteFunc([]string{t.mfa}, isEmpty), true
	case "sts:externalid":
		return slices.DeleteFunc([]string{t.externalID}, isEmpty), true
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

func isEmpty(text string) bool { return text == "" }

// holds reports whether a condition is true of a request, and whether it is understood at all.
func (c condition) holds(t circumstances) (is, understood bool) {
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

// comparison returns how an operator compares two texts, nil for one that is neither of texts nor of booleans.
func comparison(operator string) func(wanted, value string) bool {
	switch operator {
	case "StringEquals":
		return func(wanted, value string) bool { return wanted == value }
	case "StringEqualsIgnoreCase", "Bool":
		return strings.EqualFold
	case "StringLike":
		return like
	}
	return nil
}
