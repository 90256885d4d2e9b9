package cli

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"akia/ui/cli/exit"
	"akia/ui/cli/ledger"
	"akia/ui/cli/manual"
	"akia/ui/cli/settings"
	"akia/ui/cli/system"
)

const (
	defaultJournalRows = 50
	maxJournalRows     = 1000000
)

const journalHelp = "Prints the changes that you made with akia on this machine, newest last.\n\n" +
	"A change that is not seen was sent, but akia ended before the answer came: check that key."

const journalExamples = `akia journal --limit 10
akia journal --json | jq 'select(.user == "alice")'`

// journalCommand is what the journal command was asked for.
type journalCommand struct {
	json  bool
	limit int
}

func newJournalCommand(sys system.System, end *exit.Outcome) *cobra.Command {
	j := &journalCommand{limit: defaultJournalRows}
	cmd := &cobra.Command{
		Use:     "journal",
		Short:   "Print the changes made from this machine",
		Long:    journalHelp,
		Example: journalExamples,
		Args:    cobra.ArbitraryArgs,
		Run: end.Record(func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return exit.Usage("journal takes no arguments, only flags")
			}
			return j.show(sys)
		}),
		ValidArgsFunction: cobra.NoFileCompletions,
		Annotations:       manual.About("json", "secrets"),
	}
	settings.In(settings.Output, cmd.Flags(), func() {
		cmd.Flags().BoolVar(&j.json, "json", false, "Print JSON, two lines for each change")
		limit := settings.Number(&j.limit, 1, maxJournalRows)
		cmd.Flags().VarP(limit, "limit", "n", "Print the newest `N` changes")
	})
	return cmd
}

// show prints the newest changes of the journal.
func (j *journalCommand) show(sys system.System) error {
	tail, err := ledger.ReadJournal(sys.Getenv, j.limit)
	if err != nil {
		return err
	}
	changes := tail.Changes
	var out strings.Builder
	switch {
	case j.json:
		for _, c := range changes {
			out.WriteString(strings.Join(c.Raw, "\n") + "\n")
		}
	case len(changes) == 0:
		out.WriteString("The journal is empty.\n")
	default:
		out.WriteString(ledger.Table(changes, time.Now()))
	}
	if _, err := io.WriteString(sys.Stdout, out.String()); err != nil {
		return fmt.Errorf("cannot print the journal: %w", err)
	}
	if tail.Unreadable > 0 {
		sys.Say(fmt.Sprintf("akia: skipped unreadable lines of the journal: %d", tail.Unreadable))
	}
	if tail.Cut {
		sys.Say("akia: only the end of the journal was searched: the file holds too much that is none")
	}
	return nil
}
