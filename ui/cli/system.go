package cli

import (
	"io"
	"os"

	"github.com/charmbracelet/x/term"
)

// System is what a command line has of the world around it. A test passes its own.
type System struct {
	// Args are the arguments after the program's name.
	Args []string
	// Getenv looks up an environment variable; unset ones are empty.
	Getenv func(string) string

	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
}

// OS returns the System of this process.
func OS() System {
	return System{
		Args:   os.Args[1:],
		Getenv: os.Getenv,
		Stdin:  os.Stdin,
		Stdout: os.Stdout,
		Stderr: os.Stderr,
	}
}

// checkTerminal refuses a system that cannot hold a conversation on a screen.
func (sys System) checkTerminal() error {
	if !isTerminal(sys.Stdout) {
		return usage("standard output is not a terminal; akia needs one to draw on")
	}
	if term := sys.Getenv("TERM"); term == "dumb" || term == "unknown" {
		return usage("TERM=%s: akia cannot draw on such a terminal; akia report needs none", term)
	}
	if !isTerminal(sys.Stdin) {
		return usage("standard input is not a terminal; akia needs one to read keys from")
	}
	return nil
}

func isTerminal(stream any) bool {
	file, ok := stream.(interface{ Fd() uintptr })
	return ok && term.IsTerminal(file.Fd())
}
