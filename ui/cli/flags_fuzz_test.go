package cli

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"unicode"

	"akia/ui/cli/system"
)

// Whatever is typed is accepted, which ends here for want of a terminal, or refused: in one clean line, with status 2.
func FuzzArguments(f *testing.F) {
	for _, line := range []string{
		"", "--demo", "alice", "alice bob", "AKIAIOSFODNN7EXAMPLE", "-- journal", "--nope", "-x", "--profile", "--profile=",
		"--page-size 0", "--page-size=99999999999999999999", "--timeout 15", "--timeout 1e9s", "--timeout -1", "--cli-read-timeout 5",
		"--region evil.com/", "--endpoint-url http://me:hunter2@127.0.0.1", "--endpoint-url http://[::1", "--path-prefix ci",
		"--debug /dev/null", "--debug=", "--no-journal=maybe", "--print-iam-policy read", "--print-iam-policy all",
		"--print-iam-policy self alice", "journal --json -n 3", "journal -n0", "journal x", "demo-server --users -1", "demo-server x",
		"--help", "--version", "help nothing", "completion bash", "completion klingon", "--demo\x1b[2J", "al\x00ice", "\xff",
	} {
		f.Add(strings.ReplaceAll(line, " ", "\n"))
	}
	folder := f.TempDir()
	environment := map[string]string{"HOME": folder, "XDG_STATE_HOME": folder}
	f.Setenv("AWS_CONFIG_FILE", folder+"/config")
	f.Setenv("AWS_SHARED_CREDENTIALS_FILE", folder+"/credentials")
	f.Fuzz(func(t *testing.T, lines string) {
		args := strings.Split(lines, "\n")
		if strings.Contains(lines, "demo-server") && strings.Contains(lines, "--addr") {
			t.Skip("would listen where it is told to")
		}
		if strings.Contains(lines, "man") || strings.Contains(lines, "report") {
			t.Skip("prints to the process's own output, or asks AWS")
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel() // demo-server ends at once
		var stdout, stderr bytes.Buffer
		status := Main(ctx, system.System{
			Args: args, Getenv: func(name string) string { return environment[name] },
			Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr,
		})
		said := stderr.String()
		switch {
		case status == 0 && said == "":
			return
		case status != 2:
			t.Fatalf("%q: status %d, stderr %q", args, status, said)
		case !strings.HasPrefix(said, "akia: ") || strings.Count(said, "\n") != 1 || !strings.HasSuffix(said, "\n"):
			t.Fatalf("%q: not one line: %q", args, said)
		}
		for _, r := range strings.TrimSuffix(said, "\n") {
			if !unicode.IsPrint(r) {
				t.Fatalf("%q: %q in %q", args, r, said)
			}
		}
	})
}
