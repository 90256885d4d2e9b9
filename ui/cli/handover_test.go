package cli

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"reflect"
	"strings"
	"syscall"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"

	"akia/iamsvc/child"
	"akia/ui"
	"akia/ui/cli/system"
	"akia/ui/cli/terminal"
	"akia/ui/keyboard"
	"akia/ui/stage"
)

// handsOver is set in the environment of a test program that gives its terminal to the script in it.
const handsOver = "AKIA_TEST_HANDS_OVER"

// borrowed is a screen that gives its terminal away at x, and shows how that ended and the keys it got.
type borrowed struct {
	give   stage.HandOver
	script string
	keys   string
	end    string
	signal string
}

// backMsg says how what had the terminal has ended.
type backMsg string

func (b *borrowed) Init() tea.Cmd { return nil }

func (b *borrowed) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var key tea.KeyPressMsg
	switch msg := msg.(type) {
	case backMsg:
		b.end = string(msg)
		return b, nil
	case tea.KeyPressMsg:
		key = msg
	case keyboard.Fast:
		key = msg.Key
	default:
		if msg == ui.Signal(os.Interrupt) || msg == ui.Signal(syscall.SIGTERM) {
			b.signal += fmt.Sprint(msg)
			return b, tea.Quit
		}
		return b, nil
	}
	switch key.String() {
	case "q":
		return b, tea.Quit
	case "x":
		p := stage.Program{Command: child.Command{Argv: []string{"sh", "-c", b.script}, MaxOutput: 100}, Title: "Its title"}
		return b, b.give(p, func(out []byte, err error) tea.Msg { return backMsg(fmt.Sprintf("out=%q err=%v", out, err)) })
	}
	b.keys += key.String()
	return b, nil
}

func (b *borrowed) View() tea.View {
	v := tea.NewView("SCREEN keys=" + b.keys + ".\n" + b.end)
	v.AltScreen = true
	return v
}

// runHandsOver is the test program.
func runHandsOver(script string) int {
	sys := system.OS()
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	keys := terminal.NewKeyboard(sys.Stdin, signals)
	over := terminal.NewHandOver(sys, keys)
	b := &borrowed{give: over.Give(), script: script}
	p := &terminal.Program{System: sys, Keys: keys, Signals: signals, HandOver: over}
	if err := p.Run(context.Background(), b); err != nil {
		return 1
	}
	sys.Say("left with keys=" + b.keys + " signal=" + b.signal)
	return 0
}

// startHandsOver starts the test program with what is to be run in its terminal.
func startHandsOver(t *testing.T, script string) *tty {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := command(t, self)
	cmd.Env = append(cmd.Env, handsOver+"="+script)
	term := startIn(t, cmd)
	term.see("SCREEN")
	return term
}

func TestAProgramIsAskedAPersonOnTheWholeTerminal(t *testing.T) {
	t.Parallel()
	s := startHandsOver(t, `printf 'code? ' >&2; read -r line; echo "got $line"`)
	s.press("x")
	s.see("Its title", "code?")
	if s.alternate() {
		t.Error("the screen of the program is that of akia")
	}
	s.press("123456\rtyp")
	s.see("SCREEN keys=.", `out="got 123456\n" err=<nil>`)
	s.press("k")
	s.see("SCREEN keys=k.")
	s.press("q")
	if status := s.exitStatus(); status != 0 {
		t.Errorf("status %d", status)
	}
	s.checkRestored()
	checkTitle(t, s.written())
}

// checkTitle checks that the program runs below the title that the window had before akia.
func checkTitle(t *testing.T, written string) {
	t.Helper()
	rest := written
	for _, next := range []string{"\x1b[22;2t", "\x1b[23;2t", "\x1b[22;2t", "Its title", "SCREEN", "\x1b[23;2t"} {
		_, after, found := strings.Cut(rest, next)
		if !found {
			t.Fatalf("%q does not come in its turn in %q", next, written)
		}
		rest = after
	}
}

func TestWhatAFailedProgramSaysCanBeRead(t *testing.T) {
	t.Parallel()
	s := startHandsOver(t, "echo 'no such account' >&2; exit 3")
	s.press("x")
	s.see("no such account", "Press enter to go back to akia.")
	s.press("kk\r")
	s.see("SCREEN keys=.", "failed with status 3")
}

func TestInterruptingAProgramLeavesAkiaAsItIs(t *testing.T) {
	t.Parallel()
	s := startHandsOver(t, "echo ready >&2; exec sleep 300")
	s.press("x")
	s.see("ready")
	s.press(ctrlC)
	s.see("SCREEN keys=.", "was ended by a signal")
	s.press("q")
	s.exitStatus()
	if !strings.Contains(s.written(), "left with keys= signal=\r\n") {
		t.Errorf("akia got the signal, too: %q", s.written())
	}
}

func TestASignalToEndEndsTheProgramThatHasTheTerminal(t *testing.T) {
	t.Parallel()
	for name, script := range map[string]string{
		"runs":              "echo ready >&2; exec sleep 300",
		"does not listen":   "trap '' TERM; echo ready >&2; while :; do sleep 1; done",
		"has ended, unread": "echo ready >&2; exit 1",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := startHandsOver(t, script)
			s.press("x")
			s.see("ready")
			if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
			if s.exitStatus(); !strings.Contains(s.written(), "signal={15}") {
				t.Errorf("akia did not end by the signal: %q", s.written())
			}
		})
	}
}

func TestAProgramThatLeavesTheTerminalInItsOwnModesDoesNoHarm(t *testing.T) {
	t.Parallel()
	s := startHandsOver(t, "stty -echo -icanon -isig")
	before, err := term.GetState(s.file.Fd())
	if err != nil {
		t.Fatal(err)
	}
	s.press("x")
	s.see("err=<nil>")
	during, err := term.GetState(s.file.Fd())
	if err != nil || !reflect.DeepEqual(before, during) {
		t.Errorf("the screen has other modes than before: %v, then %v, %v", before, during, err)
	}
	s.press("q")
	s.exitStatus()
}
