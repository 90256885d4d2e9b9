package iamsvc

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxRegion is how long the name of a region can be: it is a label of a host name.
const maxRegion = 63

// ValidUserName returns nil if IAM accepts the text as the name of an existing user: 1 to 128 letters, digits and
// characters of +=,.@_- in ASCII. Else it returns an *Error of KindInvalid whose sentence says why.
func ValidUserName(name string) error {
	switch {
	case name == "":
		return invalid("A user name is needed.")
	case len(name) > 128:
		return invalid("A user name has 128 characters at most.")
	case !only(name, isWord, "+=,.@-"):
		return invalid(fmt.Sprintf("%q is not a user name: IAM allows letters, digits and +=,.@_- in it.", name))
	}
	return nil
}

// ValidKeyID returns nil if IAM accepts the text as an access key ID: 16 to 128 letters, digits and underscores. Else
// it returns an *Error of KindInvalid whose sentence says why.
func ValidKeyID(id string) error {
	if len(id) < 16 || len(id) > 128 || !only(id, isWord, "") {
		return invalid(fmt.Sprintf("%q is not an access key ID: that has 16 to 128 letters and digits.", clip(id)))
	}
	return nil
}

// LooksLikeKeyID reports whether the text has the form of the ID of a long-term access key: AKIA and 16 or more capital
// letters and digits.
func LooksLikeKeyID(text string) bool {
	rest, ok := strings.CutPrefix(text, "AKIA")
	upper := func(c byte) bool { return c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' }
	return ok && len(rest) >= 16 && len(text) <= 128 && only(rest, upper, "")
}

// ValidPathPrefix returns nil if IAM accepts the text as a path prefix: a slash and up to 511 printable ASCII
// characters without spaces. Else it returns an *Error of KindInvalid whose sentence says why.
func ValidPathPrefix(prefix string) error {
	printable := func(c byte) bool { return c >= '!' && c <= 0x7f }
	switch {
	case !strings.HasPrefix(prefix, "/"):
		return invalid(fmt.Sprintf("%q is not a path prefix: that begins with a slash.", clip(prefix)))
	case len(prefix) > 512:
		return invalid("A path prefix has 512 characters at most.")
	case !only(prefix, printable, ""):
		return invalid(fmt.Sprintf("%q is not a path prefix: IAM allows printable ASCII characters without spaces in it.",
			clip(prefix)))
	}
	return nil
}

// ValidEndpoint returns nil if the text is a URL that can stand for AWS: http or https, a host, no user, query or
// fragment. Else it returns an *Error of KindInvalid whose sentence says why. It never quotes the URL, which may hold
// a password.
func ValidEndpoint(text string) error {
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return invalid("The endpoint is not a URL such as https://iam.example.com.")
	case u.Scheme != "http" && u.Scheme != "https":
		return invalid("The endpoint must begin with http:// or https://.")
	case u.Hostname() == "":
		return invalid("The endpoint names no host; it must be a URL such as https://iam.example.com.")
	case u.User != nil:
		return invalid("The endpoint must not hold a user name or a password.")
	case u.RawQuery != "" || u.Fragment != "" || u.ForceQuery:
		return invalid("The endpoint must not hold a query or a fragment.")
	}
	return nil
}

// ValidRegion returns nil if the text can be the name of a region: it becomes a part of the host that is called. Else
// it returns an *Error of KindInvalid.
func ValidRegion(region string) error {
	inName := func(c byte) bool { return c == '-' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }
	if region == "" || len(region) > maxRegion || !only(region, inName, "") {
		return invalid(fmt.Sprintf("%q is not the name of a region, such as eu-central-1.", clip(region)))
	}
	return nil
}

// isWord reports whether the character is one of IAM's \w: an ASCII letter, digit or underscore.
func isWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}

// only reports whether every byte of the text is of the kind given or one of the others.
func only(text string, kind func(byte) bool, others string) bool {
	for i := range len(text) {
		if !kind(text[i]) && strings.IndexByte(others, text[i]) < 0 {
			return false
		}
	}
	return true
}

// clip shortens input that is quoted in a sentence.
func clip(text string) string {
	const most = 64
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}

// ValidNewUserName returns nil if IAM accepts the text as the name of a new user: 1 to 64 letters, digits and
// characters of +=,.@_- in ASCII. Else it returns an *Error of KindInvalid whose sentence says why.
func ValidNewUserName(name string) error {
	if len(name) > 64 {
		return invalid("The name of a new user has 64 characters at most.")
	}
	return ValidUserName(name)
}

// ValidPath returns nil if IAM accepts the text as the path of a user: a slash alone, or printable ASCII characters
// without spaces between two slashes, 512 at most. Else it returns an *Error of KindInvalid whose sentence says why.
func ValidPath(path string) error {
	printable := func(c byte) bool { return c >= '!' && c <= '~' }
	switch {
	case !strings.HasPrefix(path, "/"), !strings.HasSuffix(path, "/"):
		return invalid(fmt.Sprintf("%q is not a path: that begins and ends with a slash.", clip(path)))
	case len(path) > 512:
		return invalid("A path has 512 characters at most.")
	case !only(path, printable, ""):
		return invalid(fmt.Sprintf("%q is not a path: IAM allows printable ASCII characters without spaces in it.",
			clip(path)))
	case path == "//":
		return invalid("There is nothing between the slashes of the path.")
	}
	return nil
}

// ValidTags returns nil if IAM accepts these as the tags of one user: 50 at most, each valid, and no two keys that
// differ in nothing but case. Else it returns an *Error of KindInvalid whose sentence says why.
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
			return invalid(fmt.Sprintf("There are two tags with the key %s: IAM ignores case in keys.", t.Key))
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
		return invalid(fmt.Sprintf("%q is not the name of a policy: IAM allows letters, digits and +=,.@_- in it.",
			clip(name)))
	}
	return nil
}

// ValidPolicyDocument returns nil if the text is an object in JSON, of a length and of characters that IAM accepts.
// Else it returns an *Error of KindInvalid whose sentence says why. Whether it is a policy is for IAM to say.
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
			return invalid(fmt.Sprintf("The policy may not hold %s, as in line %d: IAM allows no such character.",
				strconv.QuoteRune(c), line))
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

// ValidDescription returns nil if IAM accepts the text as the description of a key, which is the value of a tag: up
// to 256 letters, digits, spaces and characters of _.:/=+-@ in any script. Else it returns an *Error of KindInvalid
// whose sentence names the first character that is refused.
func ValidDescription(text string) error { return validTagText("A description", text, 256) }

// ValidTagValue returns nil if IAM accepts the text as the value of a tag, by the rules of ValidDescription. It may be
// empty.
func ValidTagValue(text string) error { return validTagText("The value of a tag", text, 256) }

// ValidTagKey returns nil if IAM accepts the text as the key of a tag: 1 to 128 characters by the rules of
// ValidDescription, and not beginning with aws:. Else it returns an *Error of KindInvalid whose sentence says why.
func ValidTagKey(text string) error {
	switch {
	case text == "":
		return invalid("A tag needs a key.")
	case strings.HasPrefix(strings.ToLower(text), "aws:"):
		return invalid("The key of a tag may not begin with aws:, which AWS keeps for its own.")
	}
	return validTagText("The key of a tag", text, 128)
}

// validTagText checks what keys and values of tags have in common. What begins the sentence about it.
func validTagText(what, text string, most int) error {
	if n := utf8.RuneCountInString(text); n > most {
		return invalid(fmt.Sprintf("%s has %d characters at most; this has %d.", what, most, n))
	}
	for _, c := range text {
		if !isTagRune(c) {
			return invalid(fmt.Sprintf("%s may not hold %s: IAM allows letters, digits, spaces and _.:/=+-@ in it.",
				what, strconv.QuoteRune(c)))
		}
	}
	return nil
}

// isTagRune reports whether IAM allows the character in the key or value of a tag: [\p{L}\p{Z}\p{N}_.:/=+\-@].
func isTagRune(c rune) bool {
	return unicode.In(c, unicode.L, unicode.Z, unicode.N) || strings.ContainsRune("_.:/=+-@", c)
}
