// Package exit is how a command line ends: its error, and the exit status that goes with it. It knows no command, no
// flag and no service; every other package of the command line may import it.
package exit

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
)

// The exit statuses besides 0 and those after a key or a signal.
const (
	// Failed is the status after a failure.
	Failed = 1
	// Refused is the status after input that was refused before anything happened.
	Refused = 2
	// BrokenPipe is the status of a program that whoever read its output did not read to the end.
	BrokenPipe = 128 + 13
)

// Code is an exit status and when akia ends with it.
type Code struct {
	Status int
	Means  string
}

// Codes returns the exit statuses, for the help. A signal ends akia with 128 and its number: those that people send are
// among them.
func Codes() []Code {
	return []Code{
		{0, "Success."},
		{Failed, "Failure. With akia report: a key has a finding named in --fail-on, or the report is incomplete."},
		{Refused, "Refused before anything happened: bad flags, bad configuration, or no terminal."},
		{129, "Ended by SIGHUP: the terminal was closed."},
		{130, "Ended by ctrl+c or SIGINT."},
		{131, "Ended by SIGQUIT."},
		{134, "Ended by SIGABRT."},
		{BrokenPipe, "The reader of the output closed the pipe."},
		{143, "Ended by SIGTERM."},
	}
}

// usageError is input that is refused before anything happens.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

// Usage returns the error of input that is refused before anything happens.
func Usage(format string, args ...any) error {
	return &usageError{text: fmt.Sprintf(format, args...)}
}

// IsUsage reports whether an error is that of input that is refused before anything happens.
func IsUsage(err error) bool {
	var refused *usageError
	return errors.As(err, &refused)
}

// Outcome is how a command line ended. Commands record it here and tell cobra that all is well: what cobra returns
// are errors of its own alone.
type Outcome struct {
	Status int
	Err    error
}

// Fail records an error and the status that goes with it.
func (o *Outcome) Fail(err error) {
	o.Err, o.Status = err, Failed
	if IsUsage(err) {
		o.Status = Refused
	}
}

// Record makes a cobra command of run, whose error ends up in the outcome.
func (o *Outcome) Record(run func(cmd *cobra.Command, args []string) error) func(*cobra.Command, []string) {
	return func(cmd *cobra.Command, args []string) {
		if err := run(cmd, args); err != nil {
			o.Fail(err)
		}
	}
}
