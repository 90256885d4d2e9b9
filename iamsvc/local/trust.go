package local

import "encoding/json"

// trustStatement is a statement of a role's trust policy. It is about the role, and has no resources.
type trustStatement struct {
	statement
	principals []string
}

// parseTrust reads a trust policy.
func parseTrust(document string) ([]trustStatement, error) {
	var policy struct {
		Statement json.RawMessage
	}
	if err := json.Unmarshal([]byte(document), &policy); err != nil {
		return nil, errPolicy
	}
	parts, err := oneOrMore[json.RawMessage](policy.Statement)
	if err != nil {
		return nil, errPolicy
	}
	var out []trustStatement
	for _, part := range parts {
		var raw struct {
			Effect            string
			Principal, Action json.RawMessage
			Condition         map[string]json.RawMessage
		}
		if err := json.Unmarshal(part, &raw); err != nil {
			return nil, errPolicy
		}
		s := trustStatement{statement: statement{deny: raw.Effect != "Allow", conditions: parseConditions(raw.Condition)}}
		if s.actions, err = oneOrMore[string](raw.Action); err != nil {
			return nil, errPolicy
		}
		if s.principals, err = parsePrincipals(raw.Principal); err != nil {
			return nil, errPolicy
		}
		out = append(out, s)
	}
	return out, nil
}

// parsePrincipals reads what a statement says of principals that AWS knows: "*", or an object with the member AWS.
func parsePrincipals(text json.RawMessage) ([]string, error) {
	var of struct{ AWS json.RawMessage }
	if err := json.Unmarshal(text, &of); err == nil {
		return oneOrMore[string](of.AWS)
	}
	return oneOrMore[string](text)
}
