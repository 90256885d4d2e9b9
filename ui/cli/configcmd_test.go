package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"akia/ui/action"
	"akia/ui/cli/settings"
)

// TestConfigInit writes a file that says everything and changes nothing, in a folder that nobody else reads, and overwrites none.
func TestConfigInit(t *testing.T) {
	folder := t.TempDir()
	environment := map[string]string{"XDG_CONFIG_HOME": folder}
	path := filepath.Join(folder, "akia", "config.toml")
	status, stdout, stderr := run(t, environment, "config", "init")
	if status != 0 || stdout != "Created "+path+"\n" || stderr != "" {
		t.Fatalf("status %d, %q, %q", status, stdout, stderr)
	}
	for name, want := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700} {
		if info, err := os.Stat(name); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	written, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"config", "init", "--print"}, {"config", "init", "-"}} {
		if status, stdout, _ := run(t, environment, args...); status != 0 || stdout != string(written) {
			t.Errorf("%q: status %d and another file than was created:\n%s", args, status, stdout)
		}
	}
	status, stdout, stderr = run(t, environment, "config", "init")
	if status != 2 || stdout != "" || !strings.Contains(stderr, "exists and was not changed") {
		t.Errorf("status %d, %q, %q", status, stdout, stderr)
	}
	if now, _ := os.ReadFile(path); string(now) != string(written) {
		t.Error("the file was overwritten")
	}
	if status, stdout, _ := run(t, environment, "config", "validate"); status != 0 || stdout != path+": no mistakes\n" {
		t.Errorf("validate: status %d, %q", status, stdout)
	}
}

// TestTheTemplateIsTheDefaults: with every # removed the file is valid, names every setting and every action, and changes nothing.
func TestTheTemplateIsTheDefaults(t *testing.T) {
	all := regexp.MustCompile(`(?m)^#([a-z[])`).ReplaceAllString(settings.Template(), "$1")
	environment, path := configured(t, all)
	if status, _, stderr := run(t, environment, "config", "validate"); status != 0 || stderr != "" {
		t.Fatalf("status %d: %s\n%s", status, stderr, all)
	}
	_, plain, _ := run(t, map[string]string{"XDG_CONFIG_HOME": t.TempDir()}, "config", "show")
	_, said, _ := run(t, environment, "config", "show")
	defaults := map[string]string{}
	for _, line := range strings.Split(plain, "\n")[2:] {
		name, rest, _ := strings.Cut(line, " ")
		defaults[name], _, _ = strings.Cut(strings.TrimSpace(rest), "  ")
	}
	for _, line := range strings.Split(said, "\n")[2:] {
		name, rest, _ := strings.Cut(line, " ")
		now, _, _ := strings.Cut(strings.TrimSpace(rest), "  ")
		if strings.HasPrefix(name, "views.") { // an example: without the file there are none
			continue
		}
		if was, ok := defaults[name]; !ok || was != now {
			t.Errorf("%s is %s, by default %s", name, now, was)
		}
		known := slices.Contains(settings.Configurable(), name) || strings.HasPrefix(name, "keys.")
		if known && !strings.Contains(line, "file, line ") {
			t.Errorf("%s does not say where it is in %s", line, path)
		}
	}
	for id := range action.Count {
		if !strings.Contains(all, "\n"+id.Setting()+" = ") {
			t.Errorf("the file does not name the action %s", id.Setting())
		}
	}
}

// TestConfigValidate says every mistake with its file and line, in the order of the file.
func TestConfigValidate(t *testing.T) {
	environment, path := configured(t, `# a comment
max-age = 1000000
max-ag = 30

read-only = "perhaps"
[keys]
rotat = "x"
create = ["N", "ctl+n"]
"quit" = 5
delete = "esc"
`)
	want := []string{
		path + ":2: max-age: must be a number from 0 to 36500",
		path + `:3: "max-ag" is not a setting; did you mean max-age?`,
		path + ":5: read-only: must be true or false",
		path + ":7: keys.rotat: is not an action; did you mean rotate?",
		path + `:8: keys.create: "ctl+n" is not a key; did you mean ctrl?`,
		path + `:9: keys.quit must be the name of a key, or several of them: ["r", "f5"]`,
		path + ":10: keys.delete: esc is reserved for lists and dialogs",
	}
	for _, args := range [][]string{{"config", "validate"}, {"config", "validate", path}} {
		status, stdout, stderr := run(t, environment, args...)
		if got := strings.Split(strings.TrimSpace(stderr), "\n"); status != 2 || stdout != "" || !slices.Equal(got, want) {
			t.Errorf("%q: status %d, %q, and\n%s\nwant\n%s", args, status, stdout, stderr, strings.Join(want, "\n"))
		}
	}
	for text, want := range map[string]string{
		"max-age = 30\nmax-age = 40\n": ":2: Key 'max-age' has already been defined.",
		"\n\nkeys.rotate = \"esc\"\n":  ":3: keys.rotate: esc is reserved",
		"[keys]\nrotate = \"c\"\n":     ":2: keys.rotate: create and rotate are both on c",
		"\nkeys = 5\n":                 ":2: keys must be a table",
		"# x\n[audit]\nmax-age = 5\n":  `:2: "audit" is not a setting`,
	} {
		environment, path := configured(t, text)
		if status, _, stderr := run(t, environment, "config", "validate"); status != 2 || !strings.HasPrefix(stderr, path+want) {
			t.Errorf("%q: status %d, %s want %s", text, status, stderr, want)
		}
	}
	status, _, stderr := run(t, nil, "config", "validate", filepath.Join(t.TempDir(), "none.toml"))
	if status != 2 || !strings.Contains(stderr, "none.toml: no such file") {
		t.Errorf("status %d, %s", status, stderr)
	}
	status, stdout, _ := run(t, map[string]string{"XDG_CONFIG_HOME": t.TempDir()}, "config", "validate")
	if status != 0 || !strings.Contains(stdout, "There is no configuration file") {
		t.Errorf("status %d, %s", status, stdout)
	}
}

// TestConfigShow says where each setting comes from.
func TestConfigShow(t *testing.T) {
	environment, path := configured(t, "unused = 30\nmax-age = 60\n[keys]\nrotate = \"ctrl+t\"\nowner = \"\"\n")
	environment["AWS_PROFILE"], environment["AWS_REGION"] = "prod", "eu-west-1"
	status, stdout, stderr := run(t, environment, "config", "show", "--max-age", "10", "--region", "us-east-2", "--cli-read-timeout", "5")
	if status != 0 || stderr != "" {
		t.Fatal(status, stderr)
	}
	for _, want := range []string{
		"Configuration file: " + path, "max-age 10 flag", "unused 30 file, line 1", "profile prod environment: AWS_PROFILE", "region us-east-2 flag",
		"timeout 5s flag", "never-used 45 default", `keys.rotate "ctrl+t" file, line 4`, "keys.owner [] file, line 5", `keys.toggle "t" default`,
	} {
		if !strings.Contains(regexp.MustCompile(` +`).ReplaceAllString(stdout, " "), want+"\n") {
			t.Errorf("it does not say %q:\n%s", want, stdout)
		}
	}
	environment, _ = configured(t, "max-ag = 5")
	if status, stdout, _ := run(t, environment, "config", "show"); status != 2 || stdout != "" {
		t.Errorf("a file with mistakes: status %d, %s", status, stdout)
	}
}

// TestConfigRefusesWhatItDoesNotKnow in one line.
func TestConfigRefusesWhatItDoesNotKnow(t *testing.T) {
	for _, args := range []string{"config", "config shw", "config show x", "config validate a b", "config init a b", "config show --max-age x"} {
		status, stdout, stderr := run(t, nil, strings.Fields(args)...)
		if status != 2 || stdout != "" || strings.Count(stderr, "\n") != 1 {
			t.Errorf("akia %s: status %d, %q, %q", args, status, stdout, stderr)
		}
	}
}

func TestCompletesConfig(t *testing.T) {
	offers, directive := completed(t, nil, "config", "")
	if !slices.Equal(offers, []string{"init", "show", "validate"}) || directive != noFileCompletion {
		t.Errorf("config is completed with %q and %s", offers, directive)
	}
	if flags, _ := completed(t, nil, "config", "init", "--p"); !slices.Equal(flags, []string{"--print"}) {
		t.Errorf("config init --p is completed with %q", flags)
	}
}

// TestConfigReadsCommands, and says of each mistake which command and line it is on.
func TestConfigReadsCommands(t *testing.T) {
	environment, path := configured(t, `[[command]]
name = "Trail"
key = "X"
run = ["prog", "{key}"]
ask = false
read-only = true

[[command]]
name = "Other"
key = ["Z", "f7"]
run = ["prog"]
`)
	if status, stdout, stderr := run(t, environment, "config", "validate"); status != 0 {
		t.Errorf("status %d: %s%s", status, stdout, stderr)
	}
	conf := settings.ReadFileAt(path)
	if c := conf.Commands; len(c) != 2 || !c[0].Unasked || !c[0].ReadOnly || c[1].Unasked || c[1].ReadOnly || len(c[1].Keys) != 2 {
		t.Errorf("the commands are %+v", c)
	}
	for text, want := range map[string]string{
		"[[command]]\nname = \"A\"\nrun = \"prog {key}\"\n":        ":3: command[1].run must be a program and its arguments, as a list",
		"[[command]]\nname = \"A\"\nrun = [\"p\", \"{kye}\"]\n":    ":3: command[1].run: {kye} is not a field; did you mean {key}?",
		"[[command]]\nname = \"A\"\nrun = [\"p\"]\nkey = \"c\"\n":  `:4: command[1].key: create and "A" are both on c`,
		"[[command]]\nname = \"A\"\nrun = [\"p\"]\nask = \"no\"\n": ":4: command[1].ask must be true or false",
		"[[command]]\nname = \"A\"\nrun = [\"p\"]\nkeys = \"X\"\n": ":4: command[1].keys is not a setting of a command; did you mean key?",
		"\n[[command]]\nrun = [\"p\"]\n":                           ":2: command[1].name: needs a name",
		"command = 5\n":                                            ":1: command must be tables: [[command]]",
	} {
		environment, path := configured(t, text)
		if status, _, stderr := run(t, environment, "config", "validate"); status != 2 || !strings.HasPrefix(stderr, path+want) {
			t.Errorf("%q: status %d, %s want %s", text, status, stderr, want)
		}
		if status, _, stderr := run(t, environment, "--demo"); status != 2 || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%q: the screen: status %d, %s", text, status, stderr)
		}
	}
}
