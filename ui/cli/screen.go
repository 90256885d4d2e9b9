package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"akia/ui"
)

// runScreen shows the account until the person leaves it, and returns the exit status.
func runScreen(ctx context.Context, sys System, set *settings) (int, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	slower := make(chan struct{}, 1)
	account, err := openAccount(ctx, set, slower)
	if err != nil {
		return statusFailed, err
	}
	defer account.close()
	look := lookOf(set.ascii, sys.Getenv)
	model := ui.New(ui.Config{
		Service:    account.service,
		Clipboard:  nativeClipboard(sys.Getenv),
		Profile:    account.service.Profile(),
		Endpoint:   account.endpoint,
		ReadOnly:   set.readOnly,
		Demo:       set.demo,
		OpenAt:     set.openAt,
		CanSuspend: canSuspend(),
		ASCII:      look.ascii,
	})
	err = runProgram(ctx, sys, model, look, slower)
	for _, line := range model.LastWords() {
		_, _ = fmt.Fprintln(sys.Stderr, oneLine(line))
	}
	if status := model.ExitStatus(); status != 0 {
		return status, nil
	}
	return 0, err
}

// runProgram draws the model on the terminal and returns when the terminal is as it was before.
func runProgram(ctx context.Context, sys System, model tea.Model, look look, slower <-chan struct{}) error {
	// A trace would hold each secret that is copied.
	if err := os.Unsetenv("TEA_TRACE"); err != nil {
		return fmt.Errorf("cannot turn off the trace of the terminal: %w", err)
	}
	options := []tea.ProgramOption{
		tea.WithContext(ctx),
		tea.WithInput(sys.Stdin),
		tea.WithOutput(sys.Stdout),
		// Bubble Tea ends at once on INT and TERM and knows no HUP; here a write or an unsaved secret may be open.
		tea.WithoutSignalHandler(),
		// A key shows within half the time that it would take at the usual 60; without a change nothing is drawn at all.
		tea.WithFPS(120),
	}
	if look.noColor {
		options = append(options, tea.WithColorProfile(colorprofile.ASCII))
	}
	program := tea.NewProgram(model, options...)
	defer relay(program, slower)()
	_, err := program.Run()
	switch {
	case errors.Is(err, tea.ErrProgramPanic):
		return errors.New("a fault in akia ended it; what is above this line says where")
	case err != nil:
		return fmt.Errorf("the screen ended: %w", err)
	}
	return nil
}

// relay sends the program the signals of the process and the news from slower, until the func that it returns is called.
func relay(program *tea.Program, slower <-chan struct{}) func() {
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	done := make(chan struct{})
	go func() {
		for {
			select {
			case sig := <-signals:
				program.Send(ui.Signal(sig))
			case <-slower:
				program.Send(ui.Throttled())
			case <-done:
				return
			}
		}
	}()
	return func() {
		signal.Stop(signals)
		close(done)
	}
}
