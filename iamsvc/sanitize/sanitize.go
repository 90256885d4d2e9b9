// Package sanitize makes text from outside fit to be shown: names, paths, messages, what another program printed. It
// is the one place of the program that says which characters are shown as they are.
package sanitize

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text returns s with everything that could move the cursor, hide, reorder or join text replaced by U+FFFD. Line
// breaks and tabs become spaces.
func Text(s string) string {
	if Plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		b.WriteRune(safe(r))
	}
	return b.String()
}

// Plain reports whether s is printable ASCII throughout, as nearly every name and path is.
func Plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// safe maps one rune to itself if it is visible and stands alone, else to a space or the replacement.
func safe(r rune) rune {
	switch {
	case r == '\n' || r == '\r' || r == '\t' || unicode.Is(unicode.Zs, r) && r != '\u1680':
		return ' '
	case r == utf8.RuneError, !unicode.IsPrint(r), unicode.Is(unicode.M, r), invisible(r), joins(r):
		return unicode.ReplacementChar
	}
	return r
}

// invisible reports letters that Unicode counts as printable and fonts draw as nothing.
func invisible(r rune) bool {
	switch r {
	case '\u115F', '\u1160', '\u3164', '\uFFA0', '\u2800':
		return true
	}
	return false
}

// joins reports runes that are not marks and still become one with their neighbour: the letters that Hangul syllables
// are put together from, halves of flags, skin tones, and some letters that hang on to the one before or after.
// Terminals differ in how wide they draw such a pair.
func joins(r rune) bool {
	switch {
	case '\u1100' <= r && r <= '\u11FF', '\uA960' <= r && r <= '\uA97F', '\uD7B0' <= r && r <= '\uD7FF',
		'\U0001F1E6' <= r && r <= '\U0001F1FF', '\U0001F3FB' <= r && r <= '\U0001F3FF',
		'\U00011A84' <= r && r <= '\U00011A89':
		return true
	}
	switch r {
	case '\u0E33', '\u0EB3', '\uFF9E', '\uFF9F', // after a letter
		'\u0D4E', '\U000111C2', '\U000111C3', '\U0001193F', '\U00011941', '\U00011D46', '\U00011F02': // before one
		return true
	}
	return false
}
