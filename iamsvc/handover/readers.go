package handover

import (
	"strings"
	"unicode"
)

// There is no one grammar of the credentials file: the AWS CLI reads it by Python's configparser, the SDK for Go by a
// parser of its own, and the other SDKs by others yet. They differ on lines that begin with a space. Both are
// followed here, line by line, and a file is edited only where they agree.

// lineKind is what a reader takes a line for.
type lineKind uint8

const (
	otherLine    lineKind = iota // blank, a comment, or not understood
	sectionLine                  // [name]
	propertyLine                 // key = value
	moreLine                     // goes on with the value of the property above, such as the settings under s3
)

// reading is what a reader makes of a line.
type reading struct {
	kind    lineKind
	section string // the section that the line opens or is in; empty before the first
	key     string // of a property in small letters; of moreLine that of the property it belongs to
}

// cliReader reads as Python's configparser does.
type cliReader struct {
	section, key string
	indent       int // of the last section or property
}

func (r *cliReader) read(text string) reading {
	trimmed := strings.TrimSpace(text)
	if trimmed == "" || isComment(trimmed) {
		return reading{section: r.section}
	}
	indent := len([]rune(text)) - len([]rune(strings.TrimLeftFunc(text, unicode.IsSpace)))
	if r.key != "" && indent > r.indent {
		return reading{moreLine, r.section, r.key}
	}
	r.indent = indent
	if end := strings.LastIndexByte(trimmed, ']'); trimmed[0] == '[' && end > 1 {
		// The spaces that may be in the brackets are a part of the name to the CLI, but to no person.
		r.section, r.key = strings.TrimSpace(trimmed[1:end]), ""
		return reading{sectionLine, r.section, ""}
	}
	key, _, ok := splitProperty(trimmed)
	if !ok || r.section == "" {
		return reading{section: r.section}
	}
	r.key = key
	return reading{propertyLine, r.section, key}
}

// sdkReader reads as the SDK for Go does.
type sdkReader struct {
	section, key string
	empty        bool // the last property has no value of its own
}

func (r *sdkReader) read(text string) reading {
	if strings.TrimSpace(text) == "" || isComment(strings.TrimLeft(text, " \t")) {
		return reading{section: r.section}
	}
	if name, ok := sdkSection(text); ok {
		r.section, r.key = name, ""
		return reading{sectionLine, name, ""}
	}
	indented := text[0] == ' ' || text[0] == '\t'
	key, value, ok := splitProperty(text)
	switch {
	case r.section == "", !ok && !indented:
		return reading{section: r.section}
	case !indented, ok && (r.key == "" || !r.empty):
		value = strings.TrimSpace(withoutRemark(value))
		r.key, r.empty = key, value == "" || value == `""` || value == "''"
		return reading{propertyLine, r.section, key}
	case r.key == "":
		return reading{section: r.section}
	}
	return reading{moreLine, r.section, r.key}
}

// sdkSection returns the name in the brackets, if the line is a section but for a comment behind it.
func sdkSection(text string) (string, bool) {
	text, _, _ = strings.Cut(text, "#")
	text, _, _ = strings.Cut(text, ";")
	text = strings.TrimSpace(text)
	if len(text) < 2 || text[0] != '[' || text[len(text)-1] != ']' {
		return "", false
	}
	return strings.Join(strings.Fields(text[1:len(text)-1]), " "), true
}

func isComment(trimmed string) bool {
	return strings.HasPrefix(trimmed, "#") || strings.HasPrefix(trimmed, ";")
}

// splitProperty cuts a line at its first = or :.
func splitProperty(text string) (key, value string, ok bool) {
	at := strings.IndexAny(text, "=:")
	if at < 0 {
		return "", "", false
	}
	key = strings.ToLower(strings.TrimSpace(text[:at]))
	return key, strings.TrimSpace(text[at+1:]), key != ""
}

// withoutRemark cuts off what SDKs, but not the CLI, take for a comment behind a value.
func withoutRemark(value string) string {
	for _, mark := range []string{" #", " ;", "\t#", "\t;"} {
		value, _, _ = strings.Cut(value, mark)
	}
	return value
}
