package ui

import (
	"bytes"
	"encoding/json"
	"strings"
)

// aws returns a command for the AWS CLI that works on the account akia looks at. The first word may be several, and is known to
// be harmless; the others are quoted for the shell: a user's name or a policy may hold anything.
func (m *Model) aws(command string, args ...string) string {
	words := []string{"aws", command}
	if m.cfg.Profile != "" {
		words = []string{"aws", "--profile", quote(m.cfg.Profile), command}
	}
	for _, a := range args {
		words = append(words, quote(a))
	}
	return strings.Join(words, " ")
}

// quote returns a word that a shell takes as this text.
func quote(s string) string {
	harmless := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-+=,.@:/", r)
	}
	if s != "" && s[0] != '=' && strings.IndexFunc(s, func(r rune) bool { return !harmless(r) }) < 0 {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// compact returns JSON without the spaces between its parts.
func compact(document string) string {
	var b bytes.Buffer
	if json.Compact(&b, []byte(document)) != nil {
		return document
	}
	return b.String()
}
