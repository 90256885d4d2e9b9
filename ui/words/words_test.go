package words_test

import (
	"regexp"
	"strings"
	"testing"

	"akia/iamsvc"
	"akia/ui/action"
	"akia/ui/words"
)

// standard are the keys of the table.
func standard() *action.Keymap {
	keys, _ := action.NewKeymap(nil)
	return keys
}

// Every remedy has words, and none of the shell names a key of the screen.
func TestEveryRemedyHasWords(t *testing.T) {
	keys := regexp.MustCompile(`(?i)\bpress\b|ctrl\+`)
	for kind := iamsvc.RemedyReadAgain; kind <= iamsvc.RemedyUseHTTPS; kind++ {
		for source := iamsvc.SourceUnknown; source <= iamsvc.SourceInstance; source++ {
			r := iamsvc.Remedy{
				Kind: kind, Source: source, Profile: "prod", Permission: "iam:ListUsers", Reason: "explicit deny in a policy",
				Setting: "HTTPS_PROXY", Subject: "bob", User: iamsvc.NamedUser("bob"),
			}
			screen, shell := words.Remedy(r, words.Screen(standard())), words.Remedy(r, words.Shell())
			if !strings.HasSuffix(screen, ".") || strings.Contains(screen, "  ") {
				t.Errorf("remedy %d, source %d: %q", kind, source, screen)
			}
			if keys.MatchString(shell) || shell != "" && !strings.HasSuffix(shell, ".") {
				t.Errorf("remedy %d, source %d in a shell: %q", kind, source, shell)
			}
		}
	}
	if got := words.Remedy(iamsvc.Remedy{}, words.Screen(standard())); got != "" {
		t.Errorf("no remedy has the words %q", got)
	}
}

// What has run out is renewed where it came from: no login renews what is in the environment.
func TestSessionsAreRenewedAtTheirSource(t *testing.T) {
	for source, want := range map[iamsvc.CredentialSource]string{
		iamsvc.SourceEnvironment: "Quit (q), set new credentials in the environment, and start akia again.",
		iamsvc.SourceFile:        "Write new credentials to profile a b, then press ctrl+r.",
		iamsvc.SourceSSO:         "Run `aws sso login --profile 'a b'`, then press ctrl+r.",
		iamsvc.SourceLogin:       "Run `aws login --profile 'a b'`, then press ctrl+r.",
		iamsvc.SourceRole:        "Press ctrl+r for a new session.",
	} {
		r := iamsvc.Remedy{Kind: iamsvc.RemedySignIn, Source: source, Profile: "a b"}
		if got := words.Remedy(r, words.Screen(standard())); got != want {
			t.Errorf("source %d: %q, want %q", source, got, want)
		}
	}
}
