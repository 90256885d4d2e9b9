package ui

import (
	"bytes"
	"encoding/json"
	"strings"

	"akia/ui/words"
)

// aws returns a command for the AWS CLI that works on the account akia looks at. The first word may be several, and is known to
// be harmless; the others are quoted for the shell: a user's name or a policy may hold anything.
func (m *Model) aws(command string, args ...string) string {
	line := []string{"aws", command}
	if m.cfg.Profile != "" {
		line = []string{"aws", "--profile", words.ShellWord(m.cfg.Profile), command}
	}
	for _, a := range args {
		line = append(line, words.ShellWord(a))
	}
	return strings.Join(line, " ")
}

// compact returns JSON without the spaces between its parts.
func compact(document string) string {
	var b bytes.Buffer
	if json.Compact(&b, []byte(document)) != nil {
		return document
	}
	return b.String()
}
