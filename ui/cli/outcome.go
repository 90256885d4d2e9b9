package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"akia/iamsvc"
	"akia/ui/text"
)

const (
	statusFailed  = 1
	statusRefused = 2
)

// errorWriter is what fang's error handlers write to.
type errorWriter = io.Writer

// usageError is input that is refused before anything happens.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

func usage(format string, args ...any) error {
	return &usageError{text: fmt.Sprintf(format, args...)}
}

// outcome is how a command line ended. Commands record it here and tell cobra that all is well: for any error that
// cobra returns, fang asks the terminal for its background colour, and waits up to two seconds for one that does not
// answer.
type outcome struct {
	status int
	err    error
}

// fail records an error and the status that goes with it.
func (o *outcome) fail(err error) {
	o.err, o.status = err, statusFailed
	var refused *usageError
	if errors.As(err, &refused) {
		o.status = statusRefused
	}
}

// record makes a cobra command of run, whose error ends up in the outcome.
func (o *outcome) record(run func(cmd *cobra.Command, args []string) error) func(*cobra.Command, []string) {
	return func(cmd *cobra.Command, args []string) {
		if err := run(cmd, args); err != nil {
			o.fail(err)
		}
	}
}

// refuseFlag records an error in the flags. That it returns nil ends the command quietly.
func (o *outcome) refuseFlag(cmd *cobra.Command, err error) error {
	var (
		unknown *pflag.NotExistError
		value   *pflag.InvalidValueError
	)
	switch {
	case errors.As(err, &unknown):
		o.fail(unknownFlag(cmd, unknown))
	case errors.As(err, &value) && iamsvc.AsError(value.Unwrap()) != nil:
		// Its sentence quotes the value where that is safe: an endpoint may hold a password.
		o.fail(usage("--%s: %s", value.GetFlag().Name, value.Unwrap()))
	case errors.As(err, &value):
		o.fail(usage("--%s %q: %s", value.GetFlag().Name, value.GetValue(), plainly(value.Unwrap())))
	default:
		o.fail(usage("%s", err))
	}
	return nil
}

// oneLine returns text as one line that a terminal can be shown, whatever is in it.
func oneLine(line string) string { return text.Clean(strings.Join(strings.Fields(line), " ")) }
