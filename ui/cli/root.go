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

const rootHelp = "Find the old, unused and risky access keys of an AWS account, and act on them: deactivate, rotate, " +
	"create, delete, audit. For any user of the account, not just your own.\n\n" +
	"Credentials come from where the AWS CLI takes them: environment, profiles, SSO, roles."

const rootExamples = `akia --demo                        # try it: no AWS, no network
akia --profile prod --read-only    # look, and change nothing
akia alice                         # open at a user
akia AKIAIOSFODNN7EXAMPLE          # find the owner of an access key
akia -- report                     # open at a user with the name of a command`

// newRoot returns the command line's root command, which records how it ended in end. It sets none of cobra's
// templates: with one, the linker must keep every method of every type, and the binary grows by half.
func newRoot(sys system.System, end *exit.Outcome) *cobra.Command {
	set, conf := settings.New(), settings.ReadFile(sys.Getenv)
	root := &cobra.Command{
		Use:     "akia [USER|ACCESS-KEY-ID]",
		Short:   "Manage and audit AWS access keys in the terminal",
		Version: system.About(),
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
		SilenceUsage:      true,
		SilenceErrors:     true,
	}
	set.AddFlags(root.Flags())
	conf.Apply(root.Flags())
	root.AddCommand(newDemoServer(sys, end), newJournalCommand(sys, end), reporting.NewCommand(sys, conf, end),
		estates.NewCommand(sys, conf, end), newConfigCommand(sys, conf, end), newCompletion(sys, end), newMan(sys, end))
	for _, cmd := range append(root.Commands(), root) {
		completeFlags(cmd, conf, sys.Getenv)
	}
	explain(root, sys, conf, end)
	root.SetFlagErrorFunc(refuseFlag(end))
	root.SetArgs(sys.Args)
	root.SetIn(sys.Stdin)
	root.SetOut(sys.Stdout)
	root.SetErr(sys.Stderr)
	return root
}
