//go:build unix

package cli

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akia/ui/cli/ledger"

	"golang.org/x/sys/unix"
)

// What is no file that we alone write is neither read nor waited for.
func TestJournalsThatAreNoneAreRefused(t *testing.T) {
	for name, put := range map[string]func(path string) error{
		"a pipe":          func(path string) error { return unix.Mkfifo(path, 0o600) },
		"a link to /dev":  func(path string) error { return os.Symlink("/dev/zero", path) },
		"a dangling link": func(path string) error { return os.Symlink("/nonexistent", path) },
		"a folder":        func(path string) error { return os.Mkdir(path, 0o700) },
		"a file of all":   func(path string) error { return errors.Join(os.WriteFile(path, nil, 0o600), os.Chmod(path, 0o666)) },
		"a folder of all": func(path string) error { return os.Chmod(filepath.Dir(path), 0o777) },
		"no folder at all": func(path string) error {
			return errors.Join(os.Remove(filepath.Dir(path)), os.WriteFile(filepath.Dir(path), nil, 0o600))
		},
	} {
		state := t.TempDir()
		path := filepath.Join(state, "akia", "journal.jsonl")
		if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := put(path); err != nil {
			t.Fatal(err)
		}
		environment := map[string]string{"XDG_STATE_HOME": state}
		status, stdout, stderr := run(t, environment, "journal")
		if status != 1 || stdout != "" || strings.Count(stderr, "\n") != 1 {
			t.Errorf("%s: status %d, stdout %q, stderr %q", name, status, stdout, stderr)
		}
		if kept, err := ledger.OpenJournal(func(name string) string { return environment[name] }); err == nil {
			_ = kept.Close()
			t.Errorf("%s was opened to write to", name)
		}
	}
}
