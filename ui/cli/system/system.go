// Package system is what the command line has of the world around it: streams, environment, files that are private, and
// what the process asks of its operating system. What differs between systems is here and in package terminal alone. It
// knows nothing of IAM, of flags or of the screen; every other package of the command line may import it.
package system

import (
	"fmt"
	"io"
	"os"
	"strings"

	"akia/ui/text"

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

// IsTerminal reports whether a stream is a terminal.
func IsTerminal(stream any) bool {
	file, ok := stream.(interface{ Fd() uintptr })
	return ok && term.IsTerminal(file.Fd())
}

// Columns returns how wide the terminal behind a stream is; false if it is none.
func Columns(stream any) (int, bool) {
	file, ok := stream.(interface{ Fd() uintptr })
	if !ok {
		return 0, false
	}
	columns, _, err := term.GetSize(file.Fd())
	return columns, err == nil && columns > 0
}

// Say prints lines to stderr, each as one line.
func (sys System) Say(lines ...string) {
	for _, line := range lines {
		_, _ = fmt.Fprintln(sys.Stderr, OneLine(line)) // there is nobody to tell if that fails
	}
}

// OneLine returns text as one line that a terminal can be shown, whatever is in it.
func OneLine(line string) string { return text.Clean(strings.Join(strings.Fields(line), " ")) }
