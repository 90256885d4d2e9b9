package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"
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

func TestConfigSetsFlags(t *testing.T) {
	environment, _ := configured(t, `
max-age = 30
unused = "20" # a text is as good
never-used = 0
descriptions = true
timeout = "1m"
read-only = true
rotation-quiet-days = 14
`)
	set := newSettings()
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	set.addFlags(flags)
	conf := readConfig(func(name string) string { return environment[name] })
	conf.apply(flags)
	if conf.err != nil {
		t.Fatal(conf.err)
	}
	if err := flags.Parse([]string{"--unused", "10", "--read-only=false", "--cli-read-timeout", "5"}); err != nil {
		t.Fatal(err)
	}
	want := newSettings()
	want.quietDays = 14
	want.timeout = 5e9 // the command line goes before the file, under either name of the flag
	want.thresholds.MaxAge, want.thresholds.Unused, want.thresholds.NeverUsed = 30, 10, 0
	want.thresholds.Description = true
	if *set != *want {
		t.Errorf("settings %+v\nwant     %+v", *set, *want)
	}
}

func TestConfigRefused(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"max-age = -1", "max-age: must be a number from 0 to 36500"},
		{"max-age = 1.5", "max-age: must be a number from 0 to 36500"},
		{"max-age = [30]", "max-age: must be a number from 0 to 36500"},
		{"read-only = \"maybe\"", "read-only: must be true or false"},
		{"read-only = 2026-01-01", "read-only: must be true or false"},
		{"profile = \"prod\"", `"profile" is not a setting; they are ` + strings.Join(configurable(), ", ")},
		{"[audit]\nmax-age = 30", `"audit" is not a setting; they are ` + strings.Join(configurable(), ", ")},
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

func TestConfigPath(t *testing.T) {
	for _, test := range []struct {
		goos        string
		environment map[string]string
		want        string
	}{
		{"linux", map[string]string{"HOME": "/home/ops"}, "/home/ops/.config/akia/config.toml"},
		{"linux", map[string]string{"HOME": "/home/ops", "XDG_CONFIG_HOME": "/etc/ops"}, "/etc/ops/akia/config.toml"},
		{"linux", map[string]string{"HOME": "/home/ops", "XDG_CONFIG_HOME": "ops"}, "/home/ops/.config/akia/config.toml"},
		{"linux", nil, ""},
		{"darwin", map[string]string{"HOME": "/Users/ops"}, "/Users/ops/Library/Application Support/akia/config.toml"},
		{"windows", map[string]string{"AppData": "/data", "HOME": "/home/ops"}, "/data/akia/config.toml"},
		{"windows", map[string]string{"HOME": "/home/ops"}, ""},
	} {
		got := configPath(test.goos, func(name string) string { return test.environment[name] })
		if got != filepath.FromSlash(test.want) {
			t.Errorf("%s %v: %q, want %q", test.goos, test.environment, got, test.want)
		}
	}
}

// Each name that the file may hold is a flag of the screen, and those of the audit are flags of the report too.
func TestConfigurableAreFlags(t *testing.T) {
	root := newRoot(System{Getenv: func(string) string { return "" }}, &outcome{})
	for _, name := range configurable() {
		if root.Flags().Lookup(name) == nil {
			t.Errorf("akia has no flag --%s", name)
		}
	}
	report, _, err := root.Find([]string{"report"})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range configurable()[:slices.Index(configurable(), "rotation-quiet-days")] {
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
	s.see("credential report of this minute")
	s.press("f")
	s.see("active, older than 20 days", "active, unused for 12 days", "active, unused for 90 days")
	s.press(ctrlC)
	s.press(ctrlC)
	if status := s.exitStatus(); status != 130 {
		t.Errorf("status %d, want 130", status)
	}
}

// Whatever is in the file, and whatever it is, it is read or refused at once.
func TestConfigTakesNoTime(t *testing.T) {
	const most = maxConfig
	shared := strings.Repeat("a.", maxDots)
	var many, deep strings.Builder
	for i := range most / 50 {
		fmt.Fprintf(&many, "k%d = 1\n", i)
		fmt.Fprintf(&deep, "%sk%d = 1\n", shared, i)
	}
	for name, text := range map[string]string{
		"arrays":          "a=" + strings.Repeat("[", most-2),
		"inline tables":   "a=" + strings.Repeat("{a=", most/3-2),
		"tables":          strings.Repeat("[[a]]\n", most/6),
		"a dotted key":    strings.Repeat("a.", most/2-4) + "a=1",
		"a quoted one":    `"#".` + strings.Repeat("a.", most/2-8) + "a=1",
		"a dotted table":  "[" + strings.Repeat("a.", most/2-4) + "a]",
		"over many lines": "a=[\n" + strings.Repeat("[\n", most/2-8),
		"many settings":   many.String(),
		"many deep keys":  deep.String(),
		"a long key":      strings.Repeat("a", most-4) + "=1",
		"a long number":   "max-age=" + strings.Repeat("1", most-10),
		"a long text":     `timeout="` + strings.Repeat("x", most-12) + `"`,
		"too long":        strings.Repeat("#", most+1),
	} {
		environment, _ := configured(t, text)
		began := time.Now()
		conf := readConfig(func(name string) string { return environment[name] })
		flags := pflag.NewFlagSet("", pflag.ContinueOnError)
		newSettings().addFlags(flags)
		conf.apply(flags)
		if took := time.Since(began); conf.err == nil || took > time.Second || len(conf.err.Error()) > 2000 {
			t.Errorf("%s: %v, took %v", name, conf.err, took)
		}
	}
}

func TestConfigWithDotsAndBracketsInComments(t *testing.T) {
	environment, _ := configured(t, strings.Repeat("# [see] {this} ................................ \n", 500)+"max-age = 30 # [days] ..................\n")
	if conf := readConfig(func(name string) string { return environment[name] }); conf.err != nil || conf.values["max-age"] != "30" {
		t.Errorf("%v, %v", conf.values, conf.err)
	}
}
