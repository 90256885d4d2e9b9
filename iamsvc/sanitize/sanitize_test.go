package sanitize_test

import (
	"testing"

	"akia/iamsvc/sanitize"
)

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"":                     "",
		"ci-deploy+=,.@_-":     "ci-deploy+=,.@_-",
		"Zoë 日本 – ok":          "Zoë 日本 – ok",
		"a\nb\r\tc":            "a b  c",
		"a\u00a0b\u3000c":      "a b c",
		"\x1b[31mred":          "\uFFFD[31mred",
		"\u202Etxt.exe":        "\uFFFDtxt.exe",   // reorders
		"a\u200Bb\u3164c":      "a\uFFFDb\uFFFDc", // hides
		"e\u0301":              "e\uFFFD",         // joins
		"\u1100\u1161":         "\uFFFD\uFFFD",
		"\U0001F1E9\U0001F1EA": "\uFFFD\uFFFD",
		"\xff\u009b":           "\uFFFD\uFFFD",
	} {
		if got := sanitize.Text(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}
