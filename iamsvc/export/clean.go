package export

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean replaces whatever could move a cursor, hide or reorder text. Names come from a service that may be any.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || unicode.Is(unicode.Zs, r):
			return ' '
		case r == utf8.RuneError, !unicode.IsPrint(r), unicode.Is(unicode.M, r), blank(r):
			return unicode.ReplacementChar
		default:
			return r
		}
	}, text)
}

// blank reports letters that fonts draw as nothing.
func blank(r rune) bool {
	switch r {
	case '\u115F', '\u1160', '\u3164', '\uFFA0', '\u2800':
		return true
	}
	return false
}

// harmless returns a cell that no spreadsheet takes for a formula: what begins like one gets an apostrophe in front, as
// spreadsheets themselves mark text.
func harmless(text string) string {
	begin := strings.TrimLeft(text, " ")
	if begin == "" {
		return text
	}
	if first, _ := utf8.DecodeRuneInString(begin); strings.ContainsRune("=+-@\t\r＝＋－＠", first) {
		return "'" + text
	}
	return text
}
