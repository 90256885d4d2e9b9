package cli

import (
	"github.com/spf13/cobra"

	"akia/ui/cli/estates"
	"akia/ui/cli/exit"
	"akia/ui/cli/reporting"
	"akia/ui/cli/settings"
	"akia/ui/cli/system"
	"akia/ui/cli/terminal"
)

const rootHelp = "Shows every user and access key of an AWS account, and what is old, unused or risky among them, " +
	"and acts on it from the keyboard. Credentials come from where the AWS CLI finds them: the environment, profiles, " +
	"SSO, roles. Flags that are to hold at each start can be kept in a file: ~/.config/akia/config.toml, or that of " +
	"AKIA_CONFIG_FILE."

const rootExamples = `# the built-in account: no AWS, no network
akia --demo

# the account of a profile, where nothing can be changed
akia --profile prod --read-only

# the user who owns an access key
akia AKIAIOSFODNN7EXAMPLE

# the policy that its user needs, for the IAM console or the aws command
akia --print-iam-policy read

# a user whose name is that of a subcommand
akia -- demo-server`

// newRoot returns the command line's root command, which records how it ended in end. It sets none of cobra's
// templates: with one, the linker must keep every method of every type, and the binary grows by half.
func newRoot(sys system.System, end *exit.Outcome) *cobra.Command {
	set, conf := settings.New(), settings.ReadFile(sys.Getenv)
	root := &cobra.Command{
		Use:     "akia [USER|ACCESS-KEY-ID]",
		Short:   "IAM access keys in the terminal",
		Long:    rootHelp,
		Example: rootExamples,
		Args:    cobra.ArbitraryArgs,
		Run: end.Record(func(cmd *cobra.Command, args []string) error {
			if err := misread(cmd, args); err != nil {
				return err
			}
			if err := set.Check(cmd.Flags(), args); err != nil {
				return err
			}
			if set.Policy != "" {
				return printPolicy(cmd.Context(), set, sys.Stdout)
			}
			if conf.Err != nil {
				return conf.Err
			}
			if err := terminal.Check(sys); err != nil {
				return err
			}
			status, err := runScreen(cmd.Context(), sys, set, conf)
			end.Status = status
			return err
		}),
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	set.AddFlags(root.Flags())
	conf.Apply(root.Flags())
	root.AddCommand(newDemoServer(sys, end), newJournalCommand(sys, end), reporting.NewCommand(sys, conf, end),
		estates.NewCommand(sys, conf, end), newConfigCommand(sys, conf, end))
	for _, cmd := range append(root.Commands(), root) {
		completeFlags(cmd, conf, sys.Getenv)
	}
	root.SetHelpCommand(newHelp(root, end))
	root.SetFlagErrorFunc(refuseFlag(end))
	root.SetArgs(sys.Args)
	root.SetIn(sys.Stdin)
	root.SetOut(sys.Stdout)
	root.SetErr(sys.Stderr)
	return root
}
