package handover

import (
	"fmt"
	"slices"
	"strings"
)

// notes says what besides the preview happens to the profile, and what in the file may be in the way of its use.
func (e *edit) notes(old []byte) []string {
	var notes []string
	if len(e.removed) > 0 {
		notes = append(notes, listed(e.removed)+" is removed from the profile: it belongs to the old key.")
	}
	if e.remarks {
		notes = append(notes, "The remark behind the old key is removed: the AWS CLI would take it for a part of the new one.")
	}
	if len(e.also) > 0 {
		notes = append(notes, "What else the profile has stays: "+listed(e.also)+".")
	}
	for _, setting := range []string{"role_arn", "credential_process", "sso_session", "sso_start_url", "web_identity_token_file", "login_session"} {
		if slices.Contains(e.also, setting) {
			notes = append(notes, "With "+setting+" in the profile some programs will not use the key itself.")
		}
	}
	if slices.Contains(e.also, "aws_account_id") {
		notes = append(notes, "See that aws_account_id is the account of the new key.")
	}
	return append(notes, e.trouble(old)...)
}

// trouble says what keeps the AWS CLI from reading the file, now as after the edit.
func (e *edit) trouble(old []byte) []string {
	var notes []string
	if strings.HasPrefix(string(old), byteOrderMark) {
		notes = append(notes, "The file begins with a byte order mark, with which the AWS CLI does not read it. It stays.")
	}
	seen := map[string]bool{}
	lines, _ := scan(old) // it was read already
	for i, l := range lines {
		name := l.cli.section
		if l.cli.kind != sectionLine || name == "DEFAULT" {
			continue
		}
		if seen[name] {
			notes = append(notes, fmt.Sprintf("Line %d begins a section that the file has already: the AWS CLI does not read such a file.", i+1))
			break
		}
		seen[name] = true
	}
	spaced := func(l line) bool { return l.is(sectionLine, e.profile, "") && !l.opens(e.profile) }
	if slices.ContainsFunc(lines, spaced) {
		notes = append(notes, "The AWS CLI does not find a profile whose name has spaces in its brackets. They stay.")
	}
	return notes
}

// listed names settings of the file, each once. A name that is none is not shown: it might be anything.
func listed(settings []string) string {
	var names []string
	for _, s := range settings {
		if len(s) > 48 || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_-") != "" {
			s = "others"
		}
		if !slices.Contains(names, s) {
			names = append(names, s)
		}
	}
	return strings.Join(names, ", ")
}
