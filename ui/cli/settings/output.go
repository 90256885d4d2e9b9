package settings

import (
	"strings"

	"github.com/spf13/pflag"

	"akia/ui/cli/exit"
)

// The flags that say how to print.
const (
	outputFlag = "output"
	formatFlag = "format"
)

// AddOutput adds --output, as the AWS CLI names it, which sets *to to one of the choices, and --format for the same.
// Its command calls [CheckOutput].
func AddOutput(flags *pflag.FlagSet, to *string, choices []string) {
	check := func(value string) error { return OneOf(value, choices) }
	In(Output, flags, func() {
		TextFlag(flags, to, outputFlag, check, "Print as `FORMAT`: "+strings.Join(choices, ", "))
		TextFlag(flags, new(string), formatFlag, check, "Same as --output: `FORMAT`")
	})
}

// CheckOutput takes --format for --output, and refuses two that differ.
func CheckOutput(flags *pflag.FlagSet) error {
	output, format := flags.Lookup(outputFlag), flags.Lookup(formatFlag)
	switch value := format.Value.String(); {
	case !format.Changed:
		return nil
	case output.Changed && output.Value.String() != value:
		return exit.Usage("--output %s and --format %s differ: choose one", output.Value, value)
	default:
		return output.Value.Set(value)
	}
}
