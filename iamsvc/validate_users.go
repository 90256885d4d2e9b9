package iamsvc

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// ValidNewUserName returns nil if IAM accepts the text as the name of a new user: 1 to 64 letters, digits and characters of
// +=,.@_- in ASCII. Else it returns an *Error of KindInvalid whose sentence says why.
func ValidNewUserName(name string) error {
	if len(name) > 64 {
		return invalid("The name of a new user has 64 characters at most.")
	}
	return ValidUserName(name)
}

// ValidPath returns nil if IAM accepts the text as the path of a user: a slash alone, or printable ASCII characters without
// spaces between two slashes, 512 at most. Else it returns an *Error of KindInvalid whose sentence says why.
func ValidPath(path string) error {
	printable := func(c byte) bool { return c >= '!' && c <= '~' }
	switch {
	case !strings.HasPrefix(path, "/"), !strings.HasSuffix(path, "/"):
		return invalid(fmt.Sprintf("%q is not a path: that begins and ends with a slash.", clip(path)))
	case len(path) > 512:
		return invalid("A path has 512 characters at most.")
	case !only(path, printable, ""):
		return invalid(fmt.Sprintf("%q is not a path: IAM allows printable ASCII characters without spaces in it.", clip(path)))
	case path == "//":
		return invalid("There is nothing between the slashes of the path.")
	}
	return nil
}

// ValidTags returns nil if IAM accepts these as the tags of one user: 50 at most, each valid, and no two keys that differ in
// nothing but case. Else it returns an *Error of KindInvalid whose sentence says why.
func ValidTags(tags []Tag) error {
	if len(tags) > 50 {
		return invalid("A user has 50 tags at most.")
	}
	seen := map[string]bool{}
	for _, t := range tags {
		if err := firstError(ValidTagKey(t.Key), ValidTagValue(t.Value)); err != nil {
			return err
		}
		key := strings.ToLower(t.Key)
		if seen[key] {
			return invalid(fmt.Sprintf("There are two tags with the key %s: IAM does not tell keys apart by case.", t.Key))
		}
		seen[key] = true
	}
	return nil
}

// ValidPolicyName returns nil if IAM accepts the text as the name of an inline policy: 1 to 128 letters, digits and
// characters of +=,.@_- in ASCII. Else it returns an *Error of KindInvalid whose sentence says why.
func ValidPolicyName(name string) error {
	switch {
	case name == "":
		return invalid("A policy needs a name.")
	case len(name) > 128:
		return invalid("The name of a policy has 128 characters at most.")
	case !only(name, isWord, "+=,.@-"):
		return invalid(fmt.Sprintf("%q is not the name of a policy: IAM allows letters, digits and +=,.@_- in it.", clip(name)))
	}
	return nil
}

// ValidPolicyDocument returns nil if the text is an object in JSON, of a length and of characters that IAM accepts. Else it
// returns an *Error of KindInvalid whose sentence says why. Whether it is a policy is for IAM to say.
func ValidPolicyDocument(text string) error {
	if len(text) > 131072 {
		return invalid("A policy has 131072 characters at most.")
	}
	line := 1
	for i, c := range text {
		switch {
		case c == utf8.RuneError:
			if _, size := utf8.DecodeRuneInString(text[i:]); size == 1 {
				return invalid(fmt.Sprintf("The policy is not UTF-8: look at line %d.", line))
			}
			fallthrough
		case c != '\t' && c != '\n' && c != '\r' && (c < ' ' || c > 0xff):
			return invalid(fmt.Sprintf("The policy may not hold %s, as in line %d: IAM allows no such character.", strconv.QuoteRune(c), line))
		}
		if c == '\n' {
			line++
		}
	}
	return validJSONObject(text)
}

func validJSONObject(text string) error {
	var object map[string]json.RawMessage
	err := json.Unmarshal([]byte(text), &object)
	var syntax *json.SyntaxError
	switch {
	case strings.TrimSpace(text) == "":
		return invalid("The policy is empty.")
	case errors.As(err, &syntax):
		line := 1 + strings.Count(text[:min(int(syntax.Offset), len(text))], "\n")
		return invalid(fmt.Sprintf("The policy is not JSON: %s, in line %d.", syntax, line))
	case err != nil, object == nil:
		return invalid("The policy is not an object in JSON: it begins with { and ends with }.")
	}
	return nil
}
