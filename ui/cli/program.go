package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"syscall"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"akia/ui"
	"akia/ui/cli/system"
	"akia/ui/keyboard"
)

// errFault is the error of a program that a panic has ended.
var errFault = errors.New("a fault in akia ended it; what is above this line says where")

// program is the screen as a program of a terminal.
type program struct {
	sys   system.System
	model *guard
	look  look
	// slower receives when the service limits the rate of calls.
	slower <-chan struct{}
	keys   *keyboard.Keyboard
	sizes  sizes
	// signals receives the signals that end the program, and HUP when the terminal is gone.
	signals chan os.Signal
}

// run draws the model on the terminal and returns when the terminal is as it was before.
func (p *program) run(ctx context.Context) error {
	// A trace would hold each secret that is copied.
	if err := os.Unsetenv("TEA_TRACE"); err != nil {
		return fmt.Errorf("cannot turn off the trace of the terminal: %w", err)
	}
	t := tea.NewProgram(p.model, p.options(ctx)...)
	p.model.send = t.Send
	defer p.relay(t)()
	done := make(chan struct{})
	defer close(done)
	go p.keys.Send(t.Send, done)
	defer p.keepTitle()()
	_, err := t.Run()
	if f := p.model.fault; f != nil {
		p.sys.Say("akia met a fault: " + f.what)
		_, _ = p.sys.Stderr.Write(f.stack) // names of functions and addresses, no values
		return errFault
	}
	switch {
	case errors.Is(err, tea.ErrProgramPanic):
		return errFault
	case err != nil:
		return fmt.Errorf("the screen ended: %w", err)
	}
	return nil
}

func (p *program) options(ctx context.Context) []tea.ProgramOption {
	options := []tea.ProgramOption{
		tea.WithContext(ctx),
		tea.WithInput(p.input()),
		tea.WithFilter(p.filter),
		tea.WithOutput(p.sys.Stdout),
		// Bubble Tea ends at once on INT and TERM and knows no HUP; here a write or an unsaved secret may be open.
		tea.WithoutSignalHandler(),
		// A key waits for half a frame in the median. Each frame wakes the program even if nothing is drawn: at 120 a second
		// that costs 1.7 % of a core, at 70 about 1.
		tea.WithFPS(70),
	}
	if p.look.noColor {
		options = append(options, tea.WithColorProfile(colorprofile.ASCII))
	}
	return options
}

// keepTitle has the terminal remember the title of its window, until the func that it returns puts it back.
func (p *program) keepTitle() func() {
	say := func(sequence string) {
		if system.IsTerminal(p.sys.Stdout) {
			_, _ = io.WriteString(p.sys.Stdout, sequence) // without a title there is nothing to be done about it
		}
	}
	say("\x1b[22;2t")
	return func() { say("\x1b[23;2t") }
}

// hangUp returns what does what the signal would do that a process gets when its terminal is closed: some get none.
func hangUp(signals chan<- os.Signal) func() {
	return func() {
		select {
		case signals <- syscall.SIGHUP:
		default: // it has been told to end already
		}
	}
}

// relay sends the program the signals of the process and the news from slower, until the func that it returns is
// called.
func (p *program) relay(t *tea.Program) func() {
	done := make(chan struct{})
	go func() {
		for {
			select {
			case sig := <-p.signals:
				t.Send(ui.Signal(sig))
			case <-p.slower:
				t.Send(ui.Throttled())
			case <-done:
				return
			}
		}
	}()
	return func() { close(done) }
}
