// Package shell quotes text for the shells that people paste into. It is the one place of the program that does.
package shell

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Word returns the text as one word of a POSIX shell: sh, bash, zsh. A word that holds nothing special is left as it
// is.
func Word(text string) string {
	// Few are left bare on purpose: zsh expands = and ~, PowerShell reads a comma and an @ as operators.
	bare := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-./:", r)
	}
	if text != "" && strings.IndexFunc(text, func(r rune) bool { return !bare(r) }) < 0 {
		return text
	}
	return Quoted(text)
}

// Quoted returns the text as one word of a POSIX shell, in quotes whatever it holds.
func Quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }

// Option returns a long option and its value. A value that begins with a hyphen would be taken for an option of its
// own, so that one is joined to its name.
func Option(name, value string) string {
	if strings.HasPrefix(value, "-") {
		return name + "=" + Word(value)
	}
	return name + " " + Word(value)
}

// Fish returns the text as one word of fish, where a backslash counts within single quotes too.
func Fish(text string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(text) + "'"
}

// PowerShell returns the text as a literal string of PowerShell, which takes typographic quotes for quotes as well.
func PowerShell(text string) string {
	return "'" + strings.NewReplacer("'", "''", "‘", "‘‘", "’", "’’", "‚", "‚‚", "‛", "‛‛").Replace(text) + "'"
}

// Pasteable reports whether the text can be pasted into a terminal as what it looks like. Quotes do not help against a
// control character: one can end the paste, and what follows is typed.
func Pasteable(text string) bool {
	return utf8.ValidString(text) && strings.IndexFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) < 0
}

// Line returns a command as a line of a POSIX shell.
func Line(argv []string) string {
	words := make([]string, len(argv))
	for i, arg := range argv {
		words[i] = Word(arg)
	}
	return strings.Join(words, " ")
}
