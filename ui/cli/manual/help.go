package manual

import (
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"akia/ui/cli/settings"
	"akia/ui/text"
)

// Width is how wide help is where the terminal is not narrower.
const Width = 80

// topicsAnnotation names the topics that the help of a command points to.
const topicsAnnotation = "akia.topics"

// About returns the annotations of a command whose help points to these topics.
func About(topics ...string) map[string]string {
	return map[string]string{topicsAnnotation: strings.Join(topics, " ")}
}

// AddFlags adds the flags that every command has, so that they are worded as the others are.
func AddFlags(cmd *cobra.Command) {
	cmd.Flags().BoolP("help", "h", false, "Show this help")
}

// Help returns the help of a command in lines of at most so many columns.
func Help(cmd *cobra.Command, width int) string {
	var b strings.Builder
	section := func(head, body string) {
		if body != "" {
			b.WriteString("\n" + head + ":\n" + body)
		}
	}
	about := cmd.Long
	if about == "" {
		about = cmd.Short + "."
	}
	b.WriteString(Plain(about, width))
	section("Usage", indented(usage(cmd)))
	section("Commands", columns(commands(cmd), width))
	for _, g := range flagGroups(cmd) {
		section(g.head, columns(g.flags, width))
	}
	section("Examples", indented(strings.Split(cmd.Example, "\n")))
	section("Learn more", columns(learnMore(cmd), width))
	return b.String()
}

// indented returns lines with an indent; nothing for none.
func indented(lines []string) string {
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(strings.TrimRight("  "+line, " ") + "\n")
	}
	return strings.TrimLeft(b.String(), "\n")
}

// usage returns how a command is called, a line for each way.
func usage(cmd *cobra.Command) []string {
	lines := []string{cmd.UseLine()}
	if !cmd.HasParent() {
		lines = append(lines, cmd.Name()+" COMMAND [flags]")
	}
	return lines
}

// commands returns the subcommands of a command.
func commands(cmd *cobra.Command) []Pair {
	var pairs []Pair
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() || sub.Name() == "help" {
			pairs = append(pairs, Pair{sub.Name(), sub.Short})
		}
	}
	return pairs
}

// flagGroup is a group of flags, each with what it does.
type flagGroup struct {
	head  string
	flags []Pair
}

// flagGroups returns the flags of a command in their groups.
func flagGroups(cmd *cobra.Command) []flagGroup {
	var groups []flagGroup
	for _, g := range settings.Groups() {
		var flags []Pair
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if !f.Hidden && settings.GroupOf(f) == g {
				flags = append(flags, flagPair(f))
			}
		})
		if len(flags) > 0 {
			head := string(g) + " flags"
			if g.Note() != "" {
				head += " (" + g.Note() + ")"
			}
			groups = append(groups, flagGroup{head, flags})
		}
	}
	if len(groups) == 1 {
		groups[0].head = "Flags"
	}
	return groups
}

// flagPair returns a flag with its value, and what it does with its default.
func flagPair(f *pflag.Flag) Pair {
	value, help := settings.Help(f)
	term := "--" + f.Name
	if f.Shorthand != "" {
		term = "-" + f.Shorthand + ", " + term
	}
	if value != "" {
		term += " " + value
	}
	if f.DefValue != "" && f.DefValue != "false" {
		help += " [" + f.DefValue + "]"
	}
	return Pair{term, help}
}

// learnMore returns where there is more to read about a command.
func learnMore(cmd *cobra.Command) []Pair {
	if !cmd.HasParent() {
		return []Pair{
			{"akia COMMAND --help", "help on a command"},
			{"akia help", "all commands and topics"},
			{"akia help TOPIC", "help on a topic: " + strings.Join(Names(), ", ")},
		}
	}
	var pairs []Pair
	for _, name := range strings.Fields(cmd.Annotations[topicsAnnotation]) {
		if i := slices.Index(Names(), name); i >= 0 {
			pairs = append(pairs, Pair{"akia help " + name, lower(title(name))})
		}
	}
	return pairs
}

// lower returns a title as the part of a sentence. Names of several capital letters stay.
func lower(title string) string {
	if r := []rune(title); len(r) > 1 && unicode.IsUpper(r[0]) && !unicode.IsUpper(r[1]) {
		return strings.ToLower(string(r[:1])) + string(r[1:])
	}
	return title
}

// Overview returns the commands and topics that there is help on.
func Overview(root *cobra.Command, width int) string {
	var b strings.Builder
	b.WriteString("Usage:\n  akia help COMMAND\n  akia help TOPIC\n\nCommands:\n")
	b.WriteString(columns(commands(root), width))
	b.WriteString("\nTopics:\n")
	var topics []Pair
	for _, name := range Names() {
		topics = append(topics, Pair{name, title(name)})
	}
	b.WriteString(columns(topics, width))
	b.WriteString("\n" + strings.Join(text.Wrap("akia man DIR writes the same texts as man pages.", width), "\n") + "\n")
	return b.String()
}
