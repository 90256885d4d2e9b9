package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"akia/iamsvc/audit"
	"akia/iamsvc/export"
)

// maxDays is the most that a threshold can be set to.
const maxDays = 36500

func (r *reportCommand) addFlags(cmd *cobra.Command, sys System) {
	flags := cmd.Flags()
	textFlag(flags, &r.format, "format", checkFormat, "how to print it: "+strings.Join(formatNames(), ", "))
	flags.Var(&findingsValue{to: &r.failOn, report: r}, "fail-on", "end with status 1 if a key has one of these findings, or any")
	flags.Var(&findingsValue{to: &r.only, report: r}, "only", "print only the keys that have one of these findings, or any")
	flags.BoolVar(&r.exact, "exact", false, "ask about every user and key, whatever the credential report says")
	t := &r.thresholds
	for _, limit := range []struct {
		to         *int
		name, help string
	}{
		{&t.MaxAge, "max-age", "days after which an active key is old"},
		{&t.Unused, "unused", "days after which an active key is unused"},
		{&t.LongUnused, "unused-long", "days after which an active key is unused for long"},
		{&t.NeverUsed, "never-used", "days in which a new key is to be used"},
		{&t.Inactive, "inactive", "days after which an inactive key that nothing used is to go"},
	} {
		numberFlag(flags, limit.to, limit.name, 0, maxDays, limit.help+" (0: never)")
	}
	flags.BoolVar(&t.Description, "descriptions", false, "find fault with keys that have no description")
	r.complete(cmd, sys)
}

// complete tells shells what the flags may hold. It fails only for a flag that does not exist.
func (r *reportCommand) complete(cmd *cobra.Command, sys System) {
	names := []string{"any"}
	for _, f := range audit.AllFindings() {
		names = append(names, f.String())
	}
	values := map[string]cobra.CompletionFunc{
		"profile": func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return noFiles(profiles(sys.Getenv))
		},
		"format":  cobra.FixedCompletions(formatNames(), cobra.ShellCompDirectiveNoFileComp),
		"fail-on": cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp),
		"only":    cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp),
	}
	for _, name := range []string{
		"region", "endpoint-url", "path-prefix", "page-size", "demo-users", "timeout",
		"max-age", "unused", "unused-long", "never-used", "inactive",
	} {
		values[name] = cobra.NoFileCompletions
	}
	for name, of := range values {
		_ = cmd.RegisterFlagCompletionFunc(name, of)
	}
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
	to     *audit.Set
	report *reportCommand
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
			v.report.thresholds.Description = true
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
