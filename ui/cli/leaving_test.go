package cli

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"akia/iamsvc/journal"
	"akia/iamsvc/local/localtest"
	"akia/ui/cli/clitest"
	"akia/ui/cli/terminal"
)

// departure is a program whose terminal is about to go, with a change under way.
type departure struct {
	*tty
	server *localtest.Server
	stderr *bytes.Buffer // apart from the screen: a terminal that is gone shows nothing
	home   string
}

// depart starts the program at a user without keys, with a fault that holds up the creation of one, and creates it.
func depart(t *testing.T, binary string, effect localtest.Effect) *departure {
	t.Helper()
	d := &departure{server: clitest.Serve(t, 3), stderr: &bytes.Buffer{}, home: t.TempDir()}
	user := clitest.NewUser(t, d.server, "leaver")
	d.server.Inject(localtest.Fault{Action: "CreateAccessKey", Effect: effect})
	cmd := commandOn(t, d.server, binary, user)
	cmd.Env = append(cmd.Env, "XDG_STATE_HOME="+d.home)
	cmd.Stderr = d.stderr
	d.tty = startIn(t, cmd)
	d.see("Keys of leaver", "No access keys.")
	d.press("c")
	d.see("Create an access key for leaver?")
	d.press("y")
	clitest.WaitFor(t, "the call", func() bool { return d.server.Count("CreateAccessKey") == 1 })
	return d
}

// outcome returns what the journal says of the one change.
func (d *departure) outcome() journal.Line {
	d.t.Helper()
	changes := clitest.Changes(d.t, filepath.Join(d.home, "akia", journal.FileName))
	if len(changes) != 1 || !changes[0].Ended() {
		d.t.Fatalf("the journal says %+v", changes)
	}
	return changes[0].Outcome
}

// wayOut is a way in which a program is told to end.
type wayOut struct {
	name   string
	take   func(d *departure) error
	status int
}

func waysOut() []wayOut {
	signal := func(sig os.Signal) func(*departure) error {
		return func(d *departure) error { return d.cmd.Process.Signal(sig) }
	}
	return []wayOut{
		{"INT", signal(os.Interrupt), 130},
		{"TERM", signal(syscall.SIGTERM), 143},
		{"HUP", signal(syscall.SIGHUP), 129},
		{"closed terminal", func(d *departure) error { return d.file.Close() }, 129},
		{"quit", func(d *departure) error {
			d.press("q")
			d.see("Quit while a change is under way?", "creation of an access key for leaver")
			d.press("y")
			return nil
		}, 0},
	}
}

// leaveBy takes a way out, and checks the status at the end of it.
func (d *departure) leaveBy(way wayOut) {
	d.t.Helper()
	if err := way.take(d); err != nil {
		d.t.Fatal(err)
	}
	if status := d.exitStatus(); status != way.status {
		d.t.Errorf("status %d, want %d", status, way.status)
	}
}

// Whatever ends the program waits for the answer to a change.
func waitsForTheEnd(t *testing.T, binary string) {
	for _, way := range waysOut() {
		if way.status != 0 { // it stays when a secret arrives
			t.Run(way.name+", an answer in time", func(t *testing.T) {
				t.Parallel()
				seesTheEnd(t, binary, way)
			})
		}
		t.Run(way.name+", no answer", func(t *testing.T) {
			t.Parallel()
			seesNoEnd(t, binary, way)
		})
	}
}

// An answer that does not come is told of and written down.
func seesNoEnd(t *testing.T, binary string, way wayOut) {
	d := depart(t, binary, localtest.HangAfter())
	began := time.Now()
	d.leaveBy(way)
	if took := time.Since(began); took < terminal.LeaveWait || took > patience {
		t.Errorf("took %v", took)
	}
	words := d.stderr.String()
	if strings.Count(words, "\n") != 1 || !strings.Contains(words, "creation of an access key for leaver was sent, and its end was not seen") {
		t.Errorf("said %q", words)
	}
	if l := d.outcome(); l.Result != journal.NotSeen || l.User != "leaver" || l.Account == "" {
		t.Errorf("the journal says %+v", l)
	}
}

// Of an answer that comes in time the secret is lost with the screen, so the key is named.
func seesTheEnd(t *testing.T, binary string, way wayOut) {
	d := depart(t, binary, localtest.DelayAnswer(2*time.Second))
	d.leaveBy(way)
	l := d.outcome()
	if l.Result != journal.Done || l.Key == "" {
		t.Fatalf("the journal says %+v", l)
	}
	words := d.stderr.String()
	if strings.Count(words, "\n") != 1 || !strings.Contains(words, "The secret of "+l.Key+" of leaver was not saved") {
		t.Errorf("said %q", words)
	}
	if secret, ok := d.server.Secret(l.Key); !ok || strings.Contains(words, secret) {
		t.Errorf("the secret is in %q", words)
	}
}

// Quitting is taken back when the secret arrives: it would be lost.
func staysForTheSecret(t *testing.T, binary string) {
	d := depart(t, binary, localtest.DelayAnswer(400*time.Millisecond))
	d.press("q")
	d.see("Quit while a change is under way?")
	d.press("y")
	d.see("••••")
	if l := d.outcome(); l.Result != journal.Done {
		t.Errorf("the journal says %+v", l)
	}
}

// A terminal that is closed while nothing is under way ends the program as the signal does.
func endsWithItsTerminal(t *testing.T, binary string) {
	var stderr bytes.Buffer
	cmd := command(t, binary, "--demo")
	cmd.Stderr = &stderr
	term := startIn(t, cmd)
	term.see("Users", "Keys of")
	if err := term.file.Close(); err != nil {
		t.Fatal(err)
	}
	if status := term.exitStatus(); status != 129 {
		t.Errorf("status %d, want 129", status)
	}
	if stderr.Len() > 0 {
		t.Errorf("said %q", stderr.String())
	}
}

// A child of a shell gets no signal when its terminal goes: it finds out by reading.
func endsWithoutASignal(t *testing.T, binary string) {
	status := filepath.Join(t.TempDir(), "status")
	cmd := command(t, "/bin/sh", "-c", `trap "" HUP; "$0" --demo; echo $? >"$1"`, binary, status)
	term := startIn(t, cmd)
	term.see("Users", "Keys of")
	if err := term.file.Close(); err != nil {
		t.Fatal(err)
	}
	term.exitStatus()
	text, err := os.ReadFile(status)
	if err != nil || strings.TrimSpace(string(text)) != "129" {
		t.Errorf("status %q, %v; want 129", text, err)
	}
}

// checkRefusedInFull checks that cmd ends with status 2 and one line, which may be longer than the screen is wide.
func checkRefusedInFull(t *testing.T, cmd *exec.Cmd, want string) {
	t.Helper()
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	term := startIn(t, cmd)
	status := term.exitStatus()
	line := stderr.String()
	if status != 2 || !strings.HasPrefix(line, "akia: ") || !strings.Contains(line, want) || strings.Count(line, "\n") != 1 {
		t.Errorf("status %d and %q; want 2 and one line about %q", status, line, want)
	}
	if term.full {
		t.Error("the screen was taken")
	}
}

func refusesDebugFile(t *testing.T, binary string) {
	path := filepath.Join(t.TempDir(), "log")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	checkRefusedInFull(t, command(t, binary, "--demo", "--debug", filepath.Dir(path)), "cannot be opened: is a directory")
	checkRefusedInFull(t, command(t, binary, "--demo", "--debug", path), "is open to others (mode 0644): run chmod 600 on it")
}

// Nobody is to find out in an emergency that nothing can be changed.
func refusesWithoutAJournal(t *testing.T, binary string) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	server := clitest.Serve(t, 3)
	on := func(args ...string) *exec.Cmd {
		cmd := commandOn(t, server, binary, args...)
		cmd.Env = append(cmd.Env, "XDG_STATE_HOME="+file)
		return cmd
	}
	checkRefusedInFull(t, on(), "; --no-journal does without it")
	for _, flag := range []string{"--no-journal", "--read-only"} {
		term := startIn(t, on(flag))
		term.see("Users", "Keys of")
		term.press(ctrlC)
		if status := term.exitStatus(); status != 130 {
			t.Errorf("%s: status %d, want 130", flag, status)
		}
	}
}
