package local

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// rule says which texts a parameter may have.
type rule struct {
	min, max int // in characters
	pattern  string
	allowed  func(rune) bool
	matches  func(string) bool // instead of allowed, where a pattern is more than a set of characters
}

func (r rule) matched(s string) bool {
	if r.matches != nil {
		return r.matches(s)
	}
	return r.allowed == nil || strings.IndexFunc(s, func(c rune) bool { return !r.allowed(c) }) < 0
}

// check reads parameters and collects what is wrong with them, as the service does before it looks at anything else.
type check struct {
	params url.Values
	faults []string
}

// has reports whether the parameter was given, even if empty.
func (c *check) has(name string) bool { return len(c.params[name]) > 0 }

// required returns a parameter that must be there.
func (c *check) required(name string, r rule) string {
	if !c.has(name) {
		c.fail(name, "Member must not be null")
		return ""
	}
	return c.optional(name, r)
}

// optional returns a parameter, or "" if it was not given.
func (c *check) optional(name string, r rule) string {
	if !c.has(name) {
		return ""
	}
	value := c.params.Get(name)
	c.text(name, value, r)
	return value
}

// text checks one value against a rule.
func (c *check) text(name, value string, r rule) {
	n := utf8.RuneCountInString(value)
	if n < r.min {
		c.fail(name, fmt.Sprintf("Member must have length greater than or equal to %d", r.min))
	}
	if n > r.max {
		c.fail(name, fmt.Sprintf("Member must have length less than or equal to %d", r.max))
	}
	if n > 0 && !r.matched(value) {
		c.fail(name, "Member must satisfy regular expression pattern: "+r.pattern)
	}
}

// oneOf returns a parameter that must be one of the given values.
func (c *check) oneOf(name string, values ...string) string {
	if !c.has(name) {
		c.fail(name, "Member must not be null")
		return ""
	}
	value := c.params.Get(name)
	if !slices.Contains(values, value) {
		c.fail(name, "Member must satisfy enum value set")
	}
	return value
}

// number returns an integer parameter, or what it is when not given. A text that is no 32-bit integer is malformed rather
// than invalid, and is answered so at once.
func (c *check) number(name string, low, high, otherwise int) (int, error) {
	if !c.has(name) {
		return otherwise, nil
	}
	n, err := strconv.ParseInt(c.params.Get(name), 10, 32)
	if err != nil {
		return 0, malformed("Invalid Argument")
	}
	if int(n) < low {
		c.fail(name, fmt.Sprintf("Member must have value greater than or equal to %d", low))
	}
	if int(n) > high {
		c.fail(name, fmt.Sprintf("Member must have value less than or equal to %d", high))
	}
	return int(n), nil
}

// atMost checks the length of a list.
func (c *check) atMost(name string, length, most int) {
	if length > most {
		c.fail(name, fmt.Sprintf("Member must have length less than or equal to %d", most))
	}
}

func (c *check) fail(name, constraint string) {
	field := strings.ToLower(name[:1]) + name[1:]
	c.faults = append(c.faults, fmt.Sprintf("Value at '%s' failed to satisfy constraint: %s", field, constraint))
}

// err returns everything that was wrong as one error, or nil.
func (c *check) err() error {
	switch len(c.faults) {
	case 0:
		return nil
	case 1:
		return invalid("1 validation error detected: " + c.faults[0])
	}
	return invalid(fmt.Sprintf("%d validation errors detected: %s", len(c.faults), strings.Join(c.faults, "; ")))
}

// The rules, as the service's model states them.

func existingUserName() rule { return rule{1, 128, `[\w+=,.@-]+`, isNameRune, nil} }
func newUserName() rule      { return rule{1, 64, `[\w+=,.@-]+`, isNameRune, nil} }
func accessKeyID() rule      { return rule{16, 128, `[\w]+`, isWordRune, nil} }
func pathPrefix() rule       { return rule{1, 512, `\u002F[\u0021-\u007F]*`, nil, isPathPrefix} }
func pathRule() rule {
	return rule{1, 512, `(\u002F)|(\u002F[\u0021-\u007E]+\u002F)`, nil, isPath}
}
func markerRule() rule { return rule{1, 320, `[\u0020-\u00FF]+`, isLatin, nil} }
func arnRule() rule    { return rule{20, 2048, "", nil, nil} }

func isWordRune(c rune) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

func isNameRune(c rune) bool { return isWordRune(c) || strings.ContainsRune("+=,.@-", c) }

func isLatin(c rune) bool { return c >= 0x20 && c <= 0xff }

func isPathPrefix(s string) bool {
	return s[0] == '/' && strings.IndexFunc(s, func(c rune) bool { return c < 0x21 || c > 0x7f }) < 0
}

func isPath(s string) bool {
	return s == "/" || len(s) > 2 && s[0] == '/' && s[len(s)-1] == '/' &&
		strings.IndexFunc(s, func(c rune) bool { return c < 0x21 || c > 0x7e }) < 0
}

func isTagRune(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsNumber(c) || unicode.In(c, unicode.Z) || strings.ContainsRune("_.:/=+-@", c)
}
