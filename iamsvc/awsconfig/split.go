package awsconfig

import (
	"errors"
	"strings"
)

// errQuote and errEscape are why a text cannot be split into words.
var (
	errQuote  = errors.New("a quotation mark is not closed")
	errEscape = errors.New("nothing follows the last backslash")
)

// Words splits a text as a POSIX shell splits a command, expanding nothing. It fails if a quotation mark is not closed.
func Words(text string) ([]string, error) { return words(text) }

// words splits a text as Words does. The CLI reads the names of sections and,
// but for Windows, the command of credential_process so.
func words(text string) ([]string, error) {
	var (
		found []string
		word  strings.Builder
		open  bool // a word has begun
		quote rune // the quotation mark that is open; 0 for none
	)
	runes := []rune(text)
	for i := 0; i < len(runes); i++ {
		switch r := runes[i]; {
		case r == '\\' && quote != '\'':
			if i++; i == len(runes) {
				return nil, errEscape
			}
			if quote == '"' && runes[i] != '\\' && runes[i] != '"' {
				word.WriteRune('\\')
			}
			word.WriteRune(runes[i])
			open = true
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '"' || r == '\'':
			quote, open = r, true
		case strings.ContainsRune(" \t\r\n", r):
			if open {
				found = append(found, word.String())
				word.Reset()
				open = false
			}
		default:
			word.WriteRune(r)
			open = true
		}
	}
	if quote != 0 {
		return nil, errQuote
	}
	if open {
		found = append(found, word.String())
	}
	return found, nil
}
