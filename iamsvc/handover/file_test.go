package handover

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"akia/iamsvc"
)

const (
	testID     = "AKIAIOSFODNN7EXAMPLE"
	testSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLE=KEY"
)

func testKey(user string) iamsvc.NewKey {
	return iamsvc.NewKey{Key: iamsvc.Key{ID: testID, User: iamsvc.NamedUser(user), Status: iamsvc.Active}, Secret: iamsvc.NewSecret(testSecret)}
}

// testEnv returns an Env whose home is a new folder, without symbolic links in its path.
func testEnv(t *testing.T) Env {
	t.Helper()
	home, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return Env{Home: home, Dir: home}
}

func mustPlan(t *testing.T, target Target, key iamsvc.NewKey, env Env) Plan {
	t.Helper()
	p, err := target.Plan(key, env)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(strings.Join(append(append(p.Notes, p.Preview...), p.Replaces), "\n"), testSecret) {
		t.Fatal("the plan shows the secret")
	}
	return p
}

func mustRead(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// onlyFiles fails unless the folder holds the names given, and no temporary file.
func onlyFiles(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, e := range entries {
		found = append(found, e.Name())
	}
	if strings.Join(found, " ") != strings.Join(names, " ") {
		t.Errorf("the folder holds %q, want %q", found, names)
	}
}

func hasMode(t *testing.T, path string, want os.FileMode) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != want && runtime.GOOS != "windows" {
		t.Errorf("mode of %s is %04o, want %04o", path, got, want)
	}
}

func reasonFor(t *testing.T, err error) Reason {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("error = %v (%T), want an *Error", err, err)
	}
	if strings.Contains(err.Error()+e.Next, testSecret) {
		t.Error("the error holds the secret")
	}
	return e.Reason
}

func TestFormats(t *testing.T) {
	for f, want := range map[Format]string{
		CSV:        "User name,Access key ID,Secret access key\nbob," + testID + "," + testSecret + "\n",
		POSIXShell: "# Access key of bob\nexport AWS_ACCESS_KEY_ID='" + testID + "'\nexport AWS_SECRET_ACCESS_KEY='" + testSecret + "'\nunset AWS_SESSION_TOKEN\n",
		Fish:       "# Access key of bob\nset -gx AWS_ACCESS_KEY_ID '" + testID + "'\nset -gx AWS_SECRET_ACCESS_KEY '" + testSecret + "'\nset -e AWS_SESSION_TOKEN\n",
		PowerShell: "# Access key of bob\n$Env:AWS_ACCESS_KEY_ID = '" + testID + "'\n$Env:AWS_SECRET_ACCESS_KEY = '" + testSecret + "'\n$Env:AWS_SESSION_TOKEN = $null\n",
		CommandCmd: "@rem Access key of bob\r\n@set \"AWS_ACCESS_KEY_ID=" + testID + "\"\r\n@set \"AWS_SECRET_ACCESS_KEY=" + testSecret + "\"\r\n@set \"AWS_SESSION_TOKEN=\"\r\n",
		DotEnv:     "# Access key of bob\nAWS_ACCESS_KEY_ID=" + testID + "\nAWS_SECRET_ACCESS_KEY=" + testSecret + "\n",
		Process:    `{"Version":1,"AccessKeyId":"` + testID + `","SecretAccessKey":"` + testSecret + "\"}\n",
	} {
		t.Run(f.String(), func(t *testing.T) {
			env := testEnv(t)
			p := mustPlan(t, File{Format: f}, testKey("bob"), env)
			if p.Exists || p.Replaces != "" || p.Path != p.Resolved {
				t.Errorf("plan = %+v", p)
			}
			if shown := strings.Join(p.Preview, "\n"); shown != strings.Join(lines(strings.ReplaceAll(want, testSecret, "••••••••")), "\n") {
				t.Errorf("preview:\n%s", shown)
			}
			path, err := p.Write(t.Context(), false)
			if err != nil {
				t.Fatal(err)
			}
			if got := mustRead(t, path); got != want {
				t.Errorf("got  %q\nwant %q", got, want)
			}
			hasMode(t, path, 0o600)
			onlyFiles(t, env.Home, "bob_"+testID+f.extension())
		})
	}
}

func TestCSVNames(t *testing.T) {
	for user, cell := range map[string]string{
		"bob": "bob", "=1+1": " =1+1", "+x": " +x", "-x": " -x", "@x": " @x", "a,b": "a_b", "=a,b": " =a_b", "<root_account>": "root",
		"a\n\"=x": "a__=x",
	} {
		text, err := csvText(iamsvc.Key{ID: testID, User: iamsvc.InReport(user)}, testSecret)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil || len(rows) != 2 {
			t.Fatalf("%q: %v, %v", user, rows, err)
		}
		if strings.Join(rows[0], "|") != "User name|Access key ID|Secret access key" {
			t.Errorf("header = %q", rows[0])
		}
		if got := strings.Join(rows[1], "|"); got != cell+"|"+testID+"|"+testSecret {
			t.Errorf("%q gives %q", user, got)
		}
	}
}

func TestFileIsReplacedOnlyWhenAsked(t *testing.T) {
	env := testEnv(t)
	path := filepath.Join(env.Home, "key.sh")
	if err := os.WriteFile(path, []byte("echo mine\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	p := mustPlan(t, File{Format: POSIXShell, Path: "key.sh"}, testKey("bob"), env)
	if !p.Exists || !strings.HasPrefix(p.Replaces, "a file of 10 bytes, last changed 20") {
		t.Errorf("%v %q", p.Exists, p.Replaces)
	}
	if _, err := p.Write(t.Context(), false); reasonFor(t, err) != ReasonExists || mustRead(t, path) != "echo mine\n" {
		t.Errorf("%v", err)
	}
	if _, err := p.Write(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(mustRead(t, path), testSecret) {
		t.Error("it was not written")
	}
	hasMode(t, path, 0o600)
	onlyFiles(t, env.Home, "key.sh")
}

func TestCancelled(t *testing.T) {
	env := testEnv(t)
	p := mustPlan(t, File{Path: filepath.Join("a", "b", "key.csv")}, testKey("bob"), env)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := p.Write(ctx, false)
	if reasonFor(t, err) != ReasonCancelled || !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	onlyFiles(t, env.Home)
}

// dumped prints a value with every verb.
func dumped(v any) string {
	return fmt.Sprintf("%v %+v %#v %s %x", v, v, v, v, v)
}

// TestImport reads the CSV as `aws configure import` does: cut at every comma, without the spaces around.
func TestImport(t *testing.T) {
	for user, profile := range map[string]string{"bob": "bob", "=1+1": "=1+1", "@x": "@x", "-x,y": "-x_y"} {
		text, err := CSV.render(iamsvc.Key{ID: testID, User: iamsvc.NamedUser(user)}, testSecret)
		if err != nil {
			t.Fatal(err)
		}
		var cells []string
		for cell := range strings.SplitSeq(strings.Split(text, "\n")[1], ",") {
			cells = append(cells, strings.TrimSpace(cell))
		}
		if strings.Join(cells, "|") != profile+"|"+testID+"|"+testSecret {
			t.Errorf("%q is imported as %q", user, cells)
		}
	}
}
