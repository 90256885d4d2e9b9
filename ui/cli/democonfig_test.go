package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/awsconfig"
	"akia/iamsvc/local"
)

// writtenConfig serves accounts with a configuration in a new home, and makes the process use it.
func writtenConfig(t *testing.T, members string) (dir string) {
	t.Helper()
	home := t.TempDir()
	dir = filepath.Join(home, ".aws")
	environment := startDemoServer(t, "--users", "20", "--members", members, "--write-config", dir)
	for _, variable := range os.Environ() {
		if name, _, _ := strings.Cut(variable, "="); strings.HasPrefix(name, "AWS_") {
			t.Setenv(name, "") // so that it comes back
			_ = os.Unsetenv(name)
		}
	}
	t.Setenv("HOME", home)
	for _, name := range []string{"AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"} {
		t.Setenv(name, environment[name])
	}
	if environment["AWS_CONFIG_FILE"] != filepath.Join(dir, "config") || environment["AWS_ACCESS_KEY_ID"] != "" {
		t.Errorf("the environment is %v", environment)
	}
	return dir
}

func TestWrittenConfigHasAProfileForEachAccount(t *testing.T) {
	dir := writtenConfig(t, "12")
	for name, mode := range map[string]os.FileMode{"config": 0o600, "credentials": 0o600, ".": 0o700} {
		if info, err := os.Stat(filepath.Join(dir, name)); err != nil || info.Mode().Perm() != mode {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	listed := awsconfig.List(awsconfig.SystemEnv())
	accounts, mfa := map[string]bool{}, 0
	for _, p := range listed {
		accounts[p.Account] = true
		if strings.HasSuffix(p.Name, "-mfa") {
			mfa++
		}
	}
	// That of the management account is told by its SSO profile alone, those of its keys by none.
	if delete(accounts, ""); len(accounts) != 13 || mfa != 1 {
		t.Errorf("%d accounts, %d profiles with MFA: %+v", len(accounts), mfa, listed)
	}
}

func TestWrittenProfilesSignIn(t *testing.T) {
	dir := writtenConfig(t, "12")
	text, err := os.ReadFile(filepath.Join(dir, "config"))
	if err != nil {
		t.Fatal(err)
	}
	role := regexp.MustCompile(`\[profile (\S+)-mfa\]`).FindSubmatch(text)
	if role == nil {
		t.Fatalf("no profile with MFA in\n%s", text)
	}
	ctx, account := t.Context(), ""
	for _, name := range []string{"default", "acme", "acme-sso", string(role[1])} {
		s, err := iamsvc.Open(ctx, iamsvc.Options{Profile: name})
		if err != nil {
			t.Fatal(name, err)
		}
		who, err := s.WhoAmI(ctx)
		if err != nil {
			t.Fatal(name, err)
		}
		account = who.Account
	}
	s, err := iamsvc.Open(ctx, iamsvc.Options{Profile: string(role[1]) + "-mfa"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.WhoAmI(ctx); iamsvc.AsError(err) == nil || iamsvc.AsError(err).Kind != iamsvc.KindMFA {
		t.Fatalf("without a code: %v", err)
	}
	status, stdout, stderr := run(t, nil, "demo-server", "mfa-code")
	code := strings.TrimSuffix(stdout, "\n")
	if status != 0 || !regexp.MustCompile(`^The device shows it for \d+ s more\.\n$`).MatchString(stderr) {
		t.Fatalf("status %d, %q, %q", status, stdout, stderr)
	}
	if now, _ := local.MFACode(time.Now()); code != now {
		before, _ := local.MFACode(time.Now().Add(-30 * time.Second))
		if code != before {
			t.Errorf("the code is %q, want %q or %q", code, before, now)
		}
	}
	if err := s.SignIn(ctx, code); err != nil {
		t.Fatal(err)
	}
	if who, err := s.WhoAmI(ctx); err != nil || who.Account != account {
		t.Errorf("%+v, %v", who, err)
	}
	again, err := iamsvc.Open(ctx, iamsvc.Options{Profile: string(role[1]) + "-mfa"})
	if err != nil {
		t.Fatal(err)
	}
	if err := again.SignIn(ctx, code); iamsvc.AsError(err) == nil || !iamsvc.AsError(err).RefusedCode() {
		t.Errorf("a code for the second time: %v", err)
	}
	portal, err := iamsvc.OpenPortal("acme")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, err := range portal.Accounts(ctx) {
		if n++; err != nil {
			t.Fatal(err)
		}
	}
	if n != 12 { // without the suspended one
		t.Errorf("the portal has %d accounts", n)
	}
}

func TestTheAWSCommandUsesTheWrittenProfiles(t *testing.T) {
	path, err := exec.LookPath("aws")
	if err != nil {
		t.Skip("the aws command is not installed: the written profiles are tried with akia's own reader alone")
	}
	writtenConfig(t, "4")
	listed := awsconfig.List(awsconfig.SystemEnv())
	var works, refused []string
	for _, p := range listed {
		if strings.HasSuffix(p.Name, "-mfa") { // which asks on a terminal
			continue
		}
		c := exec.CommandContext(t.Context(), path, "iam", "list-users", "--profile", p.Name, "--query", "Users[0].Arn", "--output", "text")
		c.Env = append(os.Environ(), "AWS_PAGER=", "NO_PROXY=*", "AWS_EC2_METADATA_DISABLED=true", "PYTHONDONTWRITEBYTECODE=1")
		out, err := c.CombinedOutput()
		switch {
		case err == nil && strings.HasPrefix(string(out), "arn:aws:iam::"):
			works = append(works, p.Name)
		case strings.Contains(string(out), "(AccessDenied) when calling the AssumeRole operation"):
			refused = append(refused, p.Name)
		default:
			t.Errorf("%s: %v\n%s", p.Name, err, out)
		}
	}
	for _, name := range []string{"default", "acme", "acme-sso"} {
		if !slices.Contains(works, name) {
			t.Errorf("%s does not work", name)
		}
	}
	if len(works) != 5 || len(refused) != 2 {
		t.Errorf("%v work, %v are refused", works, refused)
	}
}

// What a person has in the folder stays; what demo-server wrote is written anew.
func TestWriteConfigLeavesOthersFilesAlone(t *testing.T) {
	for _, name := range []string{"config", "credentials", "sso/cache/293abb6b76d7791c0732cc517d38c4b5c734b87f.json"} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte("[default]\n"), 0o600); err != nil {
				t.Fatal(err)
			}
			status, stdout, stderr := run(t, nil, "demo-server", "--write-config", dir)
			if status != 2 || stdout != "" || !strings.Contains(stderr, path+" is not a file that demo-server wrote") {
				t.Errorf("status %d, %q, %q", status, stdout, stderr)
			}
			if text, err := os.ReadFile(path); err != nil || string(text) != "[default]\n" {
				t.Errorf("%q, %v", text, err)
			}
			if found, err := os.ReadDir(dir); err != nil || len(found) != 1 {
				t.Errorf("%v, %v", found, err)
			}
		})
	}
	dir := t.TempDir()
	var before string
	for range 2 {
		startDemoServer(t, "--users", "0", "--write-config", dir)
		text, err := os.ReadFile(filepath.Join(dir, "credentials"))
		if err != nil || string(text) == before {
			t.Errorf("%q, %v", text, err)
		}
		before = string(text)
	}
}
