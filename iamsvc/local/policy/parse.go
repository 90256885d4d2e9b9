package policy

import (
	"encoding/json"
	"slices"
	"strings"
)

// current is the present version of the language.
const current = "2012-10-17"

// document is a policy whose syntax is right.
type document struct {
	version    string
	statements []statement
}

// statement holds of each pair, such as Action and NotAction, the one that is there.
type statement struct {
	sid, effect        string
	actions, resources []string
	principal          bool // it has one
	conditions         []condition
}

// condition is what stands under one operator.
type condition struct {
	operator string
	values   []any // strings, booleans and numbers
}

// parse reads a document. It reports false for one whose syntax is wrong.
func parse(text string) (document, bool) {
	var raw map[string]any
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	if decoder.Decode(&raw) != nil || raw == nil {
		return document{}, false
	}
	version, ok := optional[string](raw, "Version")
	_, idOK := optional[string](raw, "Id")
	if !ok || !idOK || !only(raw, "Version", "Id", "Statement") {
		return document{}, false
	}
	if _, given := raw["Version"]; given && version != "2008-10-17" && version != current {
		return document{}, false
	}
	p := document{version: version}
	for _, part := range many(raw["Statement"]) {
		s, ok := parseStatement(part)
		if !ok {
			return document{}, false
		}
		p.statements = append(p.statements, s)
	}
	return p, len(p.statements) > 0
}

func parseStatement(part any) (s statement, ok bool) {
	raw, isObject := part.(map[string]any)
	known := []string{
		"Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition",
	}
	if !isObject || !only(raw, known...) {
		return s, false
	}
	if s.sid, ok = optional[string](raw, "Sid"); !ok {
		return s, false
	}
	s.effect, _ = raw["Effect"].(string)
	if !strings.EqualFold(s.effect, "Allow") && !strings.EqualFold(s.effect, "Deny") {
		return s, false
	}
	if s.actions, ok = either(raw, "Action", "NotAction"); !ok {
		return s, false
	}
	if s.resources, ok = either(raw, "Resource", "NotResource"); !ok {
		return s, false
	}
	s.principal = raw["Principal"] != nil || raw["NotPrincipal"] != nil
	s.conditions, ok = parseConditions(raw)
	return s, ok
}

// only reports whether an object has no members but those.
func only(raw map[string]any, names ...string) bool {
	for name := range raw {
		if !slices.Contains(names, name) {
			return false
		}
	}
	return true
}

// optional returns a member, and false if it is there and of another type.
func optional[T any](raw map[string]any, name string) (value T, ok bool) {
	part, given := raw[name]
	if !given {
		return value, true
	}
	value, ok = part.(T)
	return value, ok
}

// many returns the elements of a list, or what stands in the place of a list of one. Of nothing there is nothing.
func many(part any) []any {
	if elements, isList := part.([]any); isList {
		return elements
	}
	if part == nil {
		return nil
	}
	return []any{part}
}

// either returns the texts of one of two members, of which there may be one. Null among them counts for nothing.
func either(raw map[string]any, name, not string) (texts []string, ok bool) {
	part, given := raw[name]
	other, alsoGiven := raw[not]
	if given && alsoGiven {
		return nil, false
	}
	if alsoGiven {
		part = other
	}
	if (given || alsoGiven) && part == nil {
		return nil, false
	}
	for _, element := range many(part) {
		text, isText := element.(string)
		if !isText && element != nil {
			return nil, false
		}
		if isText {
			texts = append(texts, text)
		}
	}
	return texts, true
}
