package cli

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"akia/ui/cli/exit"
	"akia/ui/cli/manual"
	"akia/ui/cli/settings"
	"akia/ui/cli/system"
)

const configHelp = "Works on the configuration file, which sets defaults for flags, keys and views."

// newConfigCommand returns the command about the configuration file.
func newConfigCommand(sys system.System, conf *settings.File, end *exit.Outcome) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "config COMMAND",
		Short:   "Show, check or create the configuration file",
		Long:    configHelp,
		Example: "akia config init\nakia config validate\nakia config show",
		Args:    cobra.ArbitraryArgs,
		Run: end.Record(func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return exit.Usage("unknown command config %s%s", args[0], meantCommand(cmd, args[0]))
			}
			return exit.Usage("name a command: akia config show, validate or init")
		}),
		ValidArgsFunction: cobra.NoFileCompletions,
		Annotations:       manual.About("config", "keys", "filter"),
	}
	cmd.AddCommand(newConfigShow(sys, conf, end), newConfigValidate(sys, conf, end), newConfigInit(sys, conf, end))
	return cmd
}

// newConfigShow returns the command that says what is in force. It takes the flags of the screen.
func newConfigShow(sys system.System, conf *settings.File, end *exit.Outcome) *cobra.Command {
	set := settings.New()
	cmd := &cobra.Command{
		Use:     "show",
		Short:   "Show the settings in force and where each comes from",
		Long:    "Shows the settings in force and where each comes from. Takes the flags of akia.",
		Example: "akia config show --profile prod",
		Args:    cobra.ArbitraryArgs,
		Run: end.Record(func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) > 0:
				return exit.Usage("config show takes no arguments, only flags")
			case conf.Err != nil:
				return conf.Err
			}
			return printSettings(sys, conf, conf.Show(cmd.Flags(), sys.Getenv))
		}),
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	set.AddFlags(cmd.Flags())
	conf.Apply(cmd.Flags())
	completeFlags(cmd, conf, sys.Getenv)
	return cmd
}

// printSettings prints settings in columns.
func printSettings(sys system.System, conf *settings.File, all []settings.Effective) error {
	var out strings.Builder
	switch {
	case conf.Path == "":
		out.WriteString("Configuration file: none\n\n")
	case conf.Found:
		out.WriteString("Configuration file: " + conf.Path + "\n\n")
	default:
		out.WriteString("Configuration file: " + conf.Path + " (not found)\n\n")
	}
	table := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	row := func(cells ...string) {
		for i := range cells {
			cells[i] = cmp.Or(system.OneLine(cells[i]), "-")
		}
		_, _ = fmt.Fprintln(table, strings.Join(cells, "\t")) // a builder takes everything
	}
	row("SETTING", "VALUE", "FROM")
	for _, e := range all {
		row(e.Name, e.Value, e.From)
	}
	_ = table.Flush()
	if _, err := io.WriteString(sys.Stdout, out.String()); err != nil {
		return fmt.Errorf("cannot print the settings: %w", err)
	}
	return nil
}

// newConfigValidate returns the command that finds every mistake in the file.
func newConfigValidate(sys system.System, conf *settings.File, end *exit.Outcome) *cobra.Command {
	return &cobra.Command{
		Use:     "validate [FILE]",
		Short:   "Check the configuration file",
		Long:    "Checks the configuration file. Prints each mistake with its line, and exits with 2 if there is one.",
		Example: "akia config validate\nakia config validate ./config.toml",
		Args:    cobra.ArbitraryArgs,
		Run: end.Record(func(_ *cobra.Command, args []string) error {
			file := conf
			switch {
			case len(args) > 1:
				return exit.Usage("one file at most, not %d", len(args))
			case len(args) == 1:
				file = settings.ReadFileAt(args[0])
			}
			return validate(sys, file, end)
		}),
	}
}

// validate says what is wrong with a file, or that nothing is.
func validate(sys system.System, file *settings.File, end *exit.Outcome) error {
	mistakes := file.Check()
	for _, m := range mistakes {
		where := file.Path
		if m.Line > 0 {
			where += fmt.Sprintf(":%d", m.Line)
		}
		_, _ = fmt.Fprintln(sys.Stderr, system.OneLine(where+": "+m.Says)) // there is nobody to tell if that fails
	}
	said := file.Path + ": no mistakes"
	switch {
	case len(mistakes) > 0:
		end.Status = exit.Refused
		return nil
	case !file.Found:
		said = "There is no configuration file; akia config init creates one"
	}
	if _, err := fmt.Fprintln(sys.Stdout, system.OneLine(said)); err != nil {
		return fmt.Errorf("cannot print the result: %w", err)
	}
	return nil
}

// newConfigInit returns the command that writes a new file.
func newConfigInit(sys system.System, conf *settings.File, end *exit.Outcome) *cobra.Command {
	shown := false
	cmd := &cobra.Command{
		Use:     "init [FILE|-]",
		Short:   "Create a commented configuration file",
		Long:    "Creates a file with every setting and key as a comment. It never changes an existing file.",
		Example: "akia config init\nakia config init --print",
		Args:    cobra.ArbitraryArgs,
		Run: end.Record(func(_ *cobra.Command, args []string) error {
			file := conf
			switch {
			case len(args) > 1:
				return exit.Usage("one file at most, not %d", len(args))
			case len(args) == 1 && args[0] == "-":
				shown = true
			case len(args) == 1:
				file = &settings.File{Path: args[0]}
			}
			said := settings.Template()
			if !shown {
				if err := file.Init(); err != nil {
					return err
				}
				said = system.OneLine("Created "+file.Path) + "\n"
			}
			if _, err := io.WriteString(sys.Stdout, said); err != nil {
				return fmt.Errorf("cannot print the configuration file: %w", err)
			}
			return nil
		}),
	}
	cmd.Flags().BoolVar(&shown, "print", false, "Print the file instead of creating it")
	return cmd
}
