package shell

import (
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"
)

// alphabet holds every character that some shell treats in its own way, and what a user, a profile or a file may be called.
const alphabet = " \t\n!\"#$%&'()*+,-./0:;<=>?@A[\\]^_`a{|}~üñ‘’日\u00a0"

func TestWordIsOneWordOfSh(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	texts := []string{"", "-", "--x", "a,b", "=x", "~", "~root", "it's", "''", "a=~", "$(id)", "`id`", "!!", "{a,b}", "*", "\\", "\\'"}
	runes := []rune(alphabet)
	for range 500 {
		var b strings.Builder
		for range r.IntN(12) {
			b.WriteRune(runes[r.IntN(len(runes))])
		}
		texts = append(texts, b.String())
	}
	var script, want strings.Builder
	for _, text := range texts {
		script.WriteString("printf '%s\\0' " + Word(text) + " " + Quoted(text) + "\n")
		want.WriteString(text + "\x00" + text + "\x00")
	}
	if got, want := run(t, script.String()), want.String(); got != want {
		t.Errorf("sh reads %q, want %q", got, want)
	}
}

func TestOptionIsReadBySh(t *testing.T) {
	got := run(t, "printf '%s|' "+Option("--user-name", "a b")+" "+Option("--user-name", "--x y")+" "+Option("--user-name", ""))
	if want := "--user-name|a b|--user-name=--x y|--user-name||"; got != want {
		t.Errorf("sh reads %q, want %q", got, want)
	}
}

func run(t *testing.T, script string) string {
	t.Helper()
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no sh here")
	}
	out, err := exec.CommandContext(t.Context(), sh, "-c", script).Output()
	if err != nil {
		t.Fatalf("sh: %v", err)
	}
	return string(out)
}

func TestWord(t *testing.T) {
	for text, want := range map[string]string{
		"": "''", "bob": "bob", "us-east-1": "us-east-1", "https://x.example:80/": "https://x.example:80/",
		"a b": "'a b'", "it's": `'it'\''s'`, "$(x)": "'$(x)'", "=x": "'=x'", "a=b": "'a=b'", "a,b": "'a,b'", "@x": "'@x'", "~x": "'~x'", "ü": "'ü'",
	} {
		if got := Word(text); got != want {
			t.Errorf("Word(%q) = %s, want %s", text, got, want)
		}
	}
}

func TestOtherShells(t *testing.T) {
	if got, want := Fish(`it's \ `), `'it\'s \\ '`; got != want {
		t.Errorf("Fish: %s, want %s", got, want)
	}
	if got, want := PowerShell("it's ’"), "'it''s ’’'"; got != want {
		t.Errorf("PowerShell: %s, want %s", got, want)
	}
}

func TestPasteable(t *testing.T) {
	for text, want := range map[string]bool{
		"": true, "aws iam --user-name 'a b'": true, "ü": true,
		"a\nb": false, "\x1b[201~": false, "\u009b31m": false, "\u202eabc": false, "a\u200bb": false, "\xff": false, "a\u2028b": false,
	} {
		if Pasteable(text) != want {
			t.Errorf("Pasteable(%q) is %v", text, !want)
		}
	}
}
