package estates

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"akia/iamsvc/awsconfig"
	"akia/ui/cli/exit"
	"akia/ui/cli/manual"
	"akia/ui/cli/session"
	"akia/ui/cli/settings"
	"akia/ui/cli/system"
	"akia/ui/collect"
	"akia/ui/text"
)

const accountsHelp = "Prints a row for each account, worst first: users, keys, findings, and why an account could " +
	"not be read. It takes about five calls per account and changes nothing.\n\n" +
	"Choose the accounts with --profiles, --sso, --org or --profile. Without them it reads every profile of the AWS " +
	"configuration. It skips suspended and closed accounts."

const accountsExamples = `# every profile of the AWS configuration
akia accounts

# some of them
akia accounts --profiles 'prod-*,dev'

# every account of an SSO session
akia accounts --sso corp --sso-role SecurityAudit

# the organization, from its management account, as CSV
akia accounts --org --role SecurityAudit --output csv`

// command is what the accounts command was asked for.
type command struct {
	set    *settings.Settings
	conf   *settings.File
	format string
	root   bool                // look at the root users of members
	roots  map[string]rootUser // by account
}

// NewCommand returns the accounts command, for settings that the file may set. How it ends is recorded in end.
func NewCommand(sys system.System, conf *settings.File, end *exit.Outcome) *cobra.Command {
	c := &command{set: settings.New(), conf: conf, format: formatTable}
	cmd := &cobra.Command{
		Use:     "accounts",
		Short:   "Print a row for each of several accounts",
		Long:    accountsHelp,
		Example: accountsExamples,
		Args:    cobra.ArbitraryArgs,
		Run: end.Record(func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return exit.Usage("accounts takes no arguments, only flags")
			}
			if conf.Err != nil {
				return conf.Err
			}
			err := cmp.Or(c.set.CheckAccount(cmd.Flags()), c.set.CheckEstate(), settings.CheckOutput(cmd.Flags()))
			if err != nil {
				return err
			}
			signal.Ignore(syscall.SIGPIPE) // the error says it
			err = c.run(cmd.Context(), sys)
			if errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe) {
				end.Fail(errors.New("the list is incomplete: its reader closed the pipe"))
				end.Status = exit.BrokenPipe
				return nil
			}
			return err
		}),
		ValidArgsFunction: cobra.NoFileCompletions,
		Annotations:       manual.About("findings", "exit-codes", "permissions"),
	}
	c.set.AddAccountFlags(cmd.Flags())
	c.set.AddEstateFlags(cmd.Flags())
	settings.AddOutput(cmd.Flags(), &c.format, FormatNames())
	c.set.AddCodeFlag(cmd.Flags())
	settings.In(settings.Account, cmd.Flags(), func() {
		cmd.Flags().BoolVar(&c.root, "root", false, "With --org, look at the members' root users: keys, password, MFA")
	})
	c.set.AddThresholdFlags(cmd.Flags())
	conf.Apply(cmd.Flags())
	return cmd
}

// run prints the accounts, and fails if one could not be read.
func (c *command) run(ctx context.Context, sys system.System) error {
	c.set.ReadOnly, c.set.NoJournal = true, true
	if !c.set.Estate.Several() && c.set.Profile == "" {
		c.all()
	}
	if c.root && !c.set.Estate.Org {
		return exit.Usage("--root needs --org")
	}
	open, err := session.OpenEstate(ctx, c.set)
	if err != nil {
		return err
	}
	defer open.Close()
	r := Reader{
		System: sys, Settings: c.set, Estate: open, Progress: system.NewProgress(sys.Stderr),
		Options: collect.Options{Thresholds: c.set.Thresholds, PathPrefix: c.set.PathPrefix, NoIDs: true},
	}
	found, err := r.Read(ctx)
	if err != nil {
		return collect.Failure(err)
	}
	if c.root && open.Base != nil {
		c.roots = roots(ctx, open.Base, found.Accounts)
	}
	if err := c.write(sys.Stdout, found, time.Now()); err != nil {
		return fmt.Errorf("cannot print the accounts: %w", err)
	}
	return found.Verdict()
}

// all has the command look at what there is where nobody said which accounts are meant: the organization of the
// built-in account, else every profile, else the account that the credentials lead to.
func (c *command) all() {
	switch {
	case c.set.Demo:
		c.set.Estate.Org = true
	case len(awsconfig.Profiles(awsconfig.SystemEnv())) > 0:
		c.set.Estate.Profiles = "*"
	}
}

// Verdict returns an error if there is an account that could not be read, or if there may be more accounts.
func (f Found) Verdict() error {
	if f.Err != nil {
		return f.Err
	}
	var failing []string
	for _, a := range f.Accounts {
		if a.Failing() {
			failing = append(failing, Named(a))
		}
	}
	const most = 5
	if n := len(failing); n > most {
		failing = append(failing[:most], text.Count(n-most)+" more")
	}
	if len(failing) == 0 {
		return nil
	}
	return errors.New("not every account could be read: " + strings.Join(failing, ", "))
}

// Named names an account in a sentence: by what it is called, and its number.
func Named(a collect.Account) string {
	name, id := a.Name(), a.ID()
	if id == "" || id == name {
		return name
	}
	return name + " (" + id + ")"
}
