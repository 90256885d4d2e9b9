package ledger

import (
	"strings"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/journal"
	"akia/ui/text"
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
