package handover

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"akia/iamsvc"
)

// TestShellsReadTheLines has each shell that is installed run a file, and tell what it has in its environment then.
func TestShellsReadTheLines(t *testing.T) {
	const tell = `printf '%s|%s|%s' "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" "$AWS_SESSION_TOKEN"`
	for shell, c := range map[string]struct {
		format  Format
		command func(use string) []string
	}{
		"sh":      {POSIXShell, func(use string) []string { return []string{"-eu", "-c", use + "; set +u; " + tell} }},
		"bash":    {POSIXShell, func(use string) []string { return []string{"-c", use + "; " + tell} }},
		"zsh":     {POSIXShell, func(use string) []string { return []string{"-f", "-c", use + "; " + tell} }},
		"sh .env": {DotEnv, func(use string) []string { return []string{"-c", "unset AWS_SESSION_TOKEN; " + use + "; " + tell} }},
		"fish":    {Fish, func(use string) []string { return []string{"--no-config", "-c", use + "; " + tell} }},
		"pwsh": {PowerShell, func(use string) []string {
			return []string{"-NoProfile", "-Command", use + `; [Console]::Write("$Env:AWS_ACCESS_KEY_ID|$Env:AWS_SECRET_ACCESS_KEY|$Env:AWS_SESSION_TOKEN")`}
		}},
		"cmd": {CommandCmd, func(use string) []string {
			return []string{"/v:off", "/c", use + " & echo %AWS_ACCESS_KEY_ID%|%AWS_SECRET_ACCESS_KEY%|"}
		}},
	} {
		t.Run(shell, func(t *testing.T) {
			t.Parallel()
			program, _, _ := strings.Cut(shell, " ")
			if _, err := exec.LookPath(program); err != nil {
				t.Skipf("%s is not installed: that it reads the lines was not tried", program)
			}
			for _, secret := range secretsFor(c.format) {
				env := testEnv(t)
				key := testKey("=bob,'$(id)")
				key.Secret = iamsvc.NewSecret(secret)
				p, err := (File{Format: c.format, Path: filepath.Join("it's a folder", "key")}).Plan(key, env)
				if err != nil {
					t.Fatal(err)
				}
				path, err := p.Write(t.Context(), false)
				if err != nil {
					t.Fatal(err)
				}
				command := exec.CommandContext(t.Context(), program, c.command(c.format.use(path))...)
				command.Env = append(os.Environ(), "AWS_SESSION_TOKEN=stale")
				out, err := command.Output()
				if got := strings.TrimSpace(string(out)); err != nil || got != testID+"|"+secret+"|" {
					t.Errorf("%q gives %q, %v", secret, got, err)
				}
			}
		})
	}
}

// secretsFor returns secrets as IAM makes them, and where the format can hold them such as only others make.
func secretsFor(f Format) []string {
	secrets := []string{testSecret, "+/=" + testSecret[3:]}
	if f != CommandCmd && f != DotEnv {
		secrets = append(secrets, `a'b"c$HOME`+"`id`"+`\n\\d'%PATH%!x^&|<>*?~#;(){}[]''`)
	}
	return secrets
}

func TestSecretsThatAFormatCannotHold(t *testing.T) {
	for secret, formats := range map[string][]Target{
		"":       {File{Format: CSV}, Profile{Profile: "a"}},
		"a b":    {File{Format: POSIXShell}, Profile{Profile: "a"}},
		"a\nb":   {File{Format: Process}, File{Format: CSV}, Profile{Profile: "a"}},
		"é":      {File{Format: PowerShell}},
		"%PATH%": {File{Format: CommandCmd}},
		`a"b`:    {File{Format: CommandCmd}, File{Format: DotEnv}, Profile{Profile: "a"}},
		"a$b":    {File{Format: DotEnv}},
		"a,b":    {File{Format: CSV}},
		`"a,b"`:  {File{Format: CSV}},
	} {
		for _, target := range formats {
			key := testKey("bob")
			key.Secret = iamsvc.NewSecret(secret)
			_, err := target.Plan(key, testEnv(t))
			if err == nil {
				t.Errorf("%s takes %q", target.Name(), secret)
				continue
			}
			if reasonFor(t, err) != ReasonInvalid || secret != "" && strings.Contains(err.Error(), secret) {
				t.Errorf("%s: %v", target.Name(), err)
			}
		}
	}
}

// TestPlansHoldNoSecret prints a plan in every way that a careless line of code might.
func TestPlansHoldNoSecret(t *testing.T) {
	env := testEnv(t)
	for _, target := range Targets(testKey("bob").Key) {
		p := mustPlan(t, target, testKey("bob"), env)
		if dump := dumped(p); strings.Contains(dump, testSecret) || strings.Contains(dump, testSecret[:12]) {
			t.Errorf("%s: %s", target.Name(), dump)
		}
	}
}
