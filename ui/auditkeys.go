package ui

import (
	tea "charm.land/bubbletea/v2"
)

// groupMarks is the group of the help page for the marks of rows.
const groupMarks = "Marks of rows"

// auditIntents are the keys of the audit. Those that act on a key are the ones of the panes: here they act on the row, once
// it is certain which key that is.
func auditIntents() []intent {
	return append(append(auditMoveIntents(), auditRowIntents()...), auditViewIntents()...)
}

func auditMoveIntents() []intent {
	return append(cursorIntents((*Model).moveAudit),
		bind(0, groupMove, "enter", "details of the key and its findings", (*Model).auditDetails, "enter"),
		bind(0, groupMove, "tab", "to the user in the panes", (*Model).toUserOfRow, "tab", "right", "l"),
		bind(0, groupMove, "esc", "dismiss an error, stop loading, clear filter and marks, go back", (*Model).escapeAudit, "esc"),
		bind(12, groupMove, "a", "back", (*Model).fromAudit, "a"),
	)
}

// auditRowIntents are the keys of the panes that act on a key or a user. A row is settled before they do; where rows are
// marked, t and d are about these.
func auditRowIntents() []intent {
	var out []intent
	for _, in := range keyIntents() {
		switch in.Help().Key {
		case "t":
			in.do = marked(in.do, needList, opSetStatus)
		case "d":
			in.do = marked(in.do, needUse, opDelete)
		case "u", "o", "i", "n":
		case "y":
			in.do = settled(in.do, needID)
		default:
			in.do = settled(in.do, needList)
		}
		if in.rank > 0 {
			in.rank += 4
		}
		out = append(out, in)
	}
	return append(out,
		bind(4, groupMarks, "space", "mark", (*Model).markRow, "space"),
		bind(0, groupMarks, "V", "mark a range: begin, end", (*Model).markRange, "V"),
		bind(0, groupMarks, "*", "mark all that the filter shows, or none of them", (*Model).markAll, "*", "ctrl+a"),
	)
}

// marked makes a key act on the marked rows if there are any, else on the row under the cursor.
func marked(do func(*Model) tea.Cmd, need need, op writeOp) func(*Model) tea.Cmd {
	one := settled(do, need)
	return func(m *Model) tea.Cmd {
		m.audit.markToCursor() // what is shown as marked is what is meant
		if m.audit.marks.count() > 0 {
			return m.askMarked(op)
		}
		return one(m)
	}
}

func auditViewIntents() []intent {
	own := []intent{
		bind(1, groupView, "/", "filter", (*Model).openAuditFilter, "/"),
		bind(2, groupView, "f", "finding", (*Model).askFindings, "f"),
		bind(3, groupView, "s", "sort", (*Model).askOrder, "s"),
		bind(0, groupView, "x", "export what is shown to a file", (*Model).askExport, "x"),
		bind(13, groupView, "S", "exact scan: start, pause, go on", (*Model).toggleScan, "S"),
		bind(14, groupView, "r", "refresh", (*Model).refreshAudit, "r"),
	}
	for _, in := range viewIntents() {
		switch in.Help().Key {
		case "/", "s", "r", "a":
		default:
			own = append(own, in)
		}
	}
	return own
}

// present are the keys of the main screen as it is now, and those of its help line.
func (m *Model) present() []intent {
	if m.audit.open {
		return m.audit.intents
	}
	return m.intents
}
