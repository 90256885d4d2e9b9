package handover

import (
	"bytes"
	"encoding/json"
	"strings"

	"akia/iamsvc"
)

// processText returns the JSON that a credential_process prints, on one line.
func processText(key iamsvc.Key, secret string) string {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	// Strings and a number cannot fail to be encoded, nor a buffer to be written to.
	_ = encoder.Encode(struct {
		Version         int
		AccessKeyId     string
		SecretAccessKey string
	}{1, key.ID, secret})
	return text.String()
}

// processNotes says how to use the file, where the path can stand in a configuration file at all.
func processNotes(path string) []string {
	if strings.ContainsAny(path, "\"\\\n\r#;$`") {
		return nil
	}
	return []string{`A profile of the config file uses it by the line: credential_process = cat "` + path + `"`}
}
