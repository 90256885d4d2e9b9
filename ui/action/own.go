package action

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"akia/ui/text"
)

// Custom is a command of the person's own: a program that gets facts of the row as its arguments. No shell reads
// them.
type Custom struct {
	Name string
	Keys []string // as a person writes them
	// Run is the program and its arguments, with fields such as {key} in these.
	Run []string
	// Unasked runs it without a question, ReadOnly also where nothing may be changed.
	Unasked, ReadOnly bool
}

// MaxOwn is how many own commands there can be.
const MaxOwn = 50

// The fields that an own command can have in its arguments.
const (
	FieldUser    = "user"
	FieldKey     = "key"
	FieldAccount = "account"
	FieldARN     = "arn"    // of the user
	FieldPath    = "path"   // of the user
	FieldRegion  = "region" // in which the key was used last
)

// Fields returns the names of all fields.
func Fields() []string {
	return []string{FieldUser, FieldKey, FieldAccount, FieldARN, FieldPath, FieldRegion}
}

// field is a field in an argument. What else stands in braces, such as JSON, is text.
func field() *regexp.Regexp { return regexp.MustCompile(`\{[a-zA-Z_-]+\}`) }

// Uses returns the fields that a command has.
func (o Custom) Uses() []string {
	var used []string
	for _, arg := range o.Run {
		for _, f := range field().FindAllString(arg, -1) {
			if f = f[1 : len(f)-1]; !slices.Contains(used, f) {
				used = append(used, f)
			}
		}
	}
	return used
}

// Fill returns the argument list with the values of the fields. A value is never read as anything but a part of
// its argument.
func (o Custom) Fill(values map[string]string) []string {
	argv := make([]string, len(o.Run))
	for i, arg := range o.Run {
		argv[i] = field().ReplaceAllStringFunc(arg, func(f string) string { return values[f[1:len(f)-1]] })
	}
	return argv
}

// longestOwn is how long the name of a command can be.
const longestOwn = 40

// check says what is wrong with a command, and with which of its settings; both are empty if nothing is.
func (o Custom) check() (setting, says string) {
	switch {
	case strings.TrimSpace(o.Name) == "":
		return "name", "needs a name"
	case utf8.RuneCountInString(o.Name) > longestOwn || text.Clean(o.Name) != o.Name:
		return "name", fmt.Sprintf("must have %d printable characters at most", longestOwn)
	case len(o.Run) == 0 || strings.TrimSpace(o.Run[0]) == "":
		return "run", `must be a program and its arguments: ["prog", "{key}"]`
	case field().MatchString(o.Run[0]):
		return "run", "must name the program itself, not a field"
	}
	for _, arg := range o.Run {
		if strings.ContainsRune(arg, 0) {
			return "run", "has a NUL in an argument"
		}
	}
	for _, f := range o.Uses() {
		if slices.Contains(Fields(), f) {
			continue
		}
		says = fmt.Sprintf("{%s} is not a field; they are {%s}", f, strings.Join(Fields(), "} {"))
		if near := text.Near(f, Fields(), 1); len(near) > 0 {
			says = fmt.Sprintf("{%s} is not a field; did you mean {%s}?", f, near[0])
		}
		return "run", says
	}
	return "", ""
}

// action returns the command as an action of the table.
func (o Custom) action(id ID, keys []string) Action {
	a := Action{
		ID: id, Name: o.Name, Desc: o.Name, Short: o.Name, Group: GroupOwn, Rank: ownRank, Keys: keys, Help: show(keys),
		Changes: !o.ReadOnly, Once: o.Unasked,
	}
	for _, f := range o.Uses() {
		switch f {
		case FieldKey, FieldRegion:
			a.On, a.Need = OfKey, NeedUse
		case FieldUser, FieldARN, FieldPath:
			if a.On == Nothing {
				a.On = OfUser
			}
		}
	}
	return a
}

// ownRank puts own commands behind the others in the help line.
const ownRank = 90

// OwnID returns the ID of an own command by its place among them, and back.
func OwnID(i int) ID { return Count + ID(i) }

// Own returns which own command an ID is of; false if it is of none.
func (id ID) Own() (i int, own bool) { return int(id) - int(Count), id >= Count }

// addOwn gives the key map the own commands.
func (k *Keymap) addOwn(own []Custom) []Mistake {
	var wrong []Mistake
	names := map[string]bool{}
	if len(own) > MaxOwn {
		return []Mistake{{ownSetting(MaxOwn, ""), fmt.Sprintf("there can be %d commands at most", MaxOwn)}}
	}
	for i, o := range own {
		setting, says := o.check()
		if says == "" && names[o.Name] {
			setting, says = "name", "is that of another command: "+o.Name
		}
		names[o.Name] = true
		var keys []string
		if says == "" {
			setting = "key"
			keys, says = parseKeys(OwnID(i), o.Keys)
		}
		if says != "" {
			wrong = append(wrong, Mistake{ownSetting(i, setting), says})
			continue
		}
		k.own = append(k.own, o.action(OwnID(i), keys))
	}
	return wrong
}

// ownSetting is the full name of a setting of an own command, counted from 1.
func ownSetting(i int, setting string) string {
	return strings.TrimSuffix(fmt.Sprintf("command[%d].%s", i+1, setting), ".")
}
