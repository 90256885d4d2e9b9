package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akia/iamsvc/handover"
)

// underCI is an account of which only the users under /ci/ are looked at.
func underCI(f *fakeService, c *Config) {
	c.PathPrefix = "/ci/"
	f.users = append(f.users[2:3:3], f.users[4])
}

// TestThePathPrefixIsAlwaysVisible: an account seen through a prefix must not pass for the whole.
func TestThePathPrefixIsAlwaysVisible(t *testing.T) {
	dir := t.TempDir()
	for _, width := range []int{60, 80, 120} {
		s := newScreen(t, width, 40, underCI, func(_ *fakeService, c *Config) { c.Env = handover.Env{Dir: dir} })
		s.shows(" PATH /ci/ ", "Users 2 under /ci/")
		s.tap("a")
		s.shows(" PATH /ci/ ", "Access keys 3 under /ci/")
		s.hides("All access keys")
		s.tap("x")
		s.shows("Only keys of users under /ci/ are among them.")
		s.tap("ctrl+u")
		s.typeText("keys.md")
		s.tap("enter", "y")
		if got := readFile(t, filepath.Join(dir, "keys.md")); !strings.Contains(got, "only of users under /ci/") {
			t.Errorf("the export says\n%s", got)
		}
	}
	s := newScreen(t, 80, 24, func(f *fakeService, c *Config) { c.PathPrefix, f.users = "/"+strings.Repeat("long", 100)+"/", nil })
	s.shows(" PATH /longlong", "There are no users under", "Users 0 under /longlong")
	s.hides("in this account")
	s = newScreen(t, 80, 24)
	s.hides(" PATH /", "under")
}

// TestAllKeysSaysWhatItLeaves: whoever stops a user by their keys must know what is not stopped by that.
func TestAllKeysSaysWhatItLeaves(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("K")
	s.shows("Deactivate 1 key of alice?", "Not changed: API keys (Bedrock), Git, Keyspaces and SSH", "MFA devices and")
	s.tap("tab", "tab", "enter")
	s.shows("Delete 2 keys of alice?", "Not changed: API keys")
}

func TestAuditSaysWhatItDoesNotCheck(t *testing.T) {
	s := newScreen(t, 120, 40)
	s.tap("a")
	s.shows("Not checked: API keys (Bedrock), Git, Keyspaces and SSH credentials, certificates, passwords, MFA devices and roles.")
	s = newScreen(t, 60, 24)
	s.tap("a", "?", "G")
	s.shows("The audit is of access keys. Not checked: API keys")
}

// TestTheDemoSavesToAFolderOfItsOwn: a secret of the built-in account must not stand among real ones.
func TestTheDemoSavesToAFolderOfItsOwn(t *testing.T) {
	home := t.TempDir()
	folder := filepath.Join(home, "akia-demo")
	file := filepath.Join(home, ".aws", "credentials")
	s := newScreen(t, 160, 40, func(_ *fakeService, c *Config) {
		env := handover.Env{Home: home, Dir: home, Getenv: func(string) string { return file }}
		c.Demo, c.Env = true, env.Within(folder)
	})
	s.tap("j", "c", "y", "s")
	s.shows("DEMO: this account is built into akia", "Files are saved to ")
	s.tap("enter")
	s.shows("DEMO: ", filepath.Base(folder))
	s.tap("enter")
	s.shows("Write this?", "DEMO: ")
	s.tap("y")
	s.shows("Saved to")
	if got := readFile(t, filepath.Join(folder, ".aws", "credentials")); !strings.Contains(got, testSecret) {
		t.Errorf("the file holds %q", got)
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("the credentials file of the person was written")
	}
	s.tap("esc", "a", "x")
	s.shows("DEMO: ", "akia-demo")
}

func TestOnlyTheDemoSaysDemo(t *testing.T) {
	s, _ := secretScreen(t)
	s.tap("s")
	s.hides("DEMO")
}
