// Package terminal runs the screen as a program of a terminal: what is read from it and drawn on it, its size and its
// characters, the desktop's clipboard, the signals, and a net below the model for the case that it panics. It knows
// nothing of accounts and of flags.
package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"akia/ui"
	"akia/ui/cli/system"
	"akia/ui/keyboard"
)

// ErrFault is the error of a program that a panic has ended.
var ErrFault = errors.New("a fault in akia ended it; what is above this line says where")

// LeaveWait is how long the program waits for changes under way when the screen has ended without having done so.
const LeaveWait = 5 * time.Second

// Program is the screen as a program of a terminal.
type Program struct {
	// System is where it runs.
	System system.System
	// Keys is what the person types, of [NewKeyboard].
	Keys *keyboard.Keyboard
	// Look is how it may be drawn.
	Look Look
	// Slower receives when the service limits the rate of calls.
	Slower <-chan struct{}
	// Signals receives the signals that end the program, and HUP when the terminal is gone.
	Signals <-chan os.Signal
	// HandOver gives the terminal to other programs; nil where there is none to give.
	HandOver *HandOver

	model *guard
	sizes sizes
}

// Run draws the model on the terminal and returns when the terminal is as it was before.
func (p *Program) Run(ctx context.Context, model tea.Model) error {
	p.model = &guard{inner: model}
	p.sizes.getenv = p.System.Getenv
	// A trace would hold each secret that is copied.
	if err := os.Unsetenv("TEA_TRACE"); err != nil {
		return fmt.Errorf("cannot turn off the trace of the terminal: %w", err)
	}
	t := tea.NewProgram(p.model, p.options(ctx)...)
	p.model.send = t.Send
	defer p.relay(t)()
	done := make(chan struct{})
	defer close(done)
	go p.Keys.Send(t.Send, done)
	defer p.keepTitle()()
	_, err := t.Run()
	if f := p.model.fault; f != nil {
		p.System.Say("akia met a fault: " + f.what)
		_, _ = p.System.Stderr.Write(f.stack) // names of functions and addresses, no values
		return ErrFault
	}
	switch {
	case errors.Is(err, tea.ErrProgramPanic):
		return ErrFault
	case err != nil:
		return fmt.Errorf("the screen ended: %w", err)
	}
	return nil
}

func (p *Program) options(ctx context.Context) []tea.ProgramOption {
	options := []tea.ProgramOption{
		tea.WithContext(ctx),
		tea.WithInput(p.input()),
		tea.WithFilter(p.filter),
		tea.WithOutput(p.System.Stdout),
		// Bubble Tea ends at once on INT and TERM and knows no HUP; here a write or an unsaved secret may be open.
		tea.WithoutSignalHandler(),
		// A key waits for half a frame in the median. Each frame wakes the program even if nothing is drawn: at 120 a second
		// that costs 1.7 % of a core, at 70 about 1.
		tea.WithFPS(70),
	}
	if p.Look.NoColor {
		options = append(options, tea.WithColorProfile(colorprofile.ASCII))
	}
	return options
}

// keepTitle has the terminal remember the title of its window, until the func that it returns puts it back.
func (p *Program) keepTitle() func() {
	saveTitle(p.System.Stdout)
	return func() { restoreTitle(p.System.Stdout) }
}

// saveTitle has the terminal put the title of its window on its stack of titles, restoreTitle has it taken from there.
func saveTitle(terminal io.Writer)    { control(terminal, "\x1b[22;2t") }
func restoreTitle(terminal io.Writer) { control(terminal, "\x1b[23;2t") }

// control sends a sequence to a terminal, and to nothing else.
func control(out io.Writer, sequence string) {
	if system.IsTerminal(out) {
		_, _ = io.WriteString(out, sequence) // there is nobody to tell if that fails
	}
}

// relay sends the program the signals of the process and the news from slower, until the func that it returns is
// called.
//
// Each has a goroutine: while another program has the terminal nothing is received, and a signal may have to end that
// one.
func (p *Program) relay(t *tea.Program) func() {
	done := make(chan struct{})
	go func() {
		for {
			select {
			case sig := <-p.Signals:
				if !p.HandOver.passes(sig) {
					t.Send(ui.Signal(sig))
				}
			case <-done:
				return
			}
		}
	}()
	go func() {
		for {
			select {
			case <-p.Slower:
				t.Send(ui.Throttled())
			case <-done:
				return
			}
		}
	}()
	return func() { close(done) }
}

// Patience returns how long is still to be waited for changes under way, given how the program ended. When it has ended
// well it has waited already.
func (p *Program) Patience(err error) time.Duration {
	switch {
	case err == nil:
		return 0
	case p.model.fault != nil:
		return LeaveWait - time.Since(p.model.fault.at)
	default:
		return LeaveWait
	}
}
