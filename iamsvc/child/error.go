package child

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
	"unicode"

	"akia/iamsvc/sanitize"
)

// Error is a program that could not be run to a good end. Its text holds the last line that the program wrote to
// stderr, without control characters and without what looks like a secret; nothing of its stdout.
type Error struct {
	// Program is the name of the program, without its folder.
	Program string
	// Said is the last line that it wrote to stderr; empty for none.
	Said string

	what  string
	cause error
}

// Error says what became of the program: "failed with status 3: no session".
func (e *Error) Error() string {
	if e.Said == "" {
		return e.what
	}
	return e.what + ": " + e.Said
}

// Unwrap returns what lies behind the error.
func (e *Error) Unwrap() error { return e.cause }

// failure says why a program did not come to a good end.
func failure(c Command, limit time.Duration, why, err error, said []byte) *Error {
	e := &Error{Program: filepath.Base(c.Argv[0]), Said: lastLine(string(said)), cause: err}
	var exit *exec.ExitError
	switch {
	case errors.Is(why, errSlow):
		e.what, e.cause = fmt.Sprintf("did not end within %g s and was stopped", limit.Seconds()), context.DeadlineExceeded
	case errors.Is(why, errFlood):
		e.what, e.cause = fmt.Sprintf("printed more than %d KiB and was stopped", c.MaxOutput/1024), errFlood
	case why != nil:
		e.what, e.cause = "was stopped", why
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, fs.ErrNotExist):
		e.what = "could not be started: there is no program " + shown(c.Argv[0])
	case errors.Is(err, fs.ErrPermission):
		e.what = "could not be started: " + shown(c.Argv[0]) + " is not executable"
	case errors.As(err, &exit) && exit.ExitCode() >= 0:
		e.what = fmt.Sprintf("failed with status %d", exit.ExitCode())
	case errors.As(err, &exit):
		e.what = "was ended by a signal (" + exit.Error() + ")"
	default:
		e.what = "could not be started"
	}
	return e
}

// shown returns the name of a program as a sentence can hold it.
func shown(name string) string { return clean(name, 80) }

// lastLine returns the last line that says something.
func lastLine(text string) string {
	lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' })
	for i := len(lines) - 1; i >= 0; i-- {
		if line := clean(lines[i], 200); line != "" {
			return strings.TrimRight(line, ". ")
		}
	}
	return ""
}

// sequence matches an escape sequence: CSI, a string such as a title, or one of two or more characters. What it
// leaves of a broken one is harmless text.
const sequence = `\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]`

// clean returns the text without escape sequences and control characters, without what looks like a secret, cut where
// it is long.
func clean(text string, most int) string {
	text = regexp.MustCompile(sequence).ReplaceAllString(strings.ToValidUTF8(text, ""), "")
	text = sanitize.Text(text)
	text = strings.ReplaceAll(text, string(unicode.ReplacementChar), "")
	text = strings.TrimSpace(withoutSecrets(text))
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	return text
}

// withoutSecrets hides words as long as a secret access key, or as a session token.
func withoutSecrets(text string) string {
	const secret, token = 40, 100
	part := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("+/=", r)
	}
	var b, word strings.Builder
	flush := func() {
		found := word.String()
		if bare := strings.TrimRight(found, "="); len(found) == secret || len(bare) >= token {
			found = "…"
		} else if _, after, ok := strings.Cut(found, "="); ok && (len(after) == secret || len(after) >= token) {
			found = strings.TrimSuffix(found, after) + "…"
		}
		b.WriteString(found)
		word.Reset()
	}
	for _, r := range text {
		if part(r) {
			word.WriteRune(r)
			continue
		}
		flush()
		b.WriteRune(r)
	}
	flush()
	return b.String()
}
