package cli

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"akia/iamsvc/handover"
	"akia/ui"
	"akia/ui/action"
	"akia/ui/cli/exit"
	"akia/ui/cli/settings"
	"akia/ui/cli/system"
)

// runScreen shows the account until the person leaves it, and returns the exit status.
func runScreen(ctx context.Context, sys system.System, set *settings.Settings, acts *action.Keymap) (int, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	session, err := openSession(ctx, sys, set)
	if err != nil {
		return exit.Failed, err
	}
	defer session.close()
	// To the very end: the last words must be said, and the journal written, whatever else the process is told.
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGABRT)
	defer signal.Stop(signals)

	keys := newKeyboard(sys.Stdin, hangUp(signals))
	look := lookOf(set.ASCII, sys.Getenv)
	model := ui.New(ui.Config{
		Service:   session.service(),
		Clipboard: nativeClipboard(sys.Getenv),
		Profile:   session.account.service.Profile(),
		Endpoint:  session.account.service.Endpoint(),
		Region:    session.account.service.Region(),

		CommandProfile: session.account.service.CommandProfile(),

		ReadOnly:   set.ReadOnly,
		PlainHTTP:  session.account.service.PlainHTTP(),
		Demo:       set.Demo,
		OpenAt:     set.OpenAt,
		Clock:      session.account.service.Clock(),
		PathPrefix: set.PathPrefix,
		Notices:    session.account.service.Notices(),
		CanSuspend: system.CanSuspend(),
		Typing:     keys.Ticket,
		Env:        saveEnv(set.Demo),
		ASCII:      look.ascii,
		Keys:       acts,
		Thresholds: &set.Thresholds,
		Warning:    session.ledger.warning(),

		RotationQuiet:    settings.Days(set.QuietDays),
		RotationInactive: settings.Days(set.RestDays),
	})
	p := &program{
		sys: sys, model: &guard{inner: model}, look: look, slower: session.slower, signals: signals,
		keys: keys, sizes: sizes{getenv: sys.Getenv},
	}
	err = p.run(ctx)
	sys.Say(lastWords(model)...)
	sys.Say(session.ledger.leave(p.patience(err))...)
	if status := model.ExitStatus(); status != 0 && !errors.Is(err, errFault) {
		return status, nil
	}
	if err != nil {
		return exit.Failed, err
	}
	return 0, nil
}

// demoFolder is the folder in the person's home that what the built-in account gives away is saved to.
const demoFolder = "akia-demo"

// saveEnv returns where secrets and exports are saved. Those of the built-in account have a folder of their own: in the
// credentials file of a person they would stand among real ones, or in place of one.
func saveEnv(demo bool) handover.Env {
	env := handover.SystemEnv()
	if demo && env.Home != "" {
		return env.Within(filepath.Join(env.Home, demoFolder))
	}
	return env
}

// lastWords returns what the model has to say at the end; nothing if a fault has left it unable to.
func lastWords(model interface{ LastWords() []string }) (words []string) {
	defer func() {
		if recover() != nil {
			words = nil
		}
	}()
	return model.LastWords()
}

// patience returns how long is still to be waited for changes under way, given how the program ended. When it has ended
// well it has waited already.
func (p *program) patience(err error) time.Duration {
	switch {
	case err == nil:
		return 0
	case p.model.fault != nil:
		return leaveWait - time.Since(p.model.fault.at)
	default:
		return leaveWait
	}
}

// checkTerminal refuses a system that cannot hold a conversation on a screen.
func checkTerminal(sys system.System) error {
	if !system.IsTerminal(sys.Stdout) {
		return exit.Usage("standard output is not a terminal; akia needs one to draw on")
	}
	if term := sys.Getenv("TERM"); term == "dumb" || term == "unknown" {
		return exit.Usage("TERM=%s: akia cannot draw on such a terminal; akia report needs none", term)
	}
	if !system.IsTerminal(sys.Stdin) {
		return exit.Usage("standard input is not a terminal; akia needs one to read keys from")
	}
	return nil
}
