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
	"akia/ui/cli/session"
	"akia/ui/cli/settings"
	"akia/ui/cli/system"
	"akia/ui/cli/terminal"
)

// runScreen shows the account until the person leaves it, and returns the exit status.
func runScreen(ctx context.Context, sys system.System, set *settings.Settings, conf *settings.File) (int, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	open, err := session.Open(ctx, sys, set, conf.Profile)
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
	desk := &desk{
		session: open, system: sys, settings: set, file: conf,
		typing: keys.Ticket, handOver: over.Give(), clipboard: terminal.Clipboard(sys.Getenv), ascii: look.ASCII,
	}
	if desk.several, err = open.Several(); err != nil {
		return exit.Failed, err
	}
	first := desk.first
	if desk.several != nil {
		first = desk.hall
	}
	model := ui.NewScreen(first(ctx))
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
