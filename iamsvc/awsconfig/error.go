package awsconfig

import (
	"fmt"
	"strings"
)

// Error is what is wrong with the configuration, or with credentials that it leads to. It never holds a secret: of the
// values of settings it quotes those alone that cannot be one.
type Error struct {
	// File and Line say where it is wrong; empty and 0 if it is not about a line of a file.
	File string
	Line int
	// Section is the section of the file, such as "profile prod"; Setting a name in it. Empty if it is not about one.
	Section, Setting string
	// Variable is the environment variable that is wrong; empty if it is not about one.
	Variable string
	// Advice says what to do about it, in a sentence or two; it may be empty.
	Advice string

	// Expired says that the credentials are there, but their time is over.
	Expired bool

	problem string // a sentence without its full stop
	cause   error
}

// Error returns a sentence that says what is wrong and where.
func (e *Error) Error() string {
	switch {
	case e.File == "" && e.Line > 0:
		return fmt.Sprintf("%s (line %d).", e.problem, e.Line)
	case e.File == "":
		return e.problem + "."
	case e.Line == 0:
		return e.problem + " (" + e.File + ")."
	default:
		return fmt.Sprintf("%s (%s, line %d).", e.problem, e.File, e.Line)
	}
}

// Unwrap returns what lies behind the error, such as [io/fs.ErrPermission].
func (e *Error) Unwrap() error { return e.cause }

// place is a line of a configuration file.
type place struct {
	file    string
	line    int
	section string
}

// problem returns an error about this place.
func (p place) problem(setting, format string, args ...any) *Error {
	return &Error{
		File: p.file, Line: p.line, Section: p.section, Setting: setting, problem: fmt.Sprintf(format, args...),
	}
}

// quoted returns the text in quotes, cut where it is long, with whatever cannot be printed escaped.
func quoted(text string) string {
	const most = 60
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	return fmt.Sprintf("%q", text)
}

// named returns a name as a sentence holds it: bare if it is plain, else in quotes.
func named(name string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_./@+:", r)
	}
	if name != "" && len(name) <= 60 && strings.IndexFunc(name, func(r rune) bool { return !plain(r) }) < 0 {
		return name
	}
	return quoted(name)
}
