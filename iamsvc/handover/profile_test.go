package handover

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"akia/iamsvc"
)

func writeFile(t *testing.T, path, text string, mode os.FileMode) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil { // past the umask
		t.Fatal(err)
	}
}

func symlink(t *testing.T, to, link string) {
	t.Helper()
	if err := os.Symlink(to, link); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
}

func TestNewCredentialsFile(t *testing.T) {
	env := testEnv(t)
	p := mustPlan(t, Profile{Profile: "bob"}, testKey("bob"), env)
	path := filepath.Join(env.Home, ".aws", "credentials")
	if p.Path != path || p.Resolved != path || p.Exists || p.Replaces != "" || len(p.Notes) != 0 {
		t.Errorf("plan = %+v", p)
	}
	onlyFiles(t, env.Home)
	if got := strings.Join(p.Preview, "|"); got != "[bob]|aws_access_key_id = "+testID+"|aws_secret_access_key = ••••••••" {
		t.Errorf("preview %q", got)
	}
	if got, err := p.Write(t.Context(), false); err != nil || got != path {
		t.Fatal(got, err)
	}
	if got := mustRead(t, path); got != spell("[bob]\nPAIR") {
		t.Errorf("%q", got)
	}
	hasMode(t, path, 0o600)
	hasMode(t, filepath.Dir(path), 0o700)
	onlyFiles(t, filepath.Dir(path), "credentials")
}

func TestProfileIsReplacedOnlyWhenAsked(t *testing.T) {
	env := testEnv(t)
	path := filepath.Join(env.Home, "creds")
	env.Getenv = func(name string) string { return map[string]string{"AWS_SHARED_CREDENTIALS_FILE": "~/creds"}[name] }
	before := spell("[a]\nx = y\n[b]\naws_access_key_id = OLDID\naws_secret_access_key = OLDSECRET\naws_session_token = x\nregion = q\n")
	writeFile(t, path, before, 0o644)
	p := mustPlan(t, Profile{Profile: "b"}, testKey("bob"), env)
	if p.Path != path || !p.Exists || p.Replaces != "a profile b, with the access key "+oldID {
		t.Errorf("plan = %+v", p)
	}
	notes := strings.Join(p.Notes, "\n")
	for _, want := range []string{"aws_session_token is removed", "What else the profile has stays: region.", "mode is 0644; it is narrowed to 0600"} {
		if !strings.Contains(notes, want) && (runtime.GOOS != "windows" || !strings.Contains(want, "mode")) {
			t.Errorf("notes lack %q:\n%s", want, notes)
		}
	}
	if strings.Contains(notes+strings.Join(p.Preview, "")+p.Replaces, oldSecret) {
		t.Error("the old secret is shown")
	}
	if _, err := p.Write(t.Context(), false); reasonFor(t, err) != ReasonExists || mustRead(t, path) != before {
		t.Error(err)
	}
	if _, err := p.Write(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	if got := mustRead(t, path); got != spell("[a]\nx = y\n[b]\nPAIRregion = q\n") {
		t.Errorf("%q", got)
	}
	hasMode(t, path, 0o600)
	onlyFiles(t, env.Home, "creds")
	if _, err := p.Write(t.Context(), true); reasonFor(t, err) != ReasonChanged {
		t.Errorf("a second write: %v", err)
	}
}

func TestCredentialsFileThatIsALink(t *testing.T) {
	env := testEnv(t)
	target, link := filepath.Join(env.Home, "dotfiles", "creds"), filepath.Join(env.Home, ".aws", "credentials")
	writeFile(t, target, "[a]\n", 0o600)
	writeFile(t, filepath.Join(filepath.Dir(link), "config"), "", 0o600)
	symlink(t, filepath.Join("..", "dotfiles", "creds"), link)
	p := mustPlan(t, Profile{Profile: "bob"}, testKey("bob"), env)
	if p.Path != link || p.Resolved != target || !strings.Contains(strings.Join(p.Notes, ""), "by a symbolic link to "+target) {
		t.Errorf("plan = %+v", p)
	}
	if got, err := p.Write(t.Context(), false); err != nil || got != target {
		t.Fatal(got, err)
	}
	if to, err := os.Readlink(link); err != nil || to != filepath.Join("..", "dotfiles", "creds") {
		t.Errorf("the link is %q, %v", to, err)
	}
	if got := mustRead(t, target); got != spell("[a]\n\n[bob]\nPAIR") {
		t.Errorf("%q", got)
	}
}

func TestProfileNames(t *testing.T) {
	for name, valid := range map[string]bool{
		"default": true, "bob": true, "bob@example.com": true, "a/b:c%d+e.f_g-h": true,
		"": false, "DEFAULT": false, "Default": false, "a b": false, "a]": false, "a\n[b": false, "a=b": false, "a,b": false,
		"é": false, strings.Repeat("x", 129): false, "a#": false,
	} {
		if err := ValidProfileName(name); (err == nil) != valid {
			t.Errorf("%q: %v", name, err)
		}
	}
	for user, want := range map[string]string{
		"bob": "bob", "=a,b@c": "-a-b@c", "<root_account>": "root", "DEFAULT": "user-DEFAULT", strings.Repeat("x", 128): strings.Repeat("x", 128),
	} {
		if got := ProfileName(iamsvc.InReport(user)); got != want || ValidProfileName(got) != nil {
			t.Errorf("%q gives %q", user, got)
		}
	}
}

func TestPlansThatCannotBe(t *testing.T) {
	env := testEnv(t)
	bad := testKey("bob")
	bad.ID = "nope"
	for name, plan := range map[string]func() (Plan, error){
		"key ID":       func() (Plan, error) { return Profile{Profile: "a"}.Plan(bad, env) },
		"profile name": func() (Plan, error) { return Profile{Profile: "a b"}.Plan(testKey("bob"), env) },
		"no home":      func() (Plan, error) { return Profile{Profile: "a"}.Plan(testKey("bob"), Env{}) },
		"no home, CSV": func() (Plan, error) { return File{}.Plan(testKey("bob"), Env{}) },
		"a folder":     func() (Plan, error) { return File{Path: env.Home}.Plan(testKey("bob"), env) },
		"a slash":      func() (Plan, error) { return File{Path: "x/"}.Plan(testKey("bob"), env) },
		"no format":    func() (Plan, error) { return File{Format: 99}.Plan(testKey("bob"), env) },
	} {
		_, err := plan()
		if err == nil || reasonFor(t, err) != ReasonInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := (Plan{}).Write(t.Context(), true); reasonFor(t, err) != ReasonInvalid {
		t.Error(err)
	}
}
