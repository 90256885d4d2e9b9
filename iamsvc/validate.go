package iamsvc

import (
	"fmt"
	"net/url"
	"strings"
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

// ValidKeyID returns nil if IAM accepts the text as an access key ID: 16 to 128 letters, digits and underscores. Else it
// returns an *Error of KindInvalid whose sentence says why.
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

// ValidPathPrefix returns nil if IAM accepts the text as a path prefix: a slash and up to 511 printable ASCII characters
// without spaces. Else it returns an *Error of KindInvalid whose sentence says why.
func ValidPathPrefix(prefix string) error {
	printable := func(c byte) bool { return c >= '!' && c <= 0x7f }
	switch {
	case !strings.HasPrefix(prefix, "/"):
		return invalid(fmt.Sprintf("%q is not a path prefix: that begins with a slash.", clip(prefix)))
	case len(prefix) > 512:
		return invalid("A path prefix has 512 characters at most.")
	case !only(prefix, printable, ""):
		return invalid(fmt.Sprintf("%q is not a path prefix: IAM allows printable ASCII characters without spaces in it.", clip(prefix)))
	}
	return nil
}

// ValidEndpoint returns nil if the text is a URL that can stand for AWS: http or https, a host, no user, query or fragment.
// Else it returns an *Error of KindInvalid whose sentence says why. It never quotes the URL, which may hold a password.
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

// ValidRegion returns nil if the text can be the name of a region: it becomes a part of the host that is called. Else it
// returns an *Error of KindInvalid.
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
