package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"akia/iamsvc/audit"
	"akia/iamsvc/export"
)

func (r *reportCommand) addFlags(cmd *cobra.Command, sys System) {
	flags := cmd.Flags()
	textFlag(flags, &r.format, "format", checkFormat, "how to print it: "+strings.Join(formatNames(), ", "))
	flags.Var(&findingsValue{&r.failOn, &r.settings.thresholds}, "fail-on", "end with status 1 if a key has one of these findings, or any")
	flags.Var(&findingsValue{&r.only, &r.settings.thresholds}, "only", "print only the keys that have one of these findings, or any")
	flags.BoolVar(&r.exact, "exact", false, "ask about every user and key, whatever the credential report says")
	r.settings.addThresholdFlags(flags)
	completeFlags(cmd, sys.Getenv)
}

// findingNames returns what --fail-on and --only may hold.
func findingNames() []string {
	names := []string{"any"}
	for _, f := range audit.AllFindings() {
		names = append(names, f.String())
	}
	return names
}

func formatNames() []string {
	var names []string
	for _, f := range export.Formats() {
		names = append(names, string(f))
	}
	return names
}

func checkFormat(name string) error {
	if !export.Format(name).Valid() {
		return usage("must be one of %s", strings.Join(formatNames(), ", "))
	}
	return nil
}

// findingsValue is a flag that holds names of findings, with commas between them. Each further use of it adds some.
type findingsValue struct {
	to         *audit.Set
	thresholds *audit.Thresholds
}

// Set implements pflag.Value.
func (v *findingsValue) Set(text string) error {
	for name := range strings.SplitSeq(text, ",") {
		f, ok := audit.ParseFinding(name)
		switch {
		case name == "any":
			*v.to |= audit.SetOf(audit.AllFindings()...)
			continue
		case !ok:
			return fmt.Errorf("%q is no finding; they are %s", name, audit.SetOf(audit.AllFindings()...))
		}
		*v.to |= audit.SetOf(f)
		if f == audit.NoDescription { // to ask for it is to turn it on
			v.thresholds.Description = true
		}
	}
	return nil
}

// String implements pflag.Value.
func (v *findingsValue) String() string {
	if v.to == nil {
		return ""
	}
	return strings.ReplaceAll(v.to.String(), " ", ",")
}

// Type implements pflag.Value.
func (v *findingsValue) Type() string { return "finding,…" }
