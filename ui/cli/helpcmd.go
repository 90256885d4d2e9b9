package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"akia/ui/cli/exit"
	"akia/ui/cli/manual"
	"akia/ui/cli/settings"
	"akia/ui/cli/system"
)

// explain gives a command line its help: the flags --help and --version, the help command, and how help is drawn.
func explain(root *cobra.Command, sys system.System, conf *settings.File, end *exit.Outcome) {
	root.SetHelpCommand(newHelp(root, sys, conf, end))
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
		if err := printHelp(sys, manual.Help(cmd, helpWidth(sys))); err != nil {
			end.Fail(err)
		}
	})
	root.InitDefaultHelpCmd()
	root.Flags().BoolP("version", "v", false, "Print the version and exit")
	root.CompletionOptions.DisableDefaultCmd = true
	every(root, manual.AddFlags)
}

// every does something with a command and all below it.
func every(cmd *cobra.Command, do func(*cobra.Command)) {
	do(cmd)
	for _, sub := range cmd.Commands() {
		every(sub, do)
	}
}

// helpWidth returns how wide help is: as wide as a narrow terminal, and never wider than 80 columns.
func helpWidth(sys system.System) int {
	const narrowest = 40
	if columns, ok := system.Columns(sys.Stdout); ok {
		return max(narrowest, min(columns, manual.Width))
	}
	return manual.Width
}

func printHelp(sys system.System, text string) error {
	if _, err := io.WriteString(sys.Stdout, text); err != nil {
		return fmt.Errorf("cannot print the help: %w", err)
	}
	return nil
}

// newHelp returns the help command. A name is that of a topic first, then that of a command, whose
// help its flag --help prints too.
func newHelp(root *cobra.Command, sys system.System, conf *settings.File, end *exit.Outcome) *cobra.Command {
	return &cobra.Command{
		Use:     "help [COMMAND|TOPIC]",
		Short:   "Explain a command or a topic",
		Long:    "Explains a command or a topic. Without either it lists them.",
		Example: "akia help report\nakia help findings",
		Args:    cobra.ArbitraryArgs,
		Run: end.Record(func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return printHelp(sys, manual.Overview(root, helpWidth(sys)))
			}
			if len(args) == 1 && slices.Contains(manual.Names(), args[0]) {
				return printTopic(sys, conf, args[0])
			}
			about, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return exit.Usage("no help on %s%s", strings.Join(args, " "), meantHelp(root, args))
			}
			return about.Help()
		}),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return noFiles(nil)
			}
			return noFiles(helpNames(root))
		},
	}
}

// helpNames returns what there is help on: commands, then the topics that are not commands too.
func helpNames(root *cobra.Command) []string {
	var names []string
	for _, cmd := range root.Commands() {
		if cmd.IsAvailableCommand() {
			names = append(names, cmd.Name())
		}
	}
	for _, name := range manual.Names() {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// meantHelp returns the end of a sentence about a name that there is no help on.
func meantHelp(root *cobra.Command, args []string) string {
	if parent, rest, err := root.Find(args); err == nil && parent != root && len(rest) == 1 {
		return meantCommand(parent, rest[0])
	}
	if meant := settings.Meant(args[0], helpNames(root)); meant != "" {
		return meant
	}
	return "; akia help lists commands and topics"
}

// meantCommand returns the end of a sentence about a word that is no command below another.
func meantCommand(parent *cobra.Command, word string) string {
	var names []string
	for _, cmd := range parent.Commands() {
		names = append(names, cmd.Name())
	}
	if meant := settings.Meant(word, names); meant != "" {
		return meant
	}
	return "; " + parent.CommandPath() + " --help lists the commands"
}

// printTopic prints a topic, with the keys as they are configured. A file that is broken changes none of them.
func printTopic(sys system.System, conf *settings.File, name string) error {
	keys := conf.Keys
	if conf.Err != nil {
		keys = nil
	}
	topic, err := manual.Topic(name, keys)
	if err != nil {
		return err
	}
	return printHelp(sys, manual.Plain(topic, helpWidth(sys)))
}
