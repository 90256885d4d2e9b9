//go:build unix

package system

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

func TestOpenPrivateMakesAFileForItsOwnerAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	for range 2 {
		file, err := OpenPrivate(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := file.WriteString("line\n"); err != nil {
			t.Fatal(err)
		}
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 || info.Size() != 2*int64(len("line\n")) {
		t.Errorf("mode %04o and %d bytes, want 0600 and the lines of both times", info.Mode().Perm(), info.Size())
	}
}

func TestOpenPrivateRefuses(t *testing.T) {
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	for name, mode := range map[string]os.FileMode{"mine": 0o600, "readable": 0o644, "group": 0o620} {
		if err := os.WriteFile(at(name), []byte("kept"), mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(at(name), mode); err != nil { // whatever the umask is
			t.Fatal(err)
		}
	}
	if err := os.Symlink(at("mine"), at("link")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(at("nowhere"), at("dangling")); err != nil {
		t.Fatal(err)
	}
	if err := unix.Mkfifo(at("pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, want string }{
		{"readable", "open to others (mode 0644)"},
		{"group", "open to others (mode 0620)"},
		{"link", "is a symbolic link"},
		{"dangling", "is a symbolic link"},
		{"pipe", "is not a regular file"},
		{".", "cannot be opened: is a directory"},
		{"missing/file", "cannot be opened: no such file or directory"},
	} {
		file, err := OpenPrivate(at(test.name))
		if err == nil {
			_ = file.Close()
			t.Errorf("%s was opened", test.name)
			continue
		}
		if !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v; want %q", test.name, err, test.want)
		}
	}
	if _, err := os.Lstat(at("nowhere")); err == nil {
		t.Error("a file was made where a link leads")
	}
}

func TestFilesAndFoldersOfOthersAreRefused(t *testing.T) {
	folder := t.TempDir()
	at := func(name string) string { return filepath.Join(folder, name) }
	for name, mode := range map[string]os.FileMode{"group": 0o770, "all": 0o777, "read": 0o755, "mine": 0o700} {
		if err := os.Mkdir(at(name), mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(at(name), mode); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]string{"group": "(mode 0770)", "all": "(mode 0777)", "read": "", "mine": "", "missing": ""} {
		if err := CheckFolder(at(name)); (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("the folder %s: %v", name, err)
		}
	}
	if os.Geteuid() != 0 {
		t.Skip("only root can give files away")
	}
	path := filepath.Join(at("mine"), "journal")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, given := range []string{path, at("mine")} {
		if err := os.Chown(given, 1234, 1234); err != nil {
			t.Skip(err)
		}
	}
	if err := CheckFolder(at("mine")); err == nil || !strings.Contains(err.Error(), "belongs to another user") {
		t.Errorf("a folder of another user: %v", err)
	}
	for _, open := range []func(string) (*os.File, error){OpenPrivate, ReadPrivate} {
		file, err := open(path)
		if err == nil {
			_ = file.Close()
		}
		if err == nil || !strings.Contains(err.Error(), "belongs to another user") {
			t.Errorf("a file of another user: %v", err)
		}
	}
}
