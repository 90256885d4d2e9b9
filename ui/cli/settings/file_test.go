package settings

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"akia/ui/action"
)

// said returns what a configuration file says that holds this text.
func said(t *testing.T, text string) *File {
	t.Helper()
	folder := t.TempDir()
	path := filepath.Join(folder, "akia", "config.toml")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return ReadFile(func(name string) string { return map[string]string{"XDG_CONFIG_HOME": folder}[name] })
}

func TestConfigSetsFlags(t *testing.T) {
	conf := said(t, `
max-age = 30
unused = "20" # a text is as good
never-used = 0
descriptions = true
timeout = "1m"
read-only = true
rotation-quiet-days = 14
`)
	set := New()
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	set.AddFlags(flags)
	conf.Apply(flags)
	if conf.Err != nil {
		t.Fatal(conf.Err)
	}
	if err := flags.Parse([]string{"--unused", "10", "--read-only=false", "--cli-read-timeout", "5"}); err != nil {
		t.Fatal(err)
	}
	want := New()
	want.QuietDays = 14
	want.Timeout = 5e9 // the command line goes before the file, under either name of the flag
	want.Thresholds.MaxAge, want.Thresholds.Unused, want.Thresholds.NeverUsed = 30, 10, 0
	want.Thresholds.Description = true
	if *set != *want {
		t.Errorf("settings %+v\nwant     %+v", *set, *want)
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

// Whatever is in the file, and whatever it is, it is read or refused at once.
func TestConfigTakesNoTime(t *testing.T) {
	const most = maxConfig
	shared := strings.Repeat("a.", maxDots)
	var many, deep, short strings.Builder
	for i := range most / 50 {
		fmt.Fprintf(&many, "k%d = 1\n", i)
		fmt.Fprintf(&deep, "%sk%d = 1\n", shared, i)
	}
	for i := 0; short.Len() < most-10; i++ {
		fmt.Fprintf(&short, "k%d=1\n", i)
	}
	for name, text := range map[string]string{
		"short settings":  short.String(),
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
		began := time.Now()
		conf := said(t, text)
		flags := pflag.NewFlagSet("", pflag.ContinueOnError)
		New().AddFlags(flags)
		conf.Apply(flags)
		if took := time.Since(began); conf.Err == nil || took > time.Second || len(conf.Err.Error()) > 2000 {
			t.Errorf("%s: %v, took %v", name, conf.Err, took)
		}
	}
}

func TestConfigWithDotsAndBracketsInComments(t *testing.T) {
	conf := said(t, strings.Repeat("# [see] {this} ................................ \n", 500)+"max-age = 30 # [days] ..................\n")
	if conf.Err != nil || conf.values["max-age"] != "30" {
		t.Errorf("%v, %v", conf.values, conf.Err)
	}
}

// TestConfigSetsKeys: a key, several, none.
func TestConfigSetsKeys(t *testing.T) {
	conf := said(t, "max-age = 30\n[keys]\nrotate = \"ctrl+t\"\ncreate = [\"N\", \"insert\"]\nleak = \"\"\nowner = []\n")
	if conf.Err != nil || conf.values["max-age"] != "30" {
		t.Fatal(conf.Err, conf.values)
	}
	for id, want := range map[action.ID]string{
		action.Rotate: "ctrl+t", action.Create: "N insert", action.Leak: "", action.Owner: "", action.Toggle: "t",
	} {
		if got := strings.Join(conf.Keys.Keys(id), " "); got != want {
			t.Errorf("%s is on %q, want %q", id.Setting(), got, want)
		}
	}
}
