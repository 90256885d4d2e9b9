package handover

import (
	"slices"
	"strings"
)

// notes says what besides the preview happens to the profile, and what in it may be in the way of its use.
func (e *edit) notes() []string {
	var notes []string
	if len(e.removed) > 0 {
		notes = append(notes, listed(e.removed)+" is removed from the profile: it belongs to the old key.")
	}
	if e.remarks {
		notes = append(notes, "The remark behind the old key is removed: the AWS CLI would take it for a part of the "+
			"new one.")
	}
	if len(e.also) > 0 {
		notes = append(notes, "What else the profile has stays: "+listed(e.also)+".")
	}
	for _, setting := range []string{
		"role_arn", "credential_process", "sso_session", "sso_start_url",
		"web_identity_token_file", "login_session",
	} {
		if slices.Contains(e.also, setting) {
			notes = append(notes, "With "+setting+" in the profile some programs will not use the key itself.")
		}
	}
	if slices.Contains(e.also, "aws_account_id") {
		notes = append(notes, "See that aws_account_id is the account of the new key.")
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
