package reporting

import (
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"akia/iamsvc/audit"
	"akia/iamsvc/export"
	"akia/ui/cli/exit"
	"akia/ui/cli/settings"
)

func (r *command) addFlags(flags *pflag.FlagSet) {
	settings.In(settings.Audit, flags, func() {
		flags.Var(&findingsValue{&r.failOn, &r.named, &r.set.Thresholds}, "fail-on",
			"Exit with status 1 if a key has one of these `FINDINGS`")
		flags.Var(&findingsValue{&r.only, new(audit.Set), &r.set.Thresholds}, "only",
			"Only keys with one of these `FINDINGS`")
		settings.TextFlag(flags, &r.filter, "filter", settings.CheckFilter, "Only keys that match `FILTER`, as typed after /")
		settings.TextFlag(flags, &r.view, "view", nil, "Only keys of view `NAME` of the configuration file")
		flags.BoolVar(&r.exact, "exact", false, "Ask IAM about every key; don't use the credential report")
		flags.BoolVar(&r.noIDs, "no-ids", false, "Use the credential report only, which has no key IDs")
	})
	r.set.AddCodeFlag(flags)
	settings.AddOutput(flags, &r.output, FormatNames())
	r.set.AddThresholdFlags(flags)
}

// check refuses flags that contradict each other.
func (r *command) check() error {
	if r.exact && r.noIDs {
		return exit.Usage("--exact asks for each key, which --no-ids does not: use one of them")
	}
	return nil
}

// FindingNames returns what --fail-on and --only may hold.
func FindingNames() []string {
	names := []string{"any"}
	for _, f := range audit.AllFindings() {
		names = append(names, f.String())
	}
	return names
}

// FormatNames returns what --format may hold.
func FormatNames() []string {
	var names []string
	for _, f := range export.Formats() {
		names = append(names, string(f))
	}
	return names
}

// addView adds what the view asks for to the filter.
func (r *command) addView(conf *settings.File) error {
	if r.view == "" {
		return nil
	}
	query, err := conf.View(r.view)
	if err != nil {
		return err
	}
	r.filter = strings.TrimSpace(query + " " + r.filter)
	return nil
}

// checkFailOn refuses to fail on findings that a threshold of 0 turns off: the status would be 0 whatever keys there
// are.
func (r *command) checkFailOn(flags *pflag.FlagSet, conf *settings.File) error {
	for f := range r.failOn.All() {
		name, off := turnsOff(f, r.set.Thresholds)
		switch {
		case !off:
		case !r.named.Has(f): // of "any" the others are left
			r.failOn &^= audit.SetOf(f)
		case flags.Changed(name):
			return exit.Usage("--fail-on %s: the finding is off, since --%s is %s", f, name, flags.Lookup(name).Value)
		default:
			return exit.Usage("--fail-on %s: the finding is off, since %s is %s in %s",
				f, name, flags.Lookup(name).Value, conf.Path)
		}
	}
	return nil
}

// turnsOff returns the flag that a finding depends on, and whether it is off by that.
func turnsOff(f audit.Finding, t audit.Thresholds) (flag string, off bool) {
	return settings.ThresholdFlag(f), !t.Judges(f)
}

// findingsValue is a flag that holds names of findings, with commas between them. Each further use of it adds some.
type findingsValue struct {
	to         *audit.Set
	named      *audit.Set // those of them that are named, which "any" does not
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
			return unknownFinding(name)
		}
		*v.to |= audit.SetOf(f)
		*v.named |= audit.SetOf(f)
		if f == audit.NoDescription { // to ask for it is to turn it on
			v.thresholds.Description = true
		}
	}
	return nil
}

// unknownFinding says that there is no finding of a name, and which is meant or which there are.
func unknownFinding(name string) error {
	if meant := settings.Meant(name, FindingNames()); meant != "" {
		return fmt.Errorf("unknown finding %q%s", name, meant)
	}
	return fmt.Errorf("unknown finding %q; choose from %s", name, strings.Join(FindingNames(), ", "))
}

// String implements pflag.Value.
func (v *findingsValue) String() string {
	if v.to == nil {
		return ""
	}
	return strings.ReplaceAll(v.to.String(), " ", ",")
}

// Type implements pflag.Value.
func (v *findingsValue) Type() string { return "findings" }
