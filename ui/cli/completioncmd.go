package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"akia/ui/cli/exit"
	"akia/ui/cli/settings"
	"akia/ui/cli/system"
)

const completionHelp = "Prints a completion script for a shell. It completes flags and their values, commands, help " +
	"topics, and the profiles of your AWS configuration."

const completionExamples = `# bash, with the package bash-completion
mkdir -p ~/.local/share/bash-completion/completions
akia completion bash > ~/.local/share/bash-completion/completions/akia

# zsh
akia completion zsh > "${fpath[1]}/_akia"

# fish
mkdir -p ~/.config/fish/completions
akia completion fish > ~/.config/fish/completions/akia.fish

# PowerShell
akia completion powershell >> $PROFILE`

// shells are those that completion is written for.
func shells() []string { return []string{"bash", "zsh", "fish", "powershell"} }

// newCompletion returns the command that prints completion scripts.
func newCompletion(sys system.System, end *exit.Outcome) *cobra.Command {
	return &cobra.Command{
		Use:     "completion SHELL",
		Short:   "Print a completion script for a shell",
		Long:    completionHelp,
		Example: completionExamples,
		Args:    cobra.ArbitraryArgs,
		Run: end.Record(func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return exit.Usage("name one shell: akia completion bash, zsh, fish or powershell")
			}
			if err := settings.OneOf(args[0], shells()); err != nil {
				return exit.Usage("unknown shell %s: %s", args[0], err)
			}
			root := cmd.Root()
			write := map[string]func() error{
				"bash":       func() error { return root.GenBashCompletionV2(sys.Stdout, true) },
				"zsh":        func() error { return root.GenZshCompletion(sys.Stdout) },
				"fish":       func() error { return root.GenFishCompletion(sys.Stdout, true) },
				"powershell": func() error { return root.GenPowerShellCompletionWithDesc(sys.Stdout) },
			}[args[0]]
			if err := write(); err != nil {
				return fmt.Errorf("cannot print the script: %w", err)
			}
			return nil
		}),
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return noFiles(nil)
			}
			return noFiles(shells())
		},
	}
}
