package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"syscall"

	"akia/iamsvc/handover"
	"akia/iamsvc/journal"
	"akia/ui"
	"akia/ui/cli/exit"
	"akia/ui/cli/ledger"
	"akia/ui/cli/session"
	"akia/ui/cli/settings"
	"akia/ui/cli/system"
	"akia/ui/cli/terminal"
	"akia/ui/theme"
)

// runScreen shows the account until the person leaves it, and returns the exit status.
func runScreen(ctx context.Context, sys system.System, set *settings.Settings, conf *settings.File) (int, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	open, err := session.Open(ctx, sys, set)
	if err != nil {
		return exit.Failed, err
	}
	defer open.Close()
	// To the very end: the last words must be said, and the journal written, whatever else the process is told.
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGABRT)
	defer signal.Stop(signals)

	keys := terminal.NewKeyboard(sys.Stdin, signals)
	look := terminal.LookOf(set.ASCII, sys.Getenv)
	over := terminal.NewHandOver(sys, keys)
	screen := screenConfig(sys, set, conf, open)
	screen.Typing = keys.Ticket
	screen.HandOver = over.Give()
	screen.ASCII = look.ASCII
	model := ui.NewScreen(screen)
	p := &terminal.Program{
		System: sys, Keys: keys, Look: look, Slower: open.Slower, Signals: signals, HandOver: over,
	}
	err = p.Run(ctx, model)
	sys.Say(lastWords(model)...)
	sys.Say(open.Ledger.Leave(p.Patience(err))...)
	if status := model.ExitStatus(); status != 0 && !errors.Is(err, terminal.ErrFault) {
		return status, nil
	}
	if err != nil {
		return exit.Failed, err
	}
	return 0, nil
}

// screenConfig returns what the screen of an account is made of; what belongs to the terminal is not yet said.
func screenConfig(sys system.System, set *settings.Settings, conf *settings.File, open *session.Session) ui.Config {
	return ui.Config{
		Service:   open.Service(),
		Clipboard: terminal.Clipboard(sys.Getenv),
		Profile:   open.Account.Profile(),
		Endpoint:  open.Account.Endpoint(),
		Region:    open.Account.Region(),

		CommandProfile: open.Account.CommandProfile(),

		ReadOnly:   set.ReadOnly,
		PlainHTTP:  open.Account.PlainHTTP(),
		Demo:       set.Demo,
		OpenAt:     set.OpenAt,
		Clock:      open.Account.Clock(),
		PathPrefix: set.PathPrefix,
		Notices:    open.Account.Notices(),
		CanSuspend: system.CanSuspend(),
		Env:        saveEnv(set.Demo),
		NoDetails:  !set.Details,
		NoMouse:    !set.Mouse,
		Keys:       conf.Keys,
		Commands:   conf.Commands,
		Views:      conf.Views,
		Journal:    journalOf(sys, set),
		NoJournal:  set.NoJournal,
		TipsAway:   tipsAway(set, sys.Getenv),
		Theme:      theme.Name(set.Theme),
		Thresholds: &set.Thresholds,
		Warning:    open.Ledger.Warning(),

		RotationQuiet:    settings.Days(set.QuietDays),
		RotationInactive: settings.Days(set.RestDays),
	}
}

// journalOf returns what reads the journal for the screen; nil in the built-in account, of which it tells nothing.
func journalOf(sys system.System, set *settings.Settings) func(limit int) (journal.Tail, error) {
	if set.Demo {
		return nil
	}
	return func(limit int) (journal.Tail, error) { return ledger.ReadJournal(sys.Getenv, limit) }
}

// tipsFile says, by being there, that the tips of the built-in account have been put away.
const tipsFile = "demo-tips-put-away"

// tipsAway returns what remembers that the tips have been put away; nil where they are not to be shown: they were, it
// is no built-in account, or that could not be remembered.
func tipsAway(set *settings.Settings, getenv func(string) string) func() {
	folder, err := journal.Folder(runtime.GOOS, getenv)
	if !set.Demo || err != nil {
		return nil
	}
	path := filepath.Join(folder, tipsFile)
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return func() {
		if os.MkdirAll(folder, 0o700) == nil {
			_ = os.WriteFile(path, nil, 0o600) // else they are shown once more
		}
	}
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
