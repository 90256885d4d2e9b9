package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"akia/ui/cli/exit"
	"akia/ui/cli/manual"
	"akia/ui/cli/system"
)

const manHelp = "Writes the man pages to a folder: akia(1), one page for each command, and one for each help topic, " +
	"such as akia-findings(7). Without a folder it prints akia(1)."

const manExamples = `akia man ~/.local/share/man
man akia-findings`

// newMan returns the command that writes man pages.
func newMan(sys system.System, end *exit.Outcome) *cobra.Command {
	return &cobra.Command{
		Use:     "man [DIR]",
		Short:   "Write the man pages",
		Long:    manHelp,
		Example: manExamples,
		Args:    cobra.ArbitraryArgs,
		Run: end.Record(func(cmd *cobra.Command, args []string) error {
			switch len(args) {
			case 0:
				return printManPage(cmd.Root(), sys.Stdout)
			case 1:
				return writeManPages(cmd.Root(), args[0], sys.Stdout)
			default:
				return exit.Usage("name one folder, not %d", len(args))
			}
		}),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
	}
}

// printManPage prints the page of the program.
func printManPage(root *cobra.Command, out io.Writer) error {
	if _, err := io.WriteString(out, manual.CommandPage(root, system.Version()).Text); err != nil {
		return fmt.Errorf("cannot print the man page: %w", err)
	}
	return nil
}

// writeManPages writes all pages below a folder, each in the folder of its section, and says how many there are.
func writeManPages(root *cobra.Command, folder string, out io.Writer) error {
	pages, err := manual.Pages(root, system.Version())
	if err != nil {
		return err
	}
	for _, page := range pages {
		section := filepath.Join(folder, "man"+page.File[len(page.File)-1:])
		if err := os.MkdirAll(section, 0o755); err != nil {
			return fmt.Errorf("cannot create the folder %s: %w", section, system.Reason(err))
		}
		path := filepath.Join(section, page.File)
		if err := os.WriteFile(path, []byte(page.Text), 0o644); err != nil {
			return fmt.Errorf("cannot write %s: %w", path, system.Reason(err))
		}
	}
	if _, err := fmt.Fprintf(out, "Wrote %d man pages to %s\n", len(pages), system.OneLine(folder)); err != nil {
		return fmt.Errorf("cannot print the result: %w", err)
	}
	return nil
}
