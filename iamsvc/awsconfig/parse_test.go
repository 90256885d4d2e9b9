//go:build unix

package awsconfig

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// envOf returns an Env with these variables alone.
func envOf(home string, variables map[string]string) Env {
	return Env{
		Lookup: func(name string) (string, bool) { text, ok := variables[name]; return text, ok },
		Home: func(user string) (string, bool) {
			return filepath.Join(home, user), user == "" || user == "bob"
		},
		Now: time.Now,
	}
}

func TestPathsAsTheCLITakesThem(t *testing.T) {
	env := envOf("/home", map[string]string{"A": "x", "EMPTY": "", "HOME": "/elsewhere"})
	for given, want := range map[string]string{
		"": "", "~": "/home", "~/x": "/home/x", "~bob/x": "/home/bob/x", "~eve/x": "~eve/x", "/a/~/b": "/a/~/b", "$A/y": "x/y",
		"${A}/y": "x/y", "$EMPTY/y": "/y", "$NOPE/y": "$NOPE/y", "${NOPE}y": "${NOPE}y", "${A": "${A", "a$": "a$", "$HOME/x": "/elsewhere/x",
		"~$A": "~x", "$$A": "$x",
	} {
		if got := env.path(given); got != want {
			t.Errorf("%q is %q, want %q", given, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	for given, want := range map[string][]string{
		`a b`: {"a", "b"}, `  a	b  `: {"a", "b"}, `"a b" c`: {"a b", "c"}, `'a "b' c`: {`a "b`, "c"}, `a\ b`: {"a b"}, `"a\"b\c"`: {`a"b\c`},
		`'a\b'`: {`a\b`}, `a"b"'c'`: {"abc"}, `""`: {""}, `a "" b`: {"a", "", "b"}, ``: nil, `a#b #c`: {"a#b", "#c"}, "\u00a0a": {"\u00a0a"},
	} {
		if got, err := words(given); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %q, %v, want %q", given, got, err, want)
		}
	}
	for _, given := range []string{`"a`, `'a`, `a\`, `"a\"`} {
		if got, err := words(given); err == nil {
			t.Errorf("%q: %q", given, got)
		}
	}
}

// TestUnreadableFiles takes files that are there but cannot be read, each with its name in the error.
func TestUnreadableFiles(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Log("root reads every file: only what is no file is tested")
	}
	home := t.TempDir()
	locked, folder := filepath.Join(home, "locked"), filepath.Join(home, "folder")
	if err := os.WriteFile(locked, []byte("[default]\n"), 0); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for path, why := range map[string]string{locked: "permission denied", folder: "it is a folder", "/dev/zero": "it is not a regular file"} {
		for _, variable := range []string{"AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"} {
			if path == locked && os.Geteuid() == 0 {
				continue
			}
			_, err := Load(envOf(home, map[string]string{variable: path}), Given{})
			if err == nil || err.Error() != "The configuration file can't be read: "+why+" ("+path+")." {
				t.Errorf("%s: %v", path, err)
			}
		}
	}
}

// TestNoticesOfWhatIsPassedOver has the CLI's silences said.
func TestNoticesOfWhatIsPassedOver(t *testing.T) {
	home := t.TempDir()
	config := filepath.Join(home, "config")
	if err := os.WriteFile(config, []byte("[default]\n[profile a b]\nregion = x\n[profile \"c]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Load(envOf(home, map[string]string{"AWS_CONFIG_FILE": config, "AWS_SHARED_CREDENTIALS_FILE": home + "/nope"}), Given{})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"[profile a b]", "line 2", `[profile \"c]`, "line 4", "AWS_SHARED_CREDENTIALS_FILE names " + home + "/nope, which doesn't exist.",
	} {
		if !strings.Contains(strings.Join(c.Notices, "\n"), want) {
			t.Errorf("%q does not say %q", c.Notices, want)
		}
	}
}

// TestAFileThatIsLeftOutOnPurposeIsNotMissed: nobody is told of what is as usual.
func TestAFileThatIsLeftOutOnPurposeIsNotMissed(t *testing.T) {
	for _, variables := range []map[string]string{
		nil,
		{"AWS_CONFIG_FILE": os.DevNull, "AWS_SHARED_CREDENTIALS_FILE": os.DevNull},
		{"AWS_CONFIG_FILE": "", "AWS_SHARED_CREDENTIALS_FILE": ""},
	} {
		c, err := Load(envOf(t.TempDir(), variables), Given{})
		if err != nil || len(c.Notices) > 0 {
			t.Errorf("%v: %q, %v", variables, c.Notices, err)
		}
	}
}

// FuzzFiles looks for a file that brings the reader down, or whose lines are quoted in an error.
func FuzzFiles(f *testing.F) {
	for _, seed := range []string{"[default]\na = b\n", "[profile \"a b\"]\nx =\n  y = z\n", "\xff\xfe", "[a]b]\n=\n", "[DEFAULT]\na:b\n[x]\n [y]\n\tz"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		sections, err := parse("file", append([]byte("[profile x]\n"), text...))
		if err != nil {
			return
		}
		book := newBook(&files{config: sections, credentials: sections})
		for name := range book.profiles {
			_, _ = (&resolver{env: envOf("/", nil), book: book, scoped: book.profiles[name], profile: name}).credentials()
		}
	})
}
