package audit

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc/audit"
	"akia/ui/list"
	"akia/ui/stage"
)

// areaOfTable marks the lines of the table: the wheel scrolls it.
func (a *Room) areaOfTable(lines []string) []string {
	if a.Theme.Areas == nil {
		return lines
	}
	wheel := stage.OnWheel(func(rows int) tea.Cmd {
		return a.Move(func(w *list.Window, s list.Source) { w.Scroll(s, rows) })
	})
	for i := range lines {
		lines[i] = a.Theme.Area(wheel, lines[i])
	}
	return lines
}

// areaOfRow marks a row: a click selects it.
func (a *Room) areaOfRow(ref audit.Ref, row string) string {
	if a.Theme.Areas == nil {
		return row
	}
	id := rowID(ref)
	return a.Theme.Area(stage.OnClick(func() tea.Cmd {
		return a.Move(func(w *list.Window, s list.Source) { w.Select(s, id) })
	}), row)
}

// areaOfMark marks what stands before a row: a click there marks the row, or takes its mark away, and leaves the cursor
// on it. While a range is being marked it ends there.
func (a *Room) areaOfMark(ref audit.Ref) any {
	if a.Theme.Areas == nil {
		return nil
	}
	return stage.OnMark(func() tea.Cmd {
		cmd := a.Move(func(w *list.Window, s list.Source) { w.Select(s, rowID(ref)) })
		if a.marks.from != "" {
			return tea.Batch(cmd, a.MarkRange())
		}
		a.marks.set(ref, !a.marks.has(ref))
		return cmd
	})
}

// Places returns which row stands where in the window, as one number.
func (a *Room) Places() uint64 {
	sum := uint64(len(a.visible))
	for _, ref := range a.visible {
		sum = sum*1099511628211 + uint64(ref) + 1
	}
	return sum
}

// headClick is what a click on the head of a column does: it sorts by the column, or the other way round if that
// is done already.
func (a *Room) headClick(f field) any {
	for _, c := range audit.Columns() {
		if cellOf(c) == f {
			return stage.OnClick(func() tea.Cmd {
				now := a.view.Order()
				return a.Sort(audit.Order{By: c, Reverse: now.By == c && !now.Reverse})
			})
		}
	}
	return nil
}
