package settings

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/pflag"
)

// numberValue is a flag that holds a whole number between two bounds, both included.
type numberValue struct {
	to       *int
	min, max int
}

// Number returns the value of a flag that sets *to, which holds the default.
func Number(to *int, least, most int) pflag.Value { return &numberValue{to: to, min: least, max: most} }

// NumberFlag adds a flag that sets *to, which holds the default. Its help names the value in backquotes, as that of
// each flag that has one.
func NumberFlag(flags *pflag.FlagSet, to *int, name string, least, most int, help string) {
	flags.Var(Number(to, least, most), name, help)
}

// bounded is the value of a flag that has bounds.
type bounded interface{ bounds() string }

// bounds says between which numbers the value is.
func (n *numberValue) bounds() string { return fmt.Sprintf("%d to %d", n.min, n.max) }

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

// textValue is a flag whose value is checked as it is read. An empty value is refused: it comes of a shell variable
// that is not set, and the default would then be another account than the one meant.
type textValue struct {
	to    *string
	check func(string) error
}

// TextFlag adds a flag that sets *to. A nil check accepts every value but an empty one.
func TextFlag(flags *pflag.FlagSet, to *string, name string, check func(string) error, help string) {
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

// spanValue is a flag that holds a length of time between two bounds, both included.
type spanValue struct {
	to       *time.Duration
	min, max time.Duration
}

// SpanFlag adds a flag that sets *to, which holds the default.
func SpanFlag(flags *pflag.FlagSet, to *time.Duration, name string, least, most time.Duration, help string) {
	flags.Var(&spanValue{to: to, min: least, max: most}, name, help)
}

// bounds says between which spans the value is.
func (s *spanValue) bounds() string { return fmt.Sprintf("%v to %v", s.min, s.max) }

// Set implements pflag.Value. A number alone is in seconds.
func (s *spanValue) Set(text string) error {
	v, err := time.ParseDuration(text)
	if n, numErr := strconv.ParseUint(text, 10, 16); numErr == nil {
		v, err = time.Duration(n)*time.Second, nil
	}
	if err != nil || v < s.min || v > s.max {
		return fmt.Errorf("must be a number of seconds, or a time such as 1m, from %v to %v", s.min, s.max)
	}
	*s.to = v
	return nil
}

// String implements pflag.Value.
func (s *spanValue) String() string {
	if s.to == nil {
		return ""
	}
	return s.to.String()
}

// Type implements pflag.Value.
func (s *spanValue) Type() string { return "time" }
