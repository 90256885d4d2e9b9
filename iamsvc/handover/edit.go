package handover

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"akia/iamsvc/awsconfig"
)

// The settings of a profile that a key consists of.
const (
	keyIDSetting  = "aws_access_key_id"
	secretSetting = "aws_secret_access_key"
)

// tokenSettings go with temporary credentials, and make a long-term key fail: the CLI reads both, SDKs the first.
func tokenSettings() []string { return []string{"aws_session_token", "aws_security_token"} }

// edit is a change of a credentials file: the pair of one profile.
type edit struct {
	profile, keyID, secret string

	lines   []line
	exists  bool     // the profile was there
	was     string   // the key ID that the profile had; empty for none
	removed []string // the settings that were removed
	also    []string // the other settings of the profile
	remarks bool     // a remark behind a value went with it
	preview []string
}

// apply changes the file, and returns what it is then. All that is not the pair's stays, byte for byte.
func (e *edit) apply(file []byte) ([]byte, error) {
	was, err := readByCLI(file)
	if err != nil {
		return nil, err
	}
	if e.lines, err = scan(file); err != nil {
		return nil, err
	}
	if err := e.check(); err != nil {
		return nil, err
	}
	e.exists = slices.ContainsFunc(e.lines, func(l line) bool { return l.is(sectionLine, e.profile, "") })
	before := e.others(e.lines)
	if e.exists {
		e.replace()
	} else {
		e.add()
	}
	out := join(e.lines)
	if err := e.verify(out, before); err != nil {
		return nil, err
	}
	if now, err := readByCLI(out); err != nil || !e.agrees(was, now) {
		return nil, unsafe()
	}
	return out, nil
}

// readByCLI returns what the AWS CLI reads in the file, or the refusal of one that it cannot read: a key in it would
// be of no use to anyone who goes by the CLI.
func readByCLI(file []byte) (map[string]map[string]string, error) {
	sections, err := awsconfig.Sections(file)
	if err == nil {
		return sections, nil
	}
	refusal := &Error{
		Reason: ReasonAmbiguous, What: "the AWS CLI can't read it. " + strings.TrimSuffix(err.Error(), "."),
		Next: "Correct the line by hand, or choose another file.", cause: err,
	}
	if wrong := (*awsconfig.Error)(nil); errors.As(err, &wrong) && wrong.Advice != "" {
		refusal.Next = wrong.Advice
	}
	return nil, refusal
}

// agrees reports whether the AWS CLI now finds the key in the profile, and everything else as it was.
func (e *edit) agrees(was, now map[string]map[string]string) bool {
	profile := now[e.profile]
	if profile[keyIDSetting] != e.keyID || profile[secretSetting] != e.secret {
		return false
	}
	others := func(name string, settings map[string]string) map[string]string {
		rest := maps.Clone(settings)
		if name == e.profile {
			maps.DeleteFunc(rest, func(setting, _ string) bool { return e.ours(setting) })
		}
		return rest
	}
	for name, settings := range now {
		if before, there := was[name]; there && !maps.Equal(others(name, before), others(name, settings)) {
			return false
		}
	}
	_, there := was[e.profile]
	return len(now) == len(was) || !there && len(now) == len(was)+1
}

// unsafe is the refusal of a file whose change would not come out as it should.
func unsafe() *Error {
	return &Error{
		Reason: ReasonAmbiguous, What: "it is written in a way in which it cannot be changed safely",
		Next: "Add the profile by hand, or choose another file.",
	}
}

// check returns nil if all programs agree on which lines make up the profile and its pair.
func (e *edit) check() error {
	for i, l := range e.lines {
		switch {
		case l.is(sectionLine, e.profile, "") && !l.opens(e.profile):
			return differing(i+1, "has spaces in its brackets, with which the AWS CLI doesn't find the profile")
		case l.either(propertyLine, "DEFAULT", tokenSettings()[0]), l.either(propertyLine, "DEFAULT", tokenSettings()[1]):
			return differing(i+1, "sets a session token for every profile, with which the AWS CLI would not accept the new key")
		case l.cli.section != e.profile && l.sdk.section != e.profile:
			continue
		case l.cli.section != l.sdk.section, (l.cli.kind == sectionLine) != (l.sdk.kind == sectionLine):
			return differing(i+1, "is read differently by the AWS CLI and by the SDKs")
		case l.cli.kind == moreLine && e.ours(l.cli.key), l.sdk.kind == moreLine && e.ours(l.sdk.key):
			return differing(i+1, "goes on with a value that would be replaced")
		case l.cli != l.sdk && (e.ours(l.cli.key) || e.ours(l.sdk.key) || l.mentions()):
			return differing(i+1, "is read differently by the AWS CLI and by the SDKs")
		}
	}
	return nil
}

// opens reports whether the line opens the profile without spaces in the brackets.
func (l line) opens(profile string) bool { return strings.Contains(l.text, "["+profile+"]") }

// mentions reports whether the line looks like one of the pair's, whatever the readers make of it.
func (l line) mentions() bool {
	key, _, _ := splitProperty(l.text)
	return key == keyIDSetting || key == secretSetting || slices.Contains(tokenSettings(), key)
}

// ours reports whether a setting belongs to the pair or is removed with it.
func (e *edit) ours(key string) bool {
	return key == keyIDSetting || key == secretSetting || slices.Contains(tokenSettings(), key)
}

// replace puts the new pair in place of the old one, wherever the profile has it: a section may be there twice.
func (e *edit) replace() {
	var ids, secrets int
	out := make([]line, 0, len(e.lines)+2)
	for _, l := range e.lines {
		switch {
		case l.is(sectionLine, e.profile, ""):
			e.preview = append(e.preview, strings.TrimPrefix(l.text, byteOrderMark))
		case l.is(propertyLine, e.profile, keyIDSetting):
			ids++
			e.was = l.value()
			l = e.set(l, e.keyID)
		case l.is(propertyLine, e.profile, secretSetting):
			secrets++
			l = e.set(l, e.secret)
		case l.cli.kind == propertyLine && l.cli.section == e.profile && e.ours(l.cli.key):
			e.removed = append(e.removed, l.cli.key)
			continue
		case l.cli.kind == propertyLine && l.cli.section == e.profile:
			e.also = append(e.also, l.cli.key)
		}
		out = append(out, l)
	}
	e.lines = out
	if ids == 0 {
		e.insert(secretSetting, keyIDSetting, e.keyID)
	}
	if secrets == 0 {
		e.insert(keyIDSetting, secretSetting, e.secret)
	}
}

func (e *edit) set(l line, value string) line {
	_, whole, _ := splitProperty(l.text)
	e.remarks = e.remarks || whole != l.value()
	l = l.with(value)
	e.preview = append(e.preview, l.text)
	return l
}

// insert puts a setting that the profile lacks under its partner, if the profile has that, else under its first
// header. It is indented as what is around it: a line that is indented deeper than the one above would go on with its
// value.
func (e *edit) insert(partner, setting, value string) {
	at := slices.IndexFunc(e.lines, func(l line) bool { return l.is(propertyLine, e.profile, partner) })
	like := at
	if at < 0 {
		at = slices.IndexFunc(e.lines, func(l line) bool { return l.is(sectionLine, e.profile, "") })
		like = at + 1 + slices.IndexFunc(e.lines[at+1:], func(l line) bool { return l.cli.kind != otherLine })
	}
	read := reading{propertyLine, e.profile, setting}
	added := line{text: setting + " = " + value, end: e.lineEnd(), cli: read, sdk: read}
	if e.lines[like].cli.kind == propertyLine {
		added.text = e.lines[like].indent() + added.text
	}
	if e.lines[at].end == "" { // the file ends here, without the end of a line, and goes on doing so
		e.lines[at].end, added.end = added.end, ""
	}
	e.lines = slices.Insert(e.lines, at+1, added)
	e.preview = append(e.preview, added.text)
}

// add puts a new profile at the end of the file.
func (e *edit) add() {
	end := e.lineEnd()
	if last := len(e.lines) - 1; last >= 0 && e.lines[last].text != byteOrderMark {
		if e.lines[last].end == "" {
			e.lines[last].end = end
		}
		if strings.TrimSpace(e.lines[last].text) != "" {
			e.lines = append(e.lines, line{end: end})
		}
	}
	for _, text := range []string{
		"[" + e.profile + "]", keyIDSetting + " = " + e.keyID,
		secretSetting + " = " + e.secret,
	} {
		e.lines = append(e.lines, line{text: text, end: end})
		e.preview = append(e.preview, text)
	}
}

// lineEnd returns how the file ends its lines.
func (e *edit) lineEnd() string {
	if len(e.lines) > 0 && e.lines[0].end != "" {
		return e.lines[0].end
	}
	return "\n"
}

// verify reads the result again. It is there so that a mistake in all of the above becomes an error, not a broken file.
func (e *edit) verify(out []byte, before []string) error {
	lines, err := scan(out)
	if err != nil {
		return err
	}
	var id, secret string
	for _, l := range lines {
		switch {
		case l.is(propertyLine, e.profile, keyIDSetting):
			id = l.value()
		case l.is(propertyLine, e.profile, secretSetting):
			secret = l.value()
		}
	}
	if id != e.keyID || secret != e.secret || !slices.Equal(before, e.others(lines)) {
		return unsafe()
	}
	return nil
}

// others returns what both readers make of the lines that do not belong to the pair, without those that say nothing.
func (e *edit) others(lines []line) []string {
	var all []string
	for _, l := range lines {
		switch {
		case l.cli.kind == otherLine && l.sdk.kind == otherLine:
		case e.ours(l.cli.key) && l.is(propertyLine, e.profile, l.cli.key):
		case l.is(sectionLine, e.profile, "") && !e.exists:
		default:
			all = append(all, strings.Join([]string{l.cli.section, l.cli.key, l.sdk.section, l.sdk.key, l.text}, "\x00"))
		}
	}
	return all
}
