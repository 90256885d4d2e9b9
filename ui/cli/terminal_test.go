package cli

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"

	"akia/iamsvc/local/localtest"
	"akia/ui/action"
)

const (
	screenWidth  = 120
	screenHeight = 30
	// patience is how long a test waits for what must come; it takes as long only when the test fails.
	patience = 20 * time.Second
)

// buildBinary builds the program as it is released, without the tables for debuggers, but from the packages that the
// tests were built from: with -trimpath each would be compiled once more.
func buildBinary(tb testing.TB) string {
	tb.Helper()
	if testing.Short() {
		tb.Skip("builds and runs the binary")
	}
	if runtime.GOOS == "windows" {
		tb.Skip("has no pseudo-terminals of this kind")
	}
	binary := filepath.Join(tb.TempDir(), "akia")
	build := exec.CommandContext(tb.Context(), "go", "build", "-buildvcs=false", "-ldflags=-s -w", "-o", binary, "akia")
	if out, err := build.CombinedOutput(); err != nil {
		tb.Fatalf("go build: %v\n%s", err, out)
	}
	return binary
}

// command returns the command that runs the binary with nothing of the environment that the tests run in.
func command(tb testing.TB, binary string, args ...string) *exec.Cmd {
	tb.Helper()
	cmd := exec.CommandContext(tb.Context(), binary, args...)
	cmd.Env = []string{"HOME=" + tb.TempDir(), "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color", "LANG=C.UTF-8"}
	return cmd
}

// commandOn returns the command that runs the binary on a server's account, as its administrator.
func commandOn(tb testing.TB, server *localtest.Server, binary string, args ...string) *exec.Cmd {
	tb.Helper()
	id, secret := server.Admin()
	cmd := command(tb, binary, args...)
	cmd.Env = append(cmd.Env, "AWS_ENDPOINT_URL="+server.URL(), "AWS_ACCESS_KEY_ID="+id, "AWS_SECRET_ACCESS_KEY="+secret)
	return cmd
}

// tty is a pseudo-terminal that a program runs in, and the screen that it draws.
type tty struct {
	t    *testing.T
	cmd  *exec.Cmd
	file *os.File
	// changed receives after the screen has changed; it is closed when the program has let go of the terminal.
	changed chan struct{}

	mu     sync.Mutex
	raw    []byte // all that the program has written
	screen *vt.Emulator
	cursor bool // whether it is shown
	// full is whether the program has ever taken the alternate screen.
	full bool
	// touched is when the screen changed, or a key was pressed, last.
	touched time.Time
}

// startIn starts cmd in a terminal of its own.
func startIn(t *testing.T, cmd *exec.Cmd) *tty {
	t.Helper()
	file, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: screenHeight, Cols: screenWidth})
	if err != nil {
		t.Fatal(err)
	}
	term := &tty{
		t: t, cmd: cmd, file: file, cursor: true,
		changed: make(chan struct{}, 1),
		screen:  vt.NewEmulator(screenWidth, screenHeight),
	}
	term.screen.SetCallbacks(vt.Callbacks{
		CursorVisibility: func(visible bool) { term.cursor = visible },
		AltScreen:        func(on bool) { term.full = term.full || on },
	})
	answers, _ := term.screen.InputPipe().(io.Closer)
	answered := make(chan struct{})
	go func() {
		defer close(answered)
		_, _ = io.Copy(file, term.screen)
	}()
	go term.draw()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		for range term.changed {
		}
		_ = cmd.Wait()
		_ = answers.Close()
		<-answered
		_ = file.Close()
	})
	return term
}

// draw puts what the program writes on the screen until nobody can write any more.
func (s *tty) draw() {
	defer close(s.changed)
	chunk := make([]byte, 32<<10)
	for {
		n, err := s.file.Read(chunk)
		if err != nil {
			return
		}
		s.mu.Lock()
		s.raw = append(s.raw, chunk[:n]...)
		_, _ = s.screen.Write(chunk[:n])
		s.touched = time.Now()
		s.mu.Unlock()
		select {
		case s.changed <- struct{}{}:
		default:
		}
	}
}

// text returns what is on the screen.
func (s *tty) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.screen.String()
}

// alternate reports whether the alternate screen is shown.
func (s *tty) alternate() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.screen.IsAltScreen()
}

// written returns every byte that the program has written.
func (s *tty) written() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return string(s.raw)
}

// press types keys, as the bytes that a terminal sends: what has come onto the screen takes no answer at first.
func (s *tty) press(keys string) {
	s.t.Helper()
	s.settle()
	s.mu.Lock()
	s.touched = time.Now()
	s.mu.Unlock()
	if _, err := io.WriteString(s.file, keys); err != nil {
		s.t.Fatal(err)
	}
}

// click clicks on a text, as the bytes that a terminal sends.
func (s *tty) click(words string) {
	s.t.Helper()
	for y, line := range strings.Split(s.text(), "\n") {
		if i := strings.Index(line, words); i >= 0 {
			at := fmt.Sprintf("\x1b[<0;%d;%d", utf8.RuneCountInString(line[:i])+1, y+1)
			s.press(at + "M")
			s.press(at + "m")
			return
		}
	}
	s.t.Fatalf("%q is not on the screen:\n%s", words, s.text())
}

// settle waits until what is on the screen has been there for so long that it takes an answer.
func (s *tty) settle() {
	const still = action.Settle + 50*time.Millisecond
	s.mu.Lock()
	touched := s.touched
	s.mu.Unlock()
	time.Sleep(time.Until(touched.Add(still)))
}

// see waits until the screen shows each of these texts at once.
func (s *tty) see(texts ...string) {
	s.t.Helper()
	patterns := make([]*regexp.Regexp, len(texts))
	for i, text := range texts {
		patterns[i] = regexp.MustCompile(regexp.QuoteMeta(text))
	}
	s.match(patterns...)
}

// match waits until the screen matches each of the patterns at once, and returns the submatches of the first.
func (s *tty) match(patterns ...*regexp.Regexp) []string {
	s.t.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		screen := s.text()
		missing := slices.IndexFunc(patterns, func(p *regexp.Regexp) bool { return !p.MatchString(screen) })
		if missing < 0 {
			return patterns[0].FindStringSubmatch(screen)
		}
		select {
		case _, open := <-s.changed:
			if !open {
				s.t.Fatalf("ended without showing %s:\n%s", patterns[missing], screen)
			}
		case <-late.C:
			s.t.Fatalf("never showed %s:\n%s", patterns[missing], screen)
		}
	}
}

// exitStatus waits for the end of the program and returns its status.
func (s *tty) exitStatus() int {
	s.t.Helper()
	late := time.AfterFunc(patience, func() {
		s.t.Errorf("still runs:\n%s", s.text())
		_ = s.cmd.Process.Kill()
	})
	defer late.Stop()
	for range s.changed {
	}
	_ = s.cmd.Wait()
	return s.cmd.ProcessState.ExitCode()
}

// checkRestored checks that the program had the whole screen and gave the terminal back.
func (s *tty) checkRestored() {
	s.t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.full {
		s.t.Error("the alternate screen was never taken")
	}
	if s.screen.IsAltScreen() {
		s.t.Error("the alternate screen was not left")
	}
	if !s.cursor {
		s.t.Error("the cursor is still hidden")
	}
}
