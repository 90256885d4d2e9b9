package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"akia/iamsvc/handover"
)

// secretScreen opens the window of bob's new secret, with a home folder of its own.
func secretScreen(t *testing.T) (*screen, string) {
	t.Helper()
	home := t.TempDir()
	s := newScreen(t, 120, 40, func(_ *fakeService, c *Config) { c.Env = handover.Env{Home: home, Dir: home} })
	s.tap("j", "c", "y")
	s.shows("New access key of bob")
	return s, home
}

func TestSecretIsSavedToAFileAfterAPreview(t *testing.T) {
	s, home := secretScreen(t)
	s.tap("s", "j", "enter") // the second kind of place: CSV
	s.shows("CSV for aws configure import", "bob_AKIANEWKEY0000000001.csv")
	s.tap("enter")
	s.shows("Write this?", "••••")
	s.hides(testSecret)
	if files, _ := os.ReadDir(home); len(files) != 0 {
		t.Fatalf("%d files were written before the preview was agreed to", len(files))
	}
	s.tap("y")
	s.shows("Saved to", "New access key of bob")
	files, _ := os.ReadDir(home)
	if len(files) != 1 {
		t.Fatalf("%d files were written", len(files))
	}
	got, err := os.ReadFile(filepath.Join(home, files[0].Name()))
	if err != nil || !strings.Contains(string(got), testSecret) {
		t.Fatalf("the file holds %q, %v", got, err)
	}
	s.tap("esc") // saved: closes without a question
	s.hides("New access key", "Discard")
}

func TestSecretThatCouldNotBeSavedIsNotSaved(t *testing.T) {
	s, home := secretScreen(t)
	s.tap("s", "j", "enter")
	for range 200 {
		s.press("backspace")
	}
	s.typeText(filepath.Join(home, "file", "in", "file"))
	if err := os.WriteFile(filepath.Join(home, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s.tap("enter")
	s.shows("New access key of bob")
	s.hides("Saved to", "Write this?")
	s.tap("esc")
	s.shows("Discard the secret?")
}

func TestSavingIsLeftWithoutASaving(t *testing.T) {
	s, home := secretScreen(t)
	s.tap("s", "esc")
	s.shows("New access key of bob")
	s.tap("s", "j", "enter", "enter", "esc")
	s.shows("New access key of bob")
	if files, _ := os.ReadDir(home); len(files) != 0 {
		t.Errorf("%d files were written", len(files))
	}
	s.tap("esc")
	s.shows("Discard the secret?")
}

func TestFileThatExistsIsReplacedOnlyWhenAsked(t *testing.T) {
	s, home := secretScreen(t)
	path := filepath.Join(home, "bob_AKIANEWKEY0000000001.csv")
	if err := os.WriteFile(path, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.tap("s", "j", "enter", "enter")
	s.shows("Write this?", "It already has", "Replace")
	s.tap("enter") // the button that destroys is not in focus
	if got, _ := os.ReadFile(path); string(got) != "precious" {
		t.Fatalf("the file was replaced by enter: %q", got)
	}
	s.tap("s", "j", "enter", "enter", "y")
	if got, _ := os.ReadFile(path); !strings.Contains(string(got), testSecret) {
		t.Errorf("the file holds %q", got)
	}
}
