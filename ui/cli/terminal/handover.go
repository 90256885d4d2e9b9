package terminal

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"sync"
	"syscall"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/term"

	"akia/iamsvc/child"
	"akia/ui/cli/system"
	"akia/ui/keyboard"
	"akia/ui/stage"
)

// HandOver gives the terminal to other programs, one at a time. Make it with NewHandOver.
type HandOver struct {
	tty  child.Terminal
	keys *keyboard.Keyboard

	mu      sync.Mutex
	stop    context.CancelFunc // ends what has the terminal; nil while akia has it
	waiting bool               // the program has ended, and enter is awaited
}

// NewHandOver returns nil where there is no terminal to give.
func NewHandOver(sys system.System, keys *keyboard.Keyboard) *HandOver {
	out, ok := sys.Stdout.(*os.File)
	if keys.File == nil || !ok {
		return nil
	}
	return &HandOver{tty: child.Terminal{In: keys.File, Out: out}, keys: keys}
}

// Give returns what gives the terminal away; nil where there is none to give.
func (h *HandOver) Give() stage.HandOver {
	if h == nil {
		return nil
	}
	return h.give
}

// give implements stage.HandOver. The screen has been taken away by the time the program starts, and comes back when it
// has ended.
func (h *HandOver) give(p stage.Program, ended func([]byte, error) tea.Msg) tea.Cmd {
	t := &turn{HandOver: h, program: p}
	return tea.Exec(t, func(err error) tea.Msg { return ended(t.out, err) })
}

// passes tells what has the terminal of a signal to akia, and reports whether the signal is not akia's own: ctrl+c is
// meant for the program, which has got it from the terminal itself.
func (h *HandOver) passes(sig os.Signal) bool {
	if h == nil {
		return false
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	typed := sig == os.Interrupt || sig == syscall.SIGQUIT
	switch {
	case h.stop == nil:
		return false
	case !typed || h.waiting:
		h.stop()
	}
	return typed
}

// turn is the turn of one program at the terminal. It implements tea.ExecCommand.
type turn struct {
	*HandOver
	program stage.Program
	out     []byte
}

// SetStdin implements tea.ExecCommand: the program reads the terminal itself, not what akia makes of it.
func (*turn) SetStdin(io.Reader) {}

// SetStdout implements tea.ExecCommand.
func (*turn) SetStdout(io.Writer) {}

// SetStderr implements tea.ExecCommand.
func (*turn) SetStderr(io.Writer) {}

// Run implements tea.ExecCommand. Whatever the program does to the modes of the terminal is undone, and keys that it
// has left unread are dropped.
func (t *turn) Run() (err error) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	t.set(stop, false)
	defer t.set(nil, false)
	fd := t.tty.In.Fd()
	if modes, err := term.GetState(fd); err == nil {
		defer func() { _ = term.Restore(fd, modes) }() // Bubble Tea says so if the terminal is gone
	}
	defer func() {
		system.DropInput(fd)
		t.keys.Forget()
	}()
	t.keys.Forget()
	restoreTitle(t.tty.Out)
	saveTitle(t.tty.Out) // for the end of akia
	t.print(t.program.Title)
	t.out, err = child.RunOn(ctx, t.program.Command, t.tty)
	if ctx.Err() == nil && (err == nil && t.program.Pause || failed(err)) {
		t.set(stop, true)
		t.print("Press enter to go back to akia.")
		t.awaitEnter(ctx)
	}
	return err
}

func (h *HandOver) set(stop context.CancelFunc, waiting bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.stop, h.waiting = stop, waiting
}

// print writes a line of akia's own.
func (h *HandOver) print(line string) {
	if line != "" {
		_, _ = io.WriteString(h.tty.Out, system.OneLine(line)+"\n") // there is nobody to tell if that fails
	}
}

// awaitEnter waits for the end of a line.
func (h *HandOver) awaitEnter(ctx context.Context) {
	reader, err := uv.NewCancelReader(h.tty.In)
	if err != nil {
		return
	}
	defer func() { _ = reader.Close() }() // the terminal stays open
	defer context.AfterFunc(ctx, func() { reader.Cancel() })()
	for key := make([]byte, 1); ; {
		if n, err := reader.Read(key); err != nil || n == 1 && (key[0] == '\n' || key[0] == '\r') {
			return
		}
	}
}

// interrupted is the status of a program that ended because a person pressed ctrl+c, as shells have it.
const interrupted = 130

// failed reports whether a program has ended with a failure of its own, about which it has said something.
func failed(err error) bool {
	var exit *exec.ExitError
	return errors.As(err, &exit) && exit.ExitCode() > 0 && exit.ExitCode() != interrupted
}
