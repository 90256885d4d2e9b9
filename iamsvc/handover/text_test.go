package handover

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// oldExport makes a file of 3 MB that was written an hour ago: longer than any file that is merged, as a list of many keys
// is.
func oldExport(t *testing.T, env Env) string {
	t.Helper()
	path := filepath.Join(env.Home, "dir", "keys.csv")
	writeFile(t, path, strings.Repeat("old,line\n", 3_000_000/9+1), 0o644)
	if err := os.Chtimes(path, time.Time{}, time.Now().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	return path
}

func mustPlanText(t *testing.T, env Env, path string, content []byte) Plan {
	t.Helper()
	p, err := Text{Path: path, Content: content}.Plan(env)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTextOfAnyLengthReplacesOneOfAnyLength(t *testing.T) {
	env := testEnv(t)
	path := oldExport(t, env)
	before := mustRead(t, path)
	content := bytes.Repeat([]byte("new,line\n"), 500_000)
	p := mustPlanText(t, env, path, content)
	if !p.Exists || !strings.HasPrefix(p.Replaces, "a file of 3.0 MB, last changed ") {
		t.Errorf("%v %q", p.Exists, p.Replaces)
	}
	if _, err := p.Write(t.Context(), false); reasonFor(t, err) != ReasonExists || mustRead(t, path) != before {
		t.Errorf("without a yes: %v", err)
	}
	if got, err := p.Write(t.Context(), true); err != nil || got != path {
		t.Fatal(got, err)
	}
	if mustRead(t, path) != string(content) {
		t.Error("the file does not hold what was to be written")
	}
	hasMode(t, path, 0o600)
	onlyFiles(t, filepath.Dir(path), "keys.csv")
}

// TestTextIsNotWrittenOverWhatWasNotShown changes the file between the question and the answer, in ways that leave its
// length as it was.
func TestTextIsNotWrittenOverWhatWasNotShown(t *testing.T) {
	changes := map[string]func(t *testing.T, path string){
		"written to": func(t *testing.T, path string) {
			writeFile(t, path, strings.ToUpper(mustRead(t, path)), 0o644)
		},
		"replaced, as old as before": func(t *testing.T, path string) {
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			writeFile(t, path+"2", mustRead(t, path), 0o644)
			if err := errors.Join(os.Chtimes(path+"2", time.Time{}, info.ModTime()), os.Rename(path+"2", path)); err != nil {
				t.Fatal(err)
			}
		},
		"given another mode": func(t *testing.T, path string) {
			if runtime.GOOS == "windows" {
				t.Skip("modes mean nothing on Windows")
			}
			if err := os.Chmod(path, 0o640); err != nil {
				t.Fatal(err)
			}
		},
		"removed": func(t *testing.T, path string) {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		},
		"made a link": func(t *testing.T, path string) {
			if err := os.Rename(path, path+"2"); err != nil {
				t.Fatal(err)
			}
			symlink(t, "keys.csv2", path)
		},
	}
	for name, change := range changes {
		for _, moment := range []string{"before", "open", "create"} {
			t.Run(name+"/"+moment, func(t *testing.T) {
				if moment == "create" && name == "given another mode" {
					t.Skip("too late to be seen, and the new file has a mode of its own")
				}
				env := testEnv(t)
				path := oldExport(t, env)
				env.disk = faultyDisk{before: map[string]func(){moment: func() { change(t, path) }}}
				p := mustPlanText(t, env, path, []byte("new\n"))
				if moment == "before" {
					change(t, path)
				}
				_, err := p.Write(t.Context(), true)
				if r := reasonFor(t, err); r != ReasonChanged && r != ReasonLink {
					t.Errorf("error = %v", err)
				}
				if got, err := os.ReadFile(path); err == nil && string(got) == "new\n" {
					t.Error("it was replaced")
				}
			})
		}
	}
}

func TestTextIsWrittenToPlainFilesAlone(t *testing.T) {
	env := testEnv(t)
	path := oldExport(t, env)
	link := filepath.Join(env.Home, "link.csv")
	symlink(t, path, link)
	for to, want := range map[string]Reason{link: ReasonLink, filepath.Dir(path): ReasonInvalid, os.DevNull: ReasonInvalid, "": ReasonInvalid} {
		if _, err := (Text{Path: to, Content: []byte("new\n")}).Plan(env); err == nil || reasonFor(t, err) != want {
			t.Errorf("%q: %v", to, err)
		}
	}
}

// TestTextInPlaceOfWhatMayNotBeRead: the mode of the old file is kept, so that nobody could read the new one.
func TestTextInPlaceOfWhatMayNotBeRead(t *testing.T) {
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		t.Skip("permission bits do not hold this user back")
	}
	env := testEnv(t)
	path := oldExport(t, env)
	if err := os.Chmod(path, 0o200); err != nil {
		t.Fatal(err)
	}
	if _, err := (Text{Path: path, Content: []byte("new\n")}).Plan(env); err == nil || !errors.Is(err, os.ErrPermission) {
		t.Error(err)
	}
}
