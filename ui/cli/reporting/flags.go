package reporting

import (
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/export"
	"akia/ui/cli/exit"
	"akia/ui/cli/settings"
)

func (r *command) addFlags(flags *pflag.FlagSet) {
	settings.TextFlag(flags, &r.format, "format", checkFormat, "how to print it: "+strings.Join(FormatNames(), ", "))
	flags.Var(&findingsValue{&r.failOn, &r.named, &r.set.Thresholds}, "fail-on",
		"end with status 1 if a key has one of these findings, or any")
	flags.Var(&findingsValue{&r.only, new(audit.Set), &r.set.Thresholds}, "only",
		"print only the keys that have one of these findings, or any")
	settings.TextFlag(flags, &r.view, "view", nil, "print only the keys of this view of the configuration file")
	settings.TextFlag(flags, &r.filter, "filter", settings.CheckFilter,
		"print only the keys that match, such as \"status:active used:>90d\"")
	flags.BoolVar(&r.exact, "exact", false, "ask about every user and key, whatever the credential report says")
	flags.BoolVar(&r.noIDs, "no-ids", false, "take the credential report alone, which has no key IDs: a few calls")
	settings.TextFlag(flags, &r.set.MFACode, "mfa-code", iamsvc.ValidCode,
		"a code of the MFA device, where one is asked for")
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

func checkFormat(name string) error {
	if !export.Format(name).Valid() {
		return exit.Usage("must be one of %s", strings.Join(FormatNames(), ", "))
	}
	return nil
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
	switch f {
	case audit.Old:
		return "max-age", t.MaxAge == 0
	case audit.Unused:
		return "unused", t.Unused == 0
	case audit.LongUnused:
		return "unused-long", t.LongUnused == 0
	case audit.NeverUsed:
		return "never-used", t.NeverUsed == 0
	case audit.IdleInactive:
		return "inactive", t.Inactive == 0
	case audit.NoDescription:
		return "descriptions", !t.Description
	default:
		return "", false
	}
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
			return fmt.Errorf("%q is no finding; they are %s", name, audit.SetOf(audit.AllFindings()...))
		}
		*v.to |= audit.SetOf(f)
		*v.named |= audit.SetOf(f)
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
