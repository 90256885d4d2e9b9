// Package cli is the command line of akia: its flags and subcommands, what it refuses and with which exit status, and
// the wiring of the service layer to the screen.
//
//	akia [USER|ACCESS-KEY-ID] [flags]    open the screen, at a user or at the owner of a key
//	akia demo-server [flags]             serve the built-in account without a screen
//	akia accounts [flags]                print a row for each of several accounts
//	akia journal [flags]                 show what was changed from this machine
//	akia report [flags]                  print the keys of the account
//	akia config show|validate|init       show, check or create the configuration file
//	akia help [COMMAND|TOPIC]            explain a command or a topic
//	akia man [DIR]                       write the same texts as man pages
//	akia --print-iam-policy KIND         print the policy that the program's user needs
//
// The exit status is 0 after a good end, 1 after a failure, 2 for input that was refused before anything happened, 130
// after ctrl+c, and 128 plus its number after a signal.
//
// # The rooms
//
// They stand on one another, and this package on all of them:
//
//	exit       how a command line ends: its error and its status
//	system     the world around it: streams, environment, private files, what the process asks of its system
//	settings   what a person asks for: flags and the configuration file
//	ledger     which changes are under way, and the journal of them
//	session    the account that is open, with its ledger and its log
//	terminal   runs the screen in a terminal: keys, size, look, clipboard, signals, faults
//	estates    reads several accounts: the accounts command, and the report over several
//	reporting  the report command
//	manual     the help of commands, topics, and both as man pages
//
// A new setting goes to settings, a new command that needs no screen is a room as reporting is, or a file here if it is
// short.
package cli

import (
	"context"
	"fmt"

	"akia/ui/cli/exit"
	"akia/ui/cli/system"
)

// Main carries out one command line and returns the exit status of the process. It returns when ctx is done, too.
func Main(ctx context.Context, sys system.System) int {
	end := &exit.Outcome{}
	root := newRoot(sys, end)
	if err := root.ExecuteContext(ctx); err != nil {
		end.Fail(exit.Usage("%s", err))
	}
	if end.Err != nil {
		_, _ = fmt.Fprintln(sys.Stderr, "akia: "+system.OneLine(end.Err.Error()))
	}
	return end.Status
}
