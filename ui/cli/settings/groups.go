package settings

import (
	"fmt"

	"github.com/spf13/pflag"
)

// Group is a group of flags in the help.
type Group string

// The groups of flags, in the order of the help.
const (
	Account Group = "Account"
	View    Group = "View"
	Safety  Group = "Safety"
	Audit   Group = "Audit"
	Output  Group = "Output"
	Other   Group = "Other"
)

// Note returns what is said once of all flags of a group; empty for nothing.
func (g Group) Note() string {
	if g == Audit {
		return "0 days turn a finding off"
	}
	return ""
}

// Groups returns the groups of flags in their order.
func Groups() []Group { return []Group{Account, View, Safety, Audit, Output, Other} }

const groupAnnotation = "akia.group"

// In adds flags to a set and puts them into a group of the help.
func In(group Group, flags *pflag.FlagSet, add func()) {
	before := map[string]bool{}
	flags.VisitAll(func(f *pflag.Flag) { before[f.Name] = true })
	add()
	flags.VisitAll(func(f *pflag.Flag) {
		if !before[f.Name] {
			_ = flags.SetAnnotation(f.Name, groupAnnotation, []string{string(group)}) // it is there
		}
	})
}

// GroupOf returns the group of a flag. A flag that nobody has put into one is among the others.
func GroupOf(f *pflag.Flag) Group {
	if named := f.Annotations[groupAnnotation]; len(named) == 1 {
		return Group(named[0])
	}
	return Other
}

// Help returns what a flag does, and the name of its value; empty for a switch.
func Help(f *pflag.Flag) (value, help string) {
	return pflag.UnquoteUsage(f)
}

// helpWithBounds returns what a flag does with the bounds of its value, for a person who writes one into a file.
func helpWithBounds(f *pflag.Flag) string {
	_, help := Help(f)
	if b, ok := f.Value.(bounded); ok {
		return fmt.Sprintf("%s, %s", help, b.bounds())
	}
	return help
}
