package model

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// Error says what is wrong with an input.
type Error struct {
	// Malformed is true of what cannot be read at all: the service answers MalformedInput, to anything else
	// ValidationError.
	Malformed bool
	Message   string
}

// Error returns the message.
func (e *Error) Error() string { return e.Message }

func malformed(message string) error { return &Error{true, message} }

// mostTold is how many faults one message tells.
const mostTold = 10

// Read returns the input of an action, which is named as in policies, or an [*Error] that tells what is wrong with it.
func (m *Model) Read(action string, params url.Values) (*Value, error) {
	shape := m.input(action)
	parts, err := tree(params, shape.Members)
	if err != nil {
		return nil, err
	}
	input, err := shape.readStructure(parts)
	if err != nil {
		return nil, err
	}
	return m.checked(shape, input, strings.HasPrefix(action, "sts:"))
}

// checked returns an input, or an [*Error] that tells what of it the model does not allow, the values too if they are
// to be quoted.
func (m *Model) checked(shape Shape, input *Value, quote bool) (*Value, error) {
	c := check{model: m, quote: quote}
	c.structure(shape, input, "")
	if len(c.faults) == 0 {
		return input, nil
	}
	c.faults = c.faults[:min(len(c.faults), mostTold)]
	plural := "s"
	if len(c.faults) == 1 {
		plural = ""
	}
	message := fmt.Sprintf("%d validation error%s detected: %s", len(c.faults), plural, strings.Join(c.faults, "; "))
	return nil, &Error{false, message}
}

// check collects what is wrong with an input.
type check struct {
	model  *Model
	quote  bool // STS tells the value
	faults []string
}

// value checks a value that a member has.
func (c *check) value(s Shape, v *Value, path string) {
	switch s.Type {
	case structure:
		c.structure(s, v, path+".")
	case list:
		c.list(s, v, path)
	default:
		for _, constraint := range c.broken(s, v.text) {
			c.fail(path, c.told(s, v), constraint)
		}
	}
}

// structure checks the members of a structure, the last one first, as the service does. A missing structure is an
// empty one.
func (c *check) structure(s Shape, v *Value, path string) {
	for _, m := range slices.Backward(s.Members) {
		name := path + strings.ToLower(m.Name[:1]) + m.Name[1:]
		part := v.Member(m.Name)
		switch {
		case part != nil:
			c.value(m.Shape, part, name)
		case slices.Contains(s.Required, m.Name):
			told := ""
			if c.quote {
				told = "null "
			}
			c.fail(name, told, "Member must not be null")
		}
	}
}

// list checks the length of a list and its elements. Of the elements that are no structures, one fault tells all that
// they have to be, for the list as a whole.
func (c *check) list(s Shape, v *Value, path string) {
	n := len(v.items)
	if s.Max != nil && n > *s.Max {
		c.fail(path, "", fmt.Sprintf("Member must have length less than or equal to %d", *s.Max))
	}
	if s.Min != nil && n < *s.Min && n > 0 {
		c.fail(path, "", fmt.Sprintf("Member must have length greater than or equal to %d", *s.Min))
	}
	for i, element := range v.items {
		if s.Of.Type == structure {
			c.structure(*s.Of, element, fmt.Sprintf("%s.%d.member.", path, i+1))
			continue
		}
		if element == nil || len(c.broken(*s.Of, element.text)) > 0 {
			c.fail(path, "", "Member must satisfy constraint: ["+strings.Join(all(*s.Of), ", ")+"]")
			return
		}
	}
}

// told returns the value as a fault tells it, with a blank after it.
func (c *check) told(s Shape, v *Value) string {
	if !c.quote || s.Sensitive {
		return ""
	}
	return "'" + v.text + "' "
}

func (c *check) fail(path, told, constraint string) {
	c.faults = append(c.faults, fmt.Sprintf("Value %sat '%s' failed to satisfy constraint: %s", told, path, constraint))
}

// broken returns the constraints of a shape that a text does not satisfy.
func (c *check) broken(s Shape, text string) []string {
	if s.Type == boolean {
		return nil
	}
	size, unit := utf8.RuneCountInString(text), "length"
	if s.Type == integer {
		size, unit = number(text), "value"
	}
	var out []string
	if s.Max != nil && size > *s.Max {
		out = append(out, atMost(unit, *s.Max))
	}
	if s.Min != nil && size < *s.Min {
		out = append(out, atLeast(unit, *s.Min))
	}
	if s.Pattern != "" && text != "" && !c.model.pattern(s.Pattern).matches(text) {
		out = append(out, "Member must satisfy regular expression pattern: "+s.Pattern)
	}
	if len(s.Enum) > 0 && !slices.Contains(s.Enum, text) {
		out = append(out, "Member must satisfy enum value set")
	}
	return out
}

// all returns all constraints of a shape.
func all(s Shape) []string {
	var out []string
	if s.Max != nil {
		out = append(out, atMost("length", *s.Max))
	}
	if s.Min != nil {
		out = append(out, atLeast("length", *s.Min))
	}
	if s.Pattern != "" {
		out = append(out, "Member must satisfy regular expression pattern: "+s.Pattern)
	}
	if len(s.Enum) > 0 {
		out = append(out, "Member must satisfy enum value set: ["+strings.Join(enumeration(s.Enum), ", ")+"]")
	}
	return out
}

func atMost(unit string, n int) string {
	return fmt.Sprintf("Member must have %s less than or equal to %d", unit, n)
}

func atLeast(unit string, n int) string {
	return fmt.Sprintf("Member must have %s greater than or equal to %d", unit, n)
}

// enumeration returns the values of an enumeration as a message has them. In what order the service has them cannot
// be seen from its model; that of the types of entities is known.
func enumeration(values []string) []string {
	known := []string{"LocalManagedPolicy", "User", "AWSManagedPolicy", "Role", "Group"}
	missing := func(value string) bool { return !slices.Contains(values, value) }
	if len(values) == len(known) && !slices.ContainsFunc(known, missing) {
		return known
	}
	return values
}
