package cli

import (
	"bytes"
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"akia/iamsvc/journal"
	"akia/iamsvc/local/localtest"
	"akia/ui/action"
	"akia/ui/cli/clitest"
)

// traces is where a secret may have got to.
type traces struct {
	screen string // every byte to the terminal: the title and copies with it
	stderr string
	log    string // what --debug has written
	kept   string // what is in the journal
	secret string
	keyID  string
}

// createWith runs the program with everything on that writes something down, creates a key, has then act on the
// window of its secret, and ends the program.
func createWith(t *testing.T, binary string, then func(term *tty, secret string)) traces {
	t.Helper()
	var (
		found  traces
		stderr bytes.Buffer
	)
	folder := t.TempDir()
	server := clitest.Serve(t, 3)
	user := clitest.NewUser(t, server, "leaver")
	cmd := commandOn(t, server, binary, "--debug", filepath.Join(folder, "log"), user)
	cmd.Env = append(cmd.Env, "XDG_STATE_HOME="+folder, "TEA_TRACE="+filepath.Join(folder, "trace"), "TEA_DEBUG=true",
		"SSH_CONNECTION=192.0.2.1 50000 192.0.2.2 22") // the clipboard of whoever runs the test is left alone
	cmd.Dir = folder // where something that dumps would dump
	cmd.Stderr = &stderr
	term := startIn(t, cmd)
	term.see("Keys of leaver", "No access keys.")
	term.press("c")
	term.see("Create an access key for leaver?")
	term.press("y")
	term.see("••••")
	opened := time.Now()
	clitest.WaitFor(t, "the window takes keys", func() bool { return time.Since(opened) > action.Settle })
	kept := filepath.Join(folder, "akia", journal.FileName)
	found.keyID, found.secret = newest(t, server, kept)
	then(term, found.secret)
	if err := term.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if status := term.exitStatus(); status != 130 {
		t.Errorf("status %d, want 130", status)
	}
	found.screen, found.stderr = term.written(), stderr.String()
	found.log = clitest.Contents(t, filepath.Join(folder, "log"))
	found.kept = clitest.Contents(t, kept)
	checkNoFile(t, folder, found.secret)
	return found
}

// newest returns the key that was created in the journal at path, and the secret that the server has for it.
func newest(t *testing.T, server *localtest.Server, path string) (keyID, secret string) {
	t.Helper()
	changes := clitest.Changes(t, path)
	if len(changes) != 1 || changes[0].Outcome.Key == "" {
		t.Fatalf("the journal says %+v", changes)
	}
	secret, ok := server.Secret(changes[0].Outcome.Key)
	if !ok || secret == "" {
		t.Fatal("the key has no secret")
	}
	return changes[0].Outcome.Key, secret
}

// checkNoFile checks that no file below a folder holds the secret.
func checkNoFile(t *testing.T, folder, secret string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() && holds(clitest.Contents(t, path), secret) {
			t.Errorf("the secret is in %s", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// holds reports whether a text holds the secret in any form that it might take.
func holds(text, secret string) bool {
	return strings.Contains(text, secret) ||
		strings.Contains(text, base64.StdEncoding.EncodeToString([]byte(secret))) ||
		strings.Contains(text, strings.ReplaceAll(secret, "/", `\/`)) ||
		strings.Contains(strings.NewReplacer("\n", "", "\r", "", " ", "").Replace(text), secret)
}

// A secret that was not asked for is nowhere.
func keepsTheSecret(t *testing.T, binary string) {
	found := createWith(t, binary, func(*tty, string) {})
	for name, text := range map[string]string{
		"screen": found.screen, "stderr": found.stderr, "log": found.log, "journal": found.kept,
	} {
		if text == "" {
			t.Errorf("nothing was written to the %s", name)
		}
		if holds(text, found.secret) {
			t.Errorf("the secret is in the %s", name)
		}
	}
	if !strings.Contains(found.log, "op=CreateAccessKey subject=leaver") || !strings.Contains(found.kept, found.keyID) {
		t.Errorf("log:\n%s\njournal:\n%s", found.log, found.kept)
	}
	if words := found.stderr; !strings.Contains(words, found.keyID) {
		t.Errorf("said %q", words)
	}
}

// A secret that was asked for is where it was asked for, and nowhere else: shown it is on the screen, copied in a copy.
func tellsTheSecretWhereAsked(t *testing.T, binary string) {
	var shown, copied string
	found := createWith(t, binary, func(term *tty, secret string) {
		copied = "\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte(secret))
		term.press("y")
		clitest.WaitFor(t, "the copy", func() bool { return strings.Contains(term.written(), copied) })
		shown = term.written()
		term.press("v")
		term.see(secret)
	})
	if strings.Contains(shown, found.secret) {
		t.Error("the secret was on the screen before it was asked for")
	}
	screen := found.screen
	if n := strings.Count(screen, base64.StdEncoding.EncodeToString([]byte(found.secret))); n != 1 {
		t.Errorf("the secret was copied %d times, want once", n)
	}
	for _, title := range []string{"\x1b]0;", "\x1b]1;", "\x1b]2;"} {
		for _, after := range strings.Split(screen, title)[1:] {
			if text, _, _ := strings.Cut(after, "\a"); holds(text, found.secret) {
				t.Error("the secret is in the window title")
			}
		}
	}
	for name, text := range map[string]string{"stderr": found.stderr, "log": found.log, "journal": found.kept} {
		if holds(text, found.secret) {
			t.Errorf("the secret is in the %s", name)
		}
	}
}
