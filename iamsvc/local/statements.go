package local

import (
	"encoding/json"
	"errors"
	"slices"
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
