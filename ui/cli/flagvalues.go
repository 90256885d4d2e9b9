package cli

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/pflag"
)

// numberValue is a flag that holds a whole number between two bounds, both included.
type numberValue struct {
	to       *int
	min, max int
}

// numberFlag adds a flag that sets *to, which holds the default.
func numberFlag(flags *pflag.FlagSet, to *int, name string, least, most int, help string) {
	flags.Var(&numberValue{to: to, min: least, max: most}, name, fmt.Sprintf("%s, %d to %d", help, least, most))
}

// Set implements pflag.Value.
func (n *numberValue) Set(text string) error {
	v, err := strconv.Atoi(text)
	if err != nil || v < n.min || v > n.max {
		return fmt.Errorf("must be a number from %d to %d", n.min, n.max)
	}
	*n.to = v
	return nil
}

// String implements pflag.Value.
func (n *numberValue) String() string {
	if n.to == nil {
		return ""
	}
	return strconv.Itoa(*n.to)
}

// Type implements pflag.Value.
func (n *numberValue) Type() string { return "number" }

// textValue is a flag whose value is checked as it is read. An empty value is refused: it comes of a shell variable that is
// not set, and the default would then be another account than the one meant.
type textValue struct {
	to    *string
	check func(string) error
}

// textFlag adds a flag that sets *to. A nil check accepts every value but an empty one.
func textFlag(flags *pflag.FlagSet, to *string, name string, check func(string) error, help string) {
	flags.Var(&textValue{to: to, check: check}, name, help)
}

// Set implements pflag.Value.
func (t *textValue) Set(value string) error {
	if value == "" {
		return errors.New("must not be empty")
	}
	if t.check != nil {
		if err := t.check(value); err != nil {
			return err
		}
	}
	*t.to = value
	return nil
}

// String implements pflag.Value.
func (t *textValue) String() string {
	if t.to == nil {
		return ""
	}
	return *t.to
}

// Type implements pflag.Value.
func (t *textValue) Type() string { return "text" }
