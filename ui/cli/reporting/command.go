// Package reporting is the report command: the keys of an account and what is wrong with them, without a screen. It
// asks by package collect and prints by package export; here are its flags, its progress and its exit status.
package reporting

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/export"
	"akia/ui/cli/exit"
	"akia/ui/cli/manual"
	"akia/ui/cli/session"
	"akia/ui/cli/settings"
	"akia/ui/cli/system"
	"akia/ui/collect"
	"akia/ui/words"
)

const reportExamples = `# every key, worst first
akia report

# for a nightly job: exits with 1 if there is such a key
akia report --fail-on root-key,unused-long,old --output csv > keys.csv

# active keys unused for 90 days
akia report --filter "status:active used:never,>90d"

# the same as a view of the configuration file
akia report --view stale

# several accounts, from their credential reports alone
akia report --profiles 'prod-*' --no-ids`

const reportHelp = "Prints every access key of an account, or of several, with its findings, worst first. " +
	"It changes nothing.\n\n" +
	"The report starts from IAM's credential report, which can be four hours old. Without one, akia asks key by key. " +
	"What can't be read is named on stderr.\n\n" +
	"FINDINGS is a list such as unused,old, or any."

// command is what the report command was asked for.
type command struct {
	set    *settings.Settings
	conf   *settings.File
	output string // the format
	failOn audit.Set
	named  audit.Set // those of failOn that are named
	only   audit.Set
	view   string // the name of a filter of the configuration file; empty for none
	filter string // in the language of audit.Language; empty for all keys
	exact  bool
	noIDs  bool // the credential report alone
}

// NewCommand returns the command, for settings that the file may set. How it ends is recorded in end.
func NewCommand(sys system.System, conf *settings.File, end *exit.Outcome) *cobra.Command {
	r := &command{set: settings.New(), conf: conf, output: string(export.Table)}
	cmd := &cobra.Command{
		Use:     "report",
		Short:   "Print all access keys with their findings",
		Long:    reportHelp,
		Example: reportExamples,
		Args:    cobra.ArbitraryArgs,
		Run: end.Record(func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return exit.Usage("report takes no arguments, only flags")
			}
			if conf.Err != nil {
				return conf.Err
			}
			if err := cmp.Or(r.set.CheckAccount(cmd.Flags()), r.set.CheckEstate()); err != nil {
				return err
			}
			if err := r.checkFailOn(cmd.Flags(), conf); err != nil {
				return err
			}
			if err := cmp.Or(r.check(), r.addView(conf)); err != nil {
				return err
			}
			if err := settings.CheckOutput(cmd.Flags()); err != nil {
				return err
			}
			signal.Ignore(syscall.SIGPIPE) // the error says it
			run := r.run
			if r.set.Estate.Several() {
				run = r.runSeveral
			}
			err := run(cmd.Context(), sys)
			if errors.Is(err, syscall.EPIPE) || errors.Is(err, io.ErrClosedPipe) {
				end.Fail(errors.New("the report is incomplete: its reader closed the pipe"))
				end.Status = exit.BrokenPipe
				return nil
			}
			return err
		}),
		ValidArgsFunction: cobra.NoFileCompletions,
		Annotations:       manual.About("findings", "filter", "json", "exit-codes", "permissions"),
	}
	r.set.AddAccountFlags(cmd.Flags())
	r.set.AddEstateFlags(cmd.Flags())
	r.addFlags(cmd.Flags())
	conf.Apply(cmd.Flags())
	return cmd
}

// run prints the report, and fails if there is a finding that it is to fail on.
func (r *command) run(ctx context.Context, sys system.System) error {
	r.set.ReadOnly, r.set.NoJournal = true, true
	open, err := session.Open(ctx, sys, r.set, nil)
	if err != nil {
		return err
	}
	defer open.Close()
	for _, notice := range open.Account.Notices() {
		sys.Say("akia: " + notice)
	}
	if open.Account.PlainHTTP() {
		sys.Say("akia: The endpoint is http:// on another machine: nothing on the way there is encrypted.")
	}
	progress := system.NewProgress(sys.Stderr)
	var c *collect.Collector
	err = session.NewCodes(sys, r.set).SignedIn(ctx, open.Account, func() error {
		c = collect.New(open.Account, collect.Options{
			Thresholds: r.set.Thresholds, PathPrefix: r.set.PathPrefix, Exact: r.exact, NoIDs: r.noIDs,
		}, progress)
		err := c.Collect(ctx)
		progress.Clear()
		return err
	})
	if err != nil {
		return collect.Failure(err)
	}
	c.Table().SetAccount(r.account(c.Identity(), open.Account.Profile()))
	view := r.chosen(c)
	if err := export.Write(sys.Stdout, export.Format(r.output), r.document(c, view)); err != nil {
		return fmt.Errorf("cannot print the report: %w", err)
	}
	if unmatched := words.Unmatched(view.Unsure()); unmatched != "" {
		progress.Note(unmatched)
	}
	verdict := r.verdict(c)
	for _, g := range c.Gaps() { // not every format has a place for them
		if verdict == nil || !strings.Contains(verdict.Error(), g.Sentence) {
			progress.Note(g.Traced())
		}
	}
	return verdict
}

// chosen returns the keys to print.
func (r *command) chosen(c *collect.Collector) *audit.View {
	view := c.Table().NewView()
	view.SetFilter(audit.Filter{Text: r.filter, Findings: r.only})
	return view
}

func (r *command) document(c *collect.Collector, view *audit.View) export.Document {
	table, who := c.Table(), c.Identity()
	var unchecked []string
	for _, g := range c.Gaps() {
		unchecked = append(unchecked, g.Sentence)
	}
	if unmatched := words.Unmatched(view.Unsure()); unmatched != "" {
		unchecked = append(unchecked, unmatched)
	}
	return export.Document{
		Account: who.Account, Alias: who.Alias, Label: table.Account().Label, Partition: table.Account().Partition,
		PathPrefix: r.set.PathPrefix, Now: table.Now(),
		Generated:  table.Generated(),
		Thresholds: r.set.Thresholds, Rows: view.Rows(), Unchecked: unchecked,
		Filter: view.Filter().String(), Hidden: table.Len() - view.Len(), IDsNotAsked: r.noIDs,
	}
}

// account returns whose the keys are.
func (r *command) account(id iamsvc.Identity, profiles ...string) audit.Account {
	return audit.Account{
		ID: id.Account, Name: cmp.Or(id.Alias, id.Account), Label: r.conf.Label(profiles...), Partition: id.Partition(),
	}
}

// verdict returns an error if a key has a finding to fail on, if that cannot be told, or if there may be keys that
// are not known.
func (r *command) verdict(c *collect.Collector) error {
	if found := r.found(c.Table().Summary()); found != "" {
		return errors.New(found)
	}
	if open, gaps := collect.Concern(c.Gaps(), r.failOn); open != 0 {
		var why []string
		for _, g := range gaps {
			why = append(why, g.Traced())
		}
		return fmt.Errorf("can't tell whether there are keys with findings: %s: %s", open, strings.Join(why, " "))
	}
	if !c.Whole() {
		return errors.New("the report is incomplete: the keys of some users are missing")
	}
	return nil
}

// found says which findings to fail on there are; empty if there is none.
func (r *command) found(summary audit.Summary) string {
	var found []string
	for f := range r.failOn.All() {
		if n := summary.Findings[f]; n > 0 {
			found = append(found, fmt.Sprintf("%s %d", f, n))
		}
	}
	if len(found) == 0 {
		return ""
	}
	return "there are keys with findings: " + strings.Join(found, ", ")
}
