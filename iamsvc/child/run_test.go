//go:build unix

package child

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// sh is a command that runs a script.
func sh(script string) Command {
	return Command{Argv: []string{"sh", "-c", script}, MaxOutput: 1024, Limit: 20 * time.Second}
}

func TestProgramHasNoPartOfTheTerminal(t *testing.T) {
	out, err := Run(t.Context(), sh(`read line && echo "read $line"; (: </dev/tty) 2>/dev/null && echo "has a terminal"; echo end`))
	if err != nil || string(out) != "end\n" {
		t.Errorf("%q, %v", out, err)
	}
}

func TestProgramReadsWhatItIsGiven(t *testing.T) {
	c := sh("cat")
	c.Stdin = []byte("secret")
	if out, err := Run(t.Context(), c); err != nil || string(out) != "secret" {
		t.Errorf("%q, %v", out, err)
	}
}

func TestFailuresSayWhatTheProgramSaid(t *testing.T) {
	folder := t.TempDir()
	plain := filepath.Join(folder, "plain")
	if err := os.WriteFile(plain, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	const secret, token = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "IQoJb3JpZ2luX2VjEJr"
	for name, c := range map[string]struct {
		command Command
		want    string
	}{
		"status":          {sh("exit 3"), "failed with status 3"},
		"last line":       {sh("echo first >&2; echo 'no session.' >&2; echo >&2; exit 1"), "failed with status 1: no session"},
		"carriage return": {sh(`printf 'working\rfailed\r\n' >&2; exit 1`), "failed with status 1: failed"},
		"controls":        {sh(`printf '\033[31mred\033[0m\a \033]0;title\007\302\233x\342\200\256y' >&2; exit 1`), "failed with status 1: red xy"},
		"stdout":          {sh("echo LEAKED; exit 1"), "failed with status 1"},
		"secret":          {sh("echo 'got " + secret + " here' >&2; exit 1"), "failed with status 1: got … here"},
		"secret set":      {sh("echo 'SECRET=" + secret + "' >&2; exit 1"), "failed with status 1: SECRET=…"},
		"token":           {sh("echo 'got " + strings.Repeat(token, 8) + "==' >&2; exit 1"), "failed with status 1: got …"},
		"long":            {sh("printf '%0300d' 0 | tr 0 - >&2; exit 1"), "failed with status 1: " + strings.Repeat("-", 200) + "…"},
		"much":            {sh("i=0; while [ $i -lt 3000 ]; do echo line $i >&2; i=$((i+1)); done; exit 1"), "failed with status 1: line 2999"},
		"signal":          {sh("kill -9 $$"), "was ended by a signal (signal: killed)"},
		"too much":        {sh("while :; do echo LEAKED; done"), "printed more than 1 KiB and was stopped"},
		"missing":         {Command{Argv: []string{folder + "/nope"}}, "could not be started: there is no program " + folder + "/nope"},
		"not on the path": {Command{Argv: []string{"no-such-program-here"}}, "could not be started: there is no program no-such-program-here"},
		"not executable":  {Command{Argv: []string{plain}}, "could not be started: " + plain + " is not executable"},
	} {
		t.Run(name, func(t *testing.T) {
			out, err := Run(t.Context(), c.command)
			if err == nil || err.Error() != c.want || out != nil {
				t.Errorf("%q, %v\nwant %s", out, err, c.want)
			}
		})
	}
}

// TestProgramThatHangsIsEnded ends a program together with one that it has started.
func TestProgramThatHangsIsEnded(t *testing.T) {
	note := filepath.Join(t.TempDir(), "pid")
	c := sh("sleep 300 & echo $! >" + note + "; echo waiting >&2; wait")
	c.Limit = 500 * time.Millisecond
	start := time.Now()
	_, err := Run(t.Context(), c)
	if err == nil || err.Error() != "did not end within 0.5 s and was stopped: waiting" {
		t.Errorf("%v", err)
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
	text, err := os.ReadFile(note)
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(10 * time.Second); !dead(pid); {
		if time.Now().After(end) {
			t.Fatal("what the program has started is still running")
		}
	}
}

// dead reports whether a process has ended; one that nobody has waited for has, too.
func dead(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return true
	}
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return err != nil || strings.Contains(string(stat), ") Z ")
}

func TestCallerCanEndAProgram(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Run(ctx, sh("sleep 300")); err == nil || err.Error() != "was stopped" {
		t.Errorf("%v", err)
	}
}

// TestProgramMayLeaveOneRunning has a program end while another that it has started keeps its output open.
func TestProgramMayLeaveOneRunning(t *testing.T) {
	for name, stays := range map[string]bool{"for its output": false, "and stay": true} {
		t.Run(name, func(t *testing.T) {
			c := sh("sleep 20 & echo $!")
			c.Stays = stays
			start := time.Now()
			if _, err := Run(t.Context(), c); err != nil {
				t.Error(err)
			}
			if took := time.Since(start); took > 15*time.Second {
				t.Errorf("it took %s", took)
			}
		})
	}
	c := Command{Argv: []string{"sh", "-c", "cat >/dev/null; echo 'no display' >&2; exit 1"}, Stdin: []byte("x"), Stays: true}
	if _, err := Run(t.Context(), c); err == nil || err.Error() != "failed with status 1: no display" {
		t.Errorf("%v", err)
	}
}
