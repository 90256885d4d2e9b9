package ledger

import (
	"strings"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/journal"
	"akia/ui/text"
	"akia/ui/words"
)

// Table returns changes as a table for a terminal, one line for each.
func Table(changes []journal.Change, now time.Time) string {
	return inColumns(journalRows(changes, now))
}

// journalRows returns the cells of the table, its heading first.
func journalRows(changes []journal.Change, now time.Time) [][]string {
	rows := [][]string{{"TIME", "ACCOUNT", "CALLER", "WHAT", "USER", "KEY", "OUTCOME"}}
	for _, c := range changes {
		l := c.Last()
		rows = append(rows, []string{
			words.ChangeBegan(c).Local().Format(time.DateTime), words.ChangeAccount(l), iamsvc.Identity{ARN: l.Caller}.Label(),
			words.ChangeName(l), l.User, l.Key, words.ChangeOutcome(c, now),
		})
	}
	return rows
}

// inColumns returns cells in columns. What the cells hold is made fit for a terminal; an empty one shows a dash.
func inColumns(rows [][]string) string {
	var out strings.Builder
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
	return out.String()
}
