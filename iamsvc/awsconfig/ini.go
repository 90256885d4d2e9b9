package awsconfig

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// value is what a setting of a file is set to.
type value struct {
	text string
	// nested are the settings of an indented block under a setting without a value of its own; nil if it is none.
	nested map[string]string
	place  place
}

// section is a section of a file: its settings by name. Names are in lower case, as the CLI reads them.
type section struct {
	name   string
	place  place
	values map[string]value
}

// defaultsSection is the name of the section whose settings hold in every other section.
const defaultsSection = "DEFAULT"

// header returns the name of the section that a line begins. It is as permissive as the CLI.
func header(text string) (string, bool) {
	end := strings.LastIndexByte(text, ']')
	if text[0] != '[' || end < 2 {
		return "", false
	}
	return text[1:end], true
}

// setting returns the name and the value that a line sets.
func setting(text string) (name, set string, ok bool) {
	at := strings.IndexAny(text, "=:")
	if at < 0 {
		return "", "", false
	}
	return strings.ToLower(strip(text[:at])), strip(text[at+1:]), true
}

// reader takes a file apart, line by line.
type reader struct {
	file     string
	sections []*section
	defaults *section
	seen     map[string]map[string]bool // the settings of each section that has begun

	current *section
	name    string // the setting that an indented line goes on with; empty for none
	lines   map[*section]map[string][]string
	indent  int
	failed  *Error // the first line that is nothing
}

// parse takes the text of a file apart. A file that the CLI cannot read is an *Error.
func parse(file string, text []byte) ([]*section, error) {
	content, err := decode(file, text)
	if err != nil {
		return nil, err
	}
	r := newReader(file)
	for i, line := range strings.Split(content, "\n") {
		if err := r.line(i+1, line); err != nil {
			return nil, err
		}
	}
	if r.failed != nil {
		return nil, r.failed
	}
	return r.finish()
}

// Sections returns what the AWS CLI reads in the text of a file: the settings of each section by name, those that
// hold in every section among them. A file that it cannot read is an *Error that says in which line.
func Sections(text []byte) (map[string]map[string]string, error) {
	sections, err := parse("", text)
	if err != nil {
		return nil, err
	}
	found := make(map[string]map[string]string, len(sections))
	for _, s := range sections {
		found[s.name] = make(map[string]string, len(s.values))
		for name, v := range s.values {
			found[s.name][name] = v.text
		}
	}
	return found, nil
}

func newReader(file string) *reader {
	return &reader{
		file: file, defaults: newSection(defaultsSection, place{file: file}),
		seen: map[string]map[string]bool{}, lines: map[*section]map[string][]string{},
	}
}

// decode returns the text as UTF-8 with plain line ends.
func decode(file string, text []byte) (string, error) {
	at := place{file: file, line: 1}
	const advice = "Save it as UTF-8 without a byte order mark."
	switch {
	case bytes.HasPrefix(text, []byte("\xff\xfe")), bytes.HasPrefix(text, []byte("\xfe\xff")),
		len(text) > 1 && (text[0] == 0 || text[1] == 0):
		e := at.problem("", "The file is in UTF-16, which the AWS CLI can't read either")
		e.Advice = advice
		return "", e
	case bytes.HasPrefix(text, []byte("\xef\xbb\xbf")):
		e := at.problem("", "The file begins with a byte order mark, which the AWS CLI can't read either")
		e.Advice = advice
		return "", e
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size <= 1 {
			at.line = 1 + bytes.Count(text[:i], []byte("\n"))
			e := at.problem("", "The file is not valid UTF-8")
			e.Advice = advice
			return "", e
		}
		i += size
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(text)), nil
}

func newSection(name string, at place) *section {
	at.section = name
	return &section{name: name, place: at, values: map[string]value{}}
}

// line takes up one line of the file.
func (r *reader) line(number int, line string) error {
	text := strip(line)
	comment := strings.HasPrefix(text, "#") || strings.HasPrefix(text, ";")
	if text == "" || comment {
		if !comment && r.current != nil && r.name != "" {
			r.more("")
		}
		return nil
	}
	indent := utf8.RuneCountInString(line[:strings.IndexFunc(line, func(c rune) bool { return !isSpace(c) })])
	if r.current != nil && r.name != "" && indent > r.indent {
		r.more(text)
		return nil
	}
	r.indent = indent
	if name, ok := header(text); ok {
		return r.begin(name, number)
	}
	if r.current == nil {
		return place{file: r.file, line: number}.problem("", "A line stands before the first section")
	}
	return r.set(text, number)
}

// more adds a line to the value of the setting at hand.
func (r *reader) more(text string) {
	r.lines[r.current][r.name] = append(r.lines[r.current][r.name], text)
}

// begin begins a section.
func (r *reader) begin(name string, number int) error {
	at := place{file: r.file, line: number, section: name}
	r.name = ""
	if name == defaultsSection {
		r.current = r.defaults
	} else {
		for _, s := range r.sections {
			if s.name == name {
				return at.problem("", "The section [%s] stands there twice, first in line %d", bare(name), s.place.line)
			}
		}
		r.current = newSection(name, at)
		r.sections = append(r.sections, r.current)
	}
	if r.seen[name] == nil {
		r.seen[name], r.lines[r.current] = map[string]bool{}, map[string][]string{}
	}
	return nil
}

// set begins a setting.
func (r *reader) set(text string, number int) error {
	at := place{file: r.file, line: number, section: r.current.name}
	name, set, ok := setting(text)
	if !ok || name == "" {
		if r.failed == nil {
			r.failed = at.problem("", "A line is neither a section, nor a setting, nor a comment")
		}
		return nil
	}
	if r.seen[r.current.name][name] {
		return at.problem(name, "The setting %s stands twice in the section [%s]", named(name), bare(r.current.name))
	}
	r.seen[r.current.name][name] = true
	r.name = name
	r.current.values[name] = value{place: at}
	r.lines[r.current][name] = []string{set}
	return nil
}

// finish joins the lines of each value, and adds the settings that hold in every section.
func (r *reader) finish() ([]*section, error) {
	for _, s := range append([]*section{r.defaults}, r.sections...) {
		for name, v := range s.values {
			v.text = strings.TrimRightFunc(strings.Join(r.lines[s][name], "\n"), isSpace)
			s.values[name] = v
		}
	}
	for _, s := range r.sections {
		for name, v := range r.defaults.values {
			if _, own := s.values[name]; !own {
				s.values[name] = v
			}
		}
		for name, v := range s.values {
			if !strings.HasPrefix(v.text, "\n") {
				continue
			}
			nested, ok := block(v.text)
			if !ok {
				return nil, v.place.problem(name, "The indented lines under %s are not all settings", named(name))
			}
			v.nested = nested
			s.values[name] = v
		}
	}
	return r.sections, nil
}

// block takes an indented block apart.
func block(text string) (map[string]string, bool) {
	found := map[string]string{}
	for _, line := range strings.FieldsFunc(text, endsLine) {
		line = strip(line)
		if line == "" {
			continue
		}
		name, set, ok := strings.Cut(line, "=")
		if !ok {
			return nil, false
		}
		found[strip(name)] = strip(set)
	}
	return found, true
}

// endsLine reports whether the character ends a line inside a block.
func endsLine(r rune) bool {
	return r >= '\n' && r <= '\r' || r >= 0x1c && r <= 0x1e || r == 0x85 || r == 0x2028 || r == 0x2029
}

// isSpace reports whether the CLI takes the character for white space.
func isSpace(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f }

// strip removes white space at both ends.
func strip(text string) string { return strings.TrimFunc(text, isSpace) }

// bare returns the name of a section as it is shown: cut where it is long, with what cannot be printed escaped.
func bare(name string) string { return strings.Trim(quoted(name), `"`) }
