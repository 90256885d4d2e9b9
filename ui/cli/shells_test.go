package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// completeScript is how a shell is asked what it offers for `akia --re`, with the script of its completion at $1.
type completeScript struct {
	shell string
	args  []string
	text  string
}

func completeScripts() []completeScript {
	return []completeScript{
		// bash-completion, which gives the words to the script, is not there on every machine.
		{"bash", []string{"--norc", "-c"}, `_get_comp_words_by_ref() { cur=--re prev=akia words=(akia --re) cword=1; }
. "$SCRIPT"
COMP_WORDS=(akia --re) COMP_CWORD=1 COMP_LINE='akia --re' COMP_POINT=9 COMP_TYPE=63
__start_akia
printf '%s\n' "${COMPREPLY[@]}"`},
		// What zsh would show is asked of _describe, which works inside its line editor alone.
		{"zsh", []string{"-f", "-c"}, `compdef() { :; }
. "$SCRIPT"
_describe() { print -l -- $completions; }
words=(akia --re) CURRENT=2
_akia`},
		{"fish", []string{"--no-config", "-c"}, `source $SCRIPT; complete --do-complete 'akia --re'`},
		{"pwsh", []string{"-NoProfile", "-NonInteractive", "-Command"}, `. $env:SCRIPT
(TabExpansion2 -inputScript 'akia --re' -cursorColumn 9).CompletionMatches | ForEach-Object { $_.CompletionText }`},
	}
}

// TestShellsComplete has each shell that is installed run its script with the real binary.
func TestShellsComplete(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("skipped: the shells there are not those of the scripts")
	}
	binary := buildBinary(t)
	for _, c := range completeScripts() {
		t.Run(c.shell, func(t *testing.T) {
			t.Parallel()
			shell, err := exec.LookPath(c.shell)
			if err != nil {
				t.Skipf("skipped: %s is not installed", c.shell)
			}
			if got := offered(t, binary, shell, c); !strings.Contains(got, "--read-only") || !strings.Contains(got, "--region") ||
				strings.Contains(got, "--profile") {
				t.Errorf("%s offers %q for akia --re", c.shell, got)
			}
		})
	}
}

// offered returns what a shell offers, a line for each.
func offered(t *testing.T, binary, shell string, c completeScript) string {
	t.Helper()
	folder, name := t.TempDir(), c.shell
	if name == "pwsh" {
		name = "powershell"
	}
	script, err := exec.CommandContext(t.Context(), binary, "completion", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder, "akia.ps1")
	if err := os.WriteFile(path, script, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(binary, filepath.Join(folder, "akia")); err != nil {
		t.Fatal(err)
	}
	run := exec.CommandContext(t.Context(), shell, append(c.args, c.text)...)
	run.Env = append(os.Environ(), "SCRIPT="+path, "HOME="+folder, "XDG_CONFIG_HOME="+folder, "XDG_DATA_HOME="+folder,
		"PATH="+folder+string(os.PathListSeparator)+os.Getenv("PATH"))
	out, err := run.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}
