package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"akia/iamsvc"
	"akia/iamsvc/journal"
	"akia/ui/cli/exit"
	"akia/ui/cli/settings"
	"akia/ui/cli/system"
	"akia/ui/text"
)

const (
	defaultJournalRows = 50
	maxJournalRows     = 1000000
	// underWay is how long a change may be without an outcome while another akia waits for it.
	underWay = 2 * time.Minute
)

const journalHelp = "Shows what was changed with akia by this user of this machine, newest last: keys that were " +
	"created, deleted, activated and deactivated, and the like. A change that says not seen was sent, and akia ended " +
	"before it was answered: look at the key."

// journalCommand is what the journal command was asked for.
type journalCommand struct {
	json  bool
	limit int
}

func newJournalCommand(sys system.System, end *exit.Outcome) *cobra.Command {
	j := &journalCommand{limit: defaultJournalRows}
	cmd := &cobra.Command{
		Use:     "journal",
		Short:   "Show what was changed from this machine",
		Long:    journalHelp,
		Example: "akia journal --limit 10",
		Args:    cobra.ArbitraryArgs,
		Run: end.Record(func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return exit.Usage("journal takes no arguments, only flags")
			}
			return j.show(sys)
		}),
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	cmd.Flags().BoolVar(&j.json, "json", false, "print the lines of the file, two for each change")
	limit := settings.Number(&j.limit, 1, maxJournalRows)
	cmd.Flags().VarP(limit, "limit", "n", "how many of the newest changes")
	return cmd
}

// show prints the newest changes of the journal.
func (j *journalCommand) show(sys system.System) error {
	tail, err := readJournal(sys.Getenv, j.limit)
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
		out.WriteString("No change is in the journal.\n")
	default:
		writeTable(&out, journalRows(changes, time.Now()))
	}
	if _, err := io.WriteString(sys.Stdout, out.String()); err != nil {
		return fmt.Errorf("cannot print the journal: %w", err)
	}
	if tail.Unreadable > 0 {
		sys.Say(fmt.Sprintf("akia: lines of the journal that are not readable, and were left out: %d", tail.Unreadable))
	}
	if tail.Cut {
		sys.Say("akia: only the end of the journal was searched: the file holds too much that is none")
	}
	return nil
}

// readJournal reads the newest changes of the journal. That there is none is no error.
func readJournal(getenv func(string) string, limit int) (journal.Tail, error) {
	path, err := journalPath(getenv)
	if err != nil {
		return journal.Tail{}, exit.Usage("the journal cannot be found: %s", err)
	}
	if err := system.CheckFolder(filepath.Dir(path)); err != nil {
		return journal.Tail{}, fmt.Errorf("the journal cannot be read: %w", err)
	}
	file, err := system.ReadPrivate(path)
	if errors.Is(err, fs.ErrNotExist) {
		return journal.Tail{}, nil
	}
	if err != nil {
		return journal.Tail{}, fmt.Errorf("the journal cannot be read: %w", err)
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil {
		return journal.Tail{}, fmt.Errorf("the journal cannot be read: %w", system.Reason(err))
	}
	return journal.Newest(file, info.Size(), limit)
}

// journalRows returns the cells of the table, its heading first.
func journalRows(changes []journal.Change, now time.Time) [][]string {
	rows := [][]string{{"TIME", "ACCOUNT", "CALLER", "WHAT", "USER", "KEY", "OUTCOME"}}
	for _, c := range changes {
		l := c.Last()
		began := c.Intent.Time
		if began.IsZero() {
			began = l.Time
		}
		rows = append(rows, []string{
			began.Local().Format(time.DateTime), accountCell(l), iamsvc.Identity{ARN: l.Caller}.Label(),
			shortly(l), l.User, l.Key, resultCell(c, now),
		})
	}
	return rows
}

// accountCell names the account, and where it is if that is not AWS.
func accountCell(l journal.Line) string {
	name := strings.TrimSpace(l.Alias + " " + l.Account)
	if l.Endpoint != "" {
		name = strings.TrimSpace(name + " at " + l.Endpoint)
	}
	return name
}

func resultCell(c journal.Change, now time.Time) string {
	switch {
	case c.Ended() && c.Outcome.Kind != "":
		return string(c.Outcome.Result) + ": " + c.Outcome.Kind
	case c.Ended():
		return string(c.Outcome.Result)
	case mayBeUnderWay(c, now):
		return "under way"
	default:
		return string(journal.NotSeen)
	}
}

// writeTable writes cells in columns. What the cells hold is made fit for a terminal; an empty one shows a dash.
func writeTable(out *strings.Builder, rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			if row[i] = text.Trim(cell); row[i] == "" {
				row[i] = "-"
			}
			widths[i] = max(widths[i], text.Width(row[i]))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			line.WriteString(cell + text.Spaces(widths[i]-text.Width(cell)+2))
		}
		out.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}
