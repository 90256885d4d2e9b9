package cli

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"unicode"

	"github.com/creack/pty"
)

const ctrlC = "\x03"

// TestMain has more tests run side by side than there are processors: those of the binary wait for most of their time.
func TestMain(m *testing.M) {
	if script, asked := os.LookupEnv(handsOver); asked {
		os.Exit(runHandsOver(script))
	}
	flag.Parse()
	if parallel := flag.Lookup("test.parallel"); parallel.Value.String() == parallel.DefValue {
		_ = parallel.Value.Set(strconv.Itoa(4 * runtime.GOMAXPROCS(0)))
	}
	os.Exit(m.Run())
}

// TestProgram drives the real binary in a pseudo-terminal.
func TestProgram(t *testing.T) {
	binary := buildBinary(t)
	for _, test := range []struct {
		name string
		run  func(t *testing.T, binary string)
	}{
		{"the commands of the README", runsTheReadme},
		{"shows, toggles and offers the undo", toggles},
		{"opens at the user that is named", opensAt},
		{"ctrl+c", endsByCtrlC},
		{"INT", func(t *testing.T, b string) { endsBySignal(t, b, os.Interrupt, 130) }},
		{"TERM", func(t *testing.T, b string) { endsBySignal(t, b, syscall.SIGTERM, 143) }},
		{"HUP", func(t *testing.T, b string) { endsBySignal(t, b, syscall.SIGHUP, 129) }},
		{"TERM before a secret is saved", tellsOfTheSecret},
		{"a change under way at the end", waitsForTheEnd},
		{"a secret that arrives while quitting", staysForTheSecret},
		{"closed terminal", endsWithItsTerminal},
		{"closed terminal without a signal", endsWithoutASignal},
		{"log that others can read", refusesDebugFile},
		{"journal that cannot be kept", refusesWithoutAJournal},
		{"a secret that is not asked for", keepsTheSecret},
		{"a secret that is asked for", tellsTheSecretWhereAsked},
		{"NO_COLOR of any value", drawsWithoutColour},
		{"locale without UTF-8", drawsASCII},
		{"thresholds of a file and of a flag", goesByTheConfig},
		{"the mouse", takesTheMouse},
		{"output to a pipe", refusesPipe},
		{"input from a file", refusesInput},
		{"unknown profile", refusesProfile},
		{"demo-server", serves},
		{"report", printsAReport},
		{"a new user with a policy and a key", makesAUser},
		{"a rotation from beginning to end", rotates},
		{"calls", asksLittle},
		{"silence at rest", restsSilently},
		{"size", staysSmall},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			test.run(t, binary)
		})
	}
}

// The environment of another account must not reach the built-in one.
func toggles(t *testing.T, binary string) {
	cmd := command(t, binary, "--demo")
	cmd.Env = append(cmd.Env, "AWS_PROFILE=nobody", "AWS_ENDPOINT_URL=http://127.0.0.1:1", "AWS_SESSION_TOKEN=stale")
	term := startIn(t, cmd)
	term.see("Users", "Keys of", "DEMO")
	key := term.match(regexp.MustCompile(`› (AKIA\w+)\s+\S (active|inactive)`))
	becomes := map[string]string{"active": "inactive", "inactive": "active"}[key[2]]
	term.press("t")
	term.match(regexp.MustCompile(`ctivate access key ` + key[1] + `\?`))
	term.press("y")
	term.match(regexp.MustCompile(`› `+key[1]+`\s+\S `+becomes), regexp.MustCompile(`✓ .*u undo`))
	term.press("q")
	if status := term.exitStatus(); status != 0 {
		t.Errorf("status %d after q, want 0", status)
	}
	term.checkRestored()
}

func opensAt(t *testing.T, binary string) {
	term := startIn(t, command(t, binary, "--demo", "--demo-users", "0", "--", "demo-server"))
	term.see("demo-server")
	term.press(ctrlC)
	term.exitStatus()
}

func endsByCtrlC(t *testing.T, binary string) {
	term := startIn(t, command(t, binary, "--demo"))
	term.see("Users", "Keys of")
	term.press(ctrlC)
	if status := term.exitStatus(); status != 130 {
		t.Errorf("status %d, want 130", status)
	}
	term.checkRestored()
}

func endsBySignal(t *testing.T, binary string, sig os.Signal, want int) {
	term := startIn(t, command(t, binary, "--demo"))
	term.see("Users")
	if err := term.cmd.Process.Signal(sig); err != nil {
		t.Fatal(err)
	}
	if status := term.exitStatus(); status != want {
		t.Errorf("status %d, want %d", status, want)
	}
	term.checkRestored()
}

// The secret is lost with the screen: the key must be named where the person still sees it.
func tellsOfTheSecret(t *testing.T, binary string) {
	term := startIn(t, command(t, binary, "--demo", "--demo-users", "0"))
	term.see("Keys of akia-admin", "active")
	term.press("c")
	term.see("Create an access key for akia-admin?")
	term.press("y")
	term.see("••••")
	if err := term.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if status := term.exitStatus(); status != 143 {
		t.Errorf("status %d, want 143", status)
	}
	term.checkRestored()
	if text := term.text(); !regexp.MustCompile(`AKIA\w{16} of akia-admin was not saved`).MatchString(text) {
		t.Errorf("left behind:\n%s", text)
	}
}

func drawsWithoutColour(t *testing.T, binary string) {
	cmd := command(t, binary, "--demo")
	cmd.Env = append(cmd.Env, "NO_COLOR=yes", "COLORTERM=truecolor")
	term := startIn(t, cmd)
	term.see("Users", "Keys of")
	term.mu.Lock()
	defer term.mu.Unlock()
	sgr := regexp.MustCompile(`\x1b\[([\d;]*;)?([34][0-8]|9[0-7]|10[0-7])[;m]`)
	if colour := sgr.FindString(term.screen.Render()); colour != "" {
		t.Errorf("colour %q", colour)
	}
}

func drawsASCII(t *testing.T, binary string) {
	cmd := command(t, binary, "--demo")
	cmd.Env = append(cmd.Env, "LC_ALL=C")
	term := startIn(t, cmd)
	term.see("Users", "Keys of")
	for _, r := range term.text() {
		if r > unicode.MaxASCII {
			t.Fatalf("%q is not ASCII, in\n%s", r, term.text())
		}
	}
}

func refusesPipe(t *testing.T, binary string) {
	master, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = master.Close(), tty.Close() }()
	var stdout, stderr bytes.Buffer
	cmd := command(t, binary, "--demo")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, &stdout, &stderr
	_ = cmd.Run()
	const want = "akia: standard output is not a terminal; akia needs one to draw on\n"
	if status := cmd.ProcessState.ExitCode(); status != 2 || stdout.Len() > 0 || stderr.String() != want {
		t.Errorf("status %d, stdout %q, stderr %q", status, stdout.String(), stderr.String())
	}
}

func refusesInput(t *testing.T, binary string) {
	checkRefused(t, command(t, "/bin/sh", "-c", binary+" --demo </dev/null"), "standard input is not a terminal")
}

// checkRefused checks that cmd, in a terminal, ends with status 2 and one line on it, before the screen is taken.
func checkRefused(t *testing.T, cmd *exec.Cmd, want string) {
	t.Helper()
	term := startIn(t, cmd)
	status := term.exitStatus()
	text := strings.TrimSpace(term.text())
	if status != 2 || !strings.HasPrefix(text, "akia: ") || !strings.Contains(text, want) || strings.Contains(text, "\n") {
		t.Errorf("status %d and\n%s\nwant 2 and one line about %q", status, text, want)
	}
	if term.full {
		t.Error("the screen was taken")
	}
}

func refusesProfile(t *testing.T, binary string) {
	checkRefused(t, command(t, binary, "--profile", "nobody"), "nobody")
}

func serves(t *testing.T, binary string) {
	term := startIn(t, command(t, binary, "demo-server", "--users", "0"))
	term.see("export AWS_ENDPOINT_URL=http://127.0.0.1:", "export AWS_SECRET_ACCESS_KEY=", "unset AWS_SESSION_TOKEN")
	term.press(ctrlC)
	if status := term.exitStatus(); status != 0 {
		t.Errorf("status %d after ctrl+c, want 0", status)
	}
}
