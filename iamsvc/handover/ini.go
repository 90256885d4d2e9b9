package handover

import (
	"bytes"
	"fmt"
	"strings"
)

// line is a line of the credentials file.
type line struct {
	text     string // without its end
	end      string // "\n", "\r\n", or "" for the last one
	cli, sdk reading
}

// is reports whether both readers take the line for this.
func (l line) is(kind lineKind, section, key string) bool {
	want := reading{kind, section, key}
	return l.cli == want && l.sdk == want
}

// either reports whether one of the readers takes the line for this.
func (l line) either(kind lineKind, section, key string) bool {
	want := reading{kind, section, key}
	return l.cli == want || l.sdk == want
}

// with returns the line with another value, and all spaces left as they are.
func (l line) with(value string) line {
	from := strings.IndexAny(l.text, "=:") + 1
	from += len(l.text[from:]) - len(strings.TrimLeft(l.text[from:], " \t"))
	to := len(strings.TrimRight(l.text, " \t"))
	if from >= to { // there was none
		l.text = l.text[:from] + value
		return l
	}
	l.text = l.text[:from] + value + l.text[to:]
	return l
}

// value returns the property's value, as the SDKs read it.
func (l line) value() string {
	_, value, _ := splitProperty(l.text)
	return strings.TrimSpace(withoutRemark(value))
}

// indent returns the spaces that the line begins with.
func (l line) indent() string { return l.text[:len(l.text)-len(strings.TrimLeft(l.text, " \t"))] }

// byteOrderMark is what some editors of Windows put at the start of a file.
const byteOrderMark = "\ufeff"

// scan returns the lines of a credentials file, as both readers see them. A byte order mark is a part of the first
// line's text, but is not read.
func scan(file []byte) ([]line, error) {
	if bytes.ContainsAny(file, "\x00\x1c\x1d\x1e\x1f") { // UTF-16, or what Python takes for a space and others do not
		return nil, &Error{
			Reason: ReasonAmbiguous, What: "it is not a text file in UTF-8",
			Next: "Save it as UTF-8 first, or choose another file.",
		}
	}
	var (
		lines []line
		cli   cliReader
		sdk   sdkReader
	)
	for at := 0; at < len(file); {
		l := nextLine(string(file[at:]))
		at += len(l.text) + len(l.end)
		if strings.ContainsRune(l.text, '\r') {
			return nil, differing(len(lines)+1, "holds a carriage return that is not the end of a line")
		}
		text := l.text
		if len(lines) == 0 {
			text = strings.TrimPrefix(text, byteOrderMark)
		}
		l.cli, l.sdk = cli.read(text), sdk.read(text)
		lines = append(lines, l)
	}
	return lines, nil
}

func nextLine(text string) line {
	line, ended := line{text: text}, strings.IndexByte(text, '\n')
	if ended >= 0 {
		line.text, line.end = text[:ended], "\n"
	}
	if bare, ok := strings.CutSuffix(line.text, "\r"); ok && ended >= 0 {
		line.text, line.end = bare, "\r\n"
	}
	return line
}

// differing is the refusal of a file that programs read differently; what follows the number of the line.
func differing(number int, what string) *Error {
	return &Error{
		Reason: ReasonAmbiguous,
		What:   fmt.Sprintf("its line %d %s", number, what),
		Next:   "Correct the line by hand, or choose another profile or file.",
	}
}

// join returns the file that the lines make.
func join(lines []line) []byte {
	var file bytes.Buffer
	for _, l := range lines {
		file.WriteString(l.text)
		file.WriteString(l.end)
	}
	return file.Bytes()
}
