package iamsvc

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ValidDescription returns nil if IAM accepts the text as the description of a key, which is the value of a tag: up to 256
// letters, digits, spaces and characters of _.:/=+-@ in any script. Else it returns an *Error of KindInvalid whose
// sentence names the first character that is refused.
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
