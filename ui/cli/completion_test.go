package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"akia/ui/cli/exit"
	"akia/ui/cli/system"

	"github.com/spf13/pflag"
)

// completed returns what a shell is offered after some words, and the directive that ends the answer.
func completed(t *testing.T, environment map[string]string, words ...string) (offers []string, directive string) {
	t.Helper()
	status, stdout, _ := run(t, environment, append([]string{"__complete"}, words...)...)
	lines := strings.Split(strings.TrimSpace(stdout), "\n")
	if status != 0 || len(lines) == 0 {
		t.Fatalf("status %d and %q", status, stdout)
	}
	for _, line := range lines[:len(lines)-1] {
		word, _, _ := strings.Cut(line, "\t")
		offers = append(offers, word)
	}
	return offers, lines[len(lines)-1]
}

const noFileCompletion = ":4"

func TestCompletesProfiles(t *testing.T) {
	home := t.TempDir()
	if err := os.Mkdir(filepath.Join(home, ".aws"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		".aws/config":      "[default]\nregion = eu-west-1\n[profile prod]\n[profile  stage ] # the other one\n[sso-session corp]\n[profile broken\n",
		".aws/credentials": "[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n[ci]\n[prod]\n",
		"elsewhere":        "[profile elsewhere]\n",
	} {
		if err := os.WriteFile(filepath.Join(home, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		name        string
		environment map[string]string
		want        []string
	}{
		{"both files", map[string]string{"HOME": home}, []string{"ci", "default", "prod", "stage"}},
		{
			"another file",
			map[string]string{"HOME": home, "AWS_CONFIG_FILE": filepath.Join(home, "elsewhere")},
			[]string{"ci", "default", "elsewhere", "prod"},
		},
		{"no files", map[string]string{"HOME": filepath.Join(home, "nobody")}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, directive := completed(t, test.environment, "--profile", "")
			if !slices.Equal(got, test.want) || directive != noFileCompletion {
				t.Errorf("%q and %s, want %q and %s", got, directive, test.want, noFileCompletion)
			}
		})
	}
}

// A flag with a value offers files only where it takes one.
func TestCompletesFlagsAndCommands(t *testing.T) {
	newRoot(system.System{Getenv: func(string) string { return "" }}, &exit.Outcome{}).Flags().VisitAll(func(f *pflag.Flag) {
		takesFile := f.Name == "debug"
		if f.Hidden || f.Value.Type() == "bool" || takesFile {
			return
		}
		if _, directive := completed(t, nil, "--"+f.Name, ""); directive != noFileCompletion {
			t.Errorf("--%s is completed with %s", f.Name, directive)
		}
	})
	flags, _ := completed(t, nil, "--re")
	if !slices.Equal(flags, []string{"--read-only", "--region"}) {
		t.Errorf("--re is completed with %q", flags)
	}
	commands, directive := completed(t, nil, "")
	for _, want := range []string{"completion", "demo-server"} {
		if !slices.Contains(commands, want) {
			t.Errorf("%s is not among %q", want, commands)
		}
	}
	if directive != noFileCompletion {
		t.Errorf("an argument is completed with %s", directive)
	}
	if topics, _ := completed(t, nil, "help", ""); !slices.Contains(topics, "findings") || !slices.Contains(topics, "report") {
		t.Errorf("help is completed with %q", topics)
	}
	if shells, _ := completed(t, nil, "completion", ""); !slices.Equal(shells, []string{"bash", "zsh", "fish", "powershell"}) {
		t.Errorf("completion is completed with %q", shells)
	}
	if addrs, _ := completed(t, nil, "demo-server", "--u"); !slices.Equal(addrs, []string{"--users"}) {
		t.Errorf("demo-server --u is completed with %q", addrs)
	}
}

func TestCompletionScripts(t *testing.T) {
	for shell, want := range map[string]string{
		"bash": "complete -o default", "zsh": "#compdef akia", "fish": "complete -c akia", "powershell": "Register-ArgumentCompleter",
	} {
		if status, stdout, stderr := run(t, nil, "completion", shell); status != 0 || !strings.Contains(stdout, want) || stderr != "" {
			t.Errorf("%s: status %d, stderr %q, %d bytes without %q", shell, status, stderr, len(stdout), want)
		}
	}
}
