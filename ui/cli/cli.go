// Package cli is the command line of akia: its flags and subcommands, what it refuses and with which exit status, and
// the wiring of the service layer to the screen.
//
//	akia [USER|ACCESS-KEY-ID] [flags]    open the screen, at a user or at the owner of a key
//	akia demo-server [flags]             serve the built-in account without a screen
//	akia journal [flags]                 show what was changed from this machine
//	akia --print-iam-policy KIND         print the policy that the program's user needs
//
// The exit status is 0 after a good end, 1 after a failure, 2 for input that was refused before anything happened, 130
// after ctrl+c, and 128 plus its number after a signal.
package cli

import (
	"context"
	"fmt"
	"io"

	"akia/ui/cli/exit"
	"akia/ui/cli/system"

	"charm.land/fang/v2"
)

// Main carries out one command line and returns the exit status of the process. It returns when ctx is done, too.
func Main(ctx context.Context, sys system.System) int {
	end := &exit.Outcome{}
	root := newRoot(sys, end)
	err := fang.Execute(ctx, root,
		fang.WithVersion(version()),
		fang.WithErrorHandler(func(_ io.Writer, _ fang.Styles, _ error) {}),
	)
	if err != nil {
		end.Fail(exit.Usage("%s", err))
	}
	if end.Err != nil {
		_, _ = fmt.Fprintln(sys.Stderr, "akia: "+system.OneLine(end.Err.Error()))
	}
	return end.Status
}
