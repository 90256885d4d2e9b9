//go:build unix && !darwin

package terminal

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// desktop puts programs of a desktop on the path, and nothing else but a shell's own.
func desktop(t *testing.T, programs map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, script := range programs {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", folder)
	return folder
}

func env(set map[string]string) func(string) string {
	return func(name string) string { return set[name] }
}

func TestClipboardByHelpers(t *testing.T) {
	folder := desktop(t, map[string]string{
		"xclip": `case $1 in -in) IFS= read -r line; printf %s "$line" >"$0.kept";; -out) while read -r l || [ -n "$l" ]; do printf %s "$l"; done <"$0.kept";; esac`,
	})
	c := Clipboard(env(map[string]string{"DISPLAY": ":0"}))
	if c == nil {
		t.Fatal("no clipboard")
	}
	if err := c.Copy("secret\n"); err != nil {
		t.Fatal(err)
	}
	if kept, err := os.ReadFile(filepath.Join(folder, "xclip.kept")); err != nil || string(kept) != "secret" {
		t.Errorf("%q, %v", kept, err)
	}
	if text, err := c.Read(); err != nil || text != "secret" {
		t.Errorf("%q, %v", text, err)
	}
}

// TestClipboardHelperThatFails quotes what the helper says, and none of what was copied.
func TestClipboardHelperThatFails(t *testing.T) {
	desktop(t, map[string]string{"xsel": `read -r all; echo "xsel: can't open display: (null)" >&2; exit 1`})
	c := Clipboard(env(nil))
	err := c.Copy("LEAKED\n")
	if err == nil || err.Error() != "the desktop's clipboard: xsel failed with status 1: xsel: can't open display: (null)" {
		t.Errorf("%v", err)
	}
	_, err = c.Read()
	if err == nil || !strings.Contains(err.Error(), "can't open display") {
		t.Errorf("%v", err)
	}
}

// TestClipboardHelperThatStays returns while the helper serves the clipboard in the background.
func TestClipboardHelperThatStays(t *testing.T) {
	desktop(t, map[string]string{"wl-copy": "read -r all; /bin/sleep 20 &", "wl-paste": "exit 1"})
	start := time.Now()
	if err := Clipboard(env(map[string]string{"WAYLAND_DISPLAY": "wayland-0"})).Copy("x\n"); err != nil {
		t.Error(err)
	}
	if took := time.Since(start); took > 2*helperLimit {
		t.Errorf("it took %s", took)
	}
}

func TestNoClipboard(t *testing.T) {
	desktop(t, map[string]string{"wl-copy": "", "wl-paste": ""})
	if Clipboard(env(nil)) != nil {
		t.Error("a Wayland helper without Wayland")
	}
	desktop(t, map[string]string{"xclip": ""})
	if Clipboard(env(map[string]string{"SSH_CONNECTION": "1 2 3 4"})) != nil {
		t.Error("a clipboard at the other end of SSH")
	}
}
