package manual

import (
	"fmt"
	"strings"

	"github.com/cpuguy83/go-md2man/v2/md2man"
	"github.com/spf13/cobra"

	"akia/ui/cli/exit"
)

// The sections of the manual: programs, and everything else.
const (
	ofCommands = 1
	ofTopics   = 7
)

// Page is a man page: the name of its file, such as akia.1, and its text in roff. It has no date: the same build writes
// the same page.
type Page struct{ File, Text string }

// Pages returns all man pages: one for each command, one for each topic. The keys in them are those of the program,
// whatever is configured.
func Pages(root *cobra.Command, version string) ([]Page, error) {
	pages := commandPages(root, version)
	for _, name := range Names() {
		topic, err := Topic(name, nil)
		if err != nil {
			return nil, err
		}
		head, body, _ := strings.Cut(topic, "\n")
		pages = append(pages, page("akia-"+name, ofTopics, version,
			strings.TrimPrefix(head, "# "), body+"\n"+seeAlso([]string{"akia(1)"})))
	}
	return pages, nil
}

// CommandPage returns the man page of a command.
func CommandPage(cmd *cobra.Command, version string) Page {
	var b strings.Builder
	b.WriteString("## SYNOPSIS\n\n")
	for _, line := range usage(cmd) {
		b.WriteString(code(line) + "\n\n")
	}
	about := cmd.Long
	if about == "" {
		about = cmd.Short + "."
	}
	b.WriteString("## DESCRIPTION\n\n" + about + "\n\n")
	if subs := commands(cmd); len(subs) > 0 {
		b.WriteString("## COMMANDS\n\n" + definitions(subs) + "\n\n")
	}
	for _, g := range flagGroups(cmd) {
		b.WriteString("## " + strings.ToUpper(g.head) + "\n\n" + definitions(g.flags) + "\n\n")
	}
	if cmd.Example != "" {
		b.WriteString("## EXAMPLES\n\n```\n" + cmd.Example + "\n```\n\n")
	}
	if !cmd.HasParent() {
		b.WriteString("## EXIT STATUS\n\n" + definitions(exitCodes(exit.Codes())) + "\n\n")
	}
	b.WriteString(seeAlso(related(cmd)))
	return page(manName(cmd), ofCommands, version, cmd.Short, b.String())
}

// commandPages returns the pages of a command and of all below it.
func commandPages(cmd *cobra.Command, version string) []Page {
	pages := []Page{CommandPage(cmd, version)}
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() && sub.Name() != "help" {
			pages = append(pages, commandPages(sub, version)...)
		}
	}
	return pages
}

func manName(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", "-") }

// related returns the pages to see besides that of a command.
func related(cmd *cobra.Command) []string {
	var names []string
	if parent := cmd.Parent(); parent != nil {
		names = append(names, manName(parent)+"(1)")
	}
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() && sub.Name() != "help" {
			names = append(names, manName(sub)+"(1)")
		}
	}
	topics := strings.Fields(cmd.Annotations[topicsAnnotation])
	if !cmd.HasParent() {
		topics = Names()
	}
	for _, name := range topics {
		names = append(names, "akia-"+name+"(7)")
	}
	return names
}

func seeAlso(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "\n## SEE ALSO\n\n" + strings.Join(names, ", ") + "\n"
}

// page returns a page of a section.
func page(name string, section int, version, short, body string) Page {
	head := fmt.Sprintf("%% %q %q %q %q %q\n\n## NAME\n\n%s - %s\n\n", strings.ToUpper(name), fmt.Sprint(section), "",
		"akia "+version, "akia manual", name, escaped(short))
	return Page{fmt.Sprintf("%s.%d", name, section), string(md2man.Render([]byte(head + body)))}
}
