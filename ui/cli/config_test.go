package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"akia/ui/cli/exit"
	"akia/ui/cli/settings"
	"akia/ui/cli/system"
)

// configured returns an environment whose configuration file says so, and the path of that.
func configured(t *testing.T, text string) (environment map[string]string, path string) {
	t.Helper()
	folder := t.TempDir()
	path = filepath.Join(folder, "akia", "config.toml")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return map[string]string{"XDG_CONFIG_HOME": folder}, path
}

func TestConfigRefused(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"max-age = -1", "max-age: must be a number from 0 to 36500"},
		{"max-age = 1.5", "max-age: must be a number from 0 to 36500"},
		{"max-age = [30]", "max-age: must be a number from 0 to 36500"},
		{"read-only = \"maybe\"", "read-only: must be true or false"},
		{"read-only = 2026-01-01", "read-only: must be true or false"},
		{"[keys]\nrotat = \"x\"", "keys.rotat: is not an action; did you mean rotate?"},
		{"[keys]\nrotate = \"ctl+r\"", `keys.rotate: "ctl+r" is not a key; did you mean ctrl?`},
		{"[keys]\nrotate = \"c\"", "keys.rotate: create and rotate are both on c"},
		{"[keys]\nrotate = \"esc\"", "keys.rotate: esc is reserved for lists and dialogs"},
		{"[keys]\nrotate = 5", "keys.rotate must be the name of a key, or several of them"},
		{"[keys]\nrotate = [\"x\", 5]", "keys.rotate must be the name of a key, or several of them"},
		{"keys = \"x\"", "keys must be a table of actions: [keys]"},
		{"[keys.rotate]\na = \"x\"", "keys.rotate must be the name of a key"},
		{"profile = \"prod\"", `"profile" is not a setting; they are ` + strings.Join(settings.Configurable(), ", ")},
		{"[audit]\nmax-age = 30", `"audit" is not a setting; they are ` + strings.Join(settings.Configurable(), ", ")},
		{"max-age = 30\nmax-age = 40", "line 2: Key 'max-age' has already been defined."},
		{"ascii = true\nmax-age: 30", "line 2: "},
		{"ascii = \"\x1b[2J\"", "line 1: "},
		{strings.Repeat("# padding\n", 10_000), "it is longer than 64 KiB"},
	} {
		environment, path := configured(t, test.text)
		for _, args := range [][]string{{"--demo"}, {"report", "--demo"}} {
			status, stdout, stderr := run(t, environment, args...)
			want := "akia: the configuration file " + path + " cannot be used: " + test.want
			if status != 2 || stdout != "" || !strings.HasPrefix(stderr, want) || strings.Count(stderr, "\n") != 1 {
				t.Errorf("%q %q: status %d, stdout %q, stderr\n%swant status 2 and\n%s…", test.text, args, status, stdout, stderr, want)
			}
		}
	}
}

func TestConfigFileThatIsNamed(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "none.toml")
	for _, test := range []struct {
		environment map[string]string
		want        string
	}{
		{map[string]string{"AKIA_CONFIG_FILE": missing}, missing + " cannot be used: no such file or directory"},
		{map[string]string{"AKIA_CONFIG_FILE": os.TempDir()}, os.TempDir() + " cannot be used: it is not a file"},
		{map[string]string{"XDG_CONFIG_HOME": filepath.Dir(missing)}, "standard output is not a terminal"}, // none: no harm
	} {
		status, _, stderr := run(t, test.environment, "--demo")
		if status != 2 || !strings.Contains(stderr, test.want) {
			t.Errorf("%v: status %d, stderr %q, want %q", test.environment, status, stderr, test.want)
		}
	}
}

// What needs no configuration works with one that is broken: help tells what is wrong with it.
func TestBrokenConfigStopsOnlyWhatGoesByIt(t *testing.T) {
	environment, _ := configured(t, "nonsense")
	for _, line := range []string{"--help", "report --help", "--print-iam-policy read", "--version"} {
		if status, _, stderr := run(t, environment, strings.Fields(line)...); status != 0 || stderr != "" {
			t.Errorf("%s: status %d, stderr %q", line, status, stderr)
		}
	}
}

// Each name that the file may hold is a flag of the screen, and those of the audit are flags of the report too.
func TestConfigurableAreFlags(t *testing.T) {
	root := newRoot(system.System{Getenv: func(string) string { return "" }}, &exit.Outcome{})
	for _, name := range settings.Configurable() {
		if root.Flags().Lookup(name) == nil {
			t.Errorf("akia has no flag --%s", name)
		}
	}
	report, _, err := root.Find([]string{"report"})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range settings.Configurable()[:slices.Index(settings.Configurable(), "rotation-quiet-days")] {
		if report.Flags().Lookup(name) == nil {
			t.Errorf("akia report has no flag --%s", name)
		}
	}
}

// goesByTheConfig runs the program with thresholds from the file and from a flag.
func goesByTheConfig(t *testing.T, binary string) {
	environment, _ := configured(t, "max-age = 20\nunused = 10\n")
	cmd := command(t, binary, "--demo", "--demo-users", "40", "--unused", "12")
	cmd.Env = append(cmd.Env, "XDG_CONFIG_HOME="+environment["XDG_CONFIG_HOME"])
	s := startIn(t, cmd)
	s.see("Keys of")
	s.press("a")
	s.see("credential report just now")
	s.press("f")
	s.see("active, older than 20 days", "active, unused for 12 days", "active, unused for 90 days")
	s.press(ctrlC)
	s.press(ctrlC)
	if status := s.exitStatus(); status != 130 {
		t.Errorf("status %d, want 130", status)
	}
}

// takesTheMouse runs the program, clicks on a user and on the help line, and scrolls; with the mouse off it is not asked for.
func takesTheMouse(t *testing.T, binary string) {
	cmd := command(t, binary, "--demo", "--demo-users", "40")
	s := startIn(t, cmd)
	s.see("Keys of", "help", "audit")
	if !strings.Contains(s.written(), "\x1b[?1002h") || strings.Contains(s.written(), "\x1b[?1003h") {
		t.Errorf("the mouse is not asked for as it should be")
	}
	s.click("audit")
	s.see("All access keys", "findings")
	s.click("USER")
	s.see("users from A to Z")
	s.press("q")
	if status := s.exitStatus(); status != 0 {
		t.Errorf("status %d, want 0", status)
	}
	if raw := s.written(); !strings.Contains(raw, "\x1b[?1002l") {
		t.Error("the mouse is not given back")
	}
	s = startIn(t, command(t, binary, "--demo", "--demo-users", "40", "--mouse=false"))
	s.see("Keys of", "help", "audit")
	if raw := s.written(); strings.Contains(raw, "\x1b[?1002h") {
		t.Error("the mouse is asked for although it is off")
	}
	s.press("q")
	s.exitStatus()
}
