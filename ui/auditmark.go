package ui

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc/audit"
	"akia/ui/dialog"
	"akia/ui/overview"
	"akia/ui/text"
)

// auditMarks are the rows that a person has marked, and the row at which a range begins.
type auditMarks struct {
	refs map[audit.Ref]bool
	from string // identity of the row at which a range begins; empty for none
	span []bool // by row: those of the range as the person last stretched it. What answers put between them is not among them
	gone int    // how many rows of the table were gone when the marks were looked through
}

func newAuditMarks() auditMarks { return auditMarks{refs: map[audit.Ref]bool{}} }

func (k *auditMarks) count() int { return len(k.refs) }

func (k *auditMarks) has(ref audit.Ref) bool { return k.refs[ref] }

// clear takes all marks away; false if there were none.
func (k *auditMarks) clear() bool {
	had := len(k.refs) > 0
	clear(k.refs)
	return had
}

// endRange gives up a range that was begun; false if there is none.
func (k *auditMarks) endRange() bool {
	had := k.from != ""
	k.from, k.span = "", nil
	return had
}

func (k *auditMarks) set(ref audit.Ref, on bool) {
	if on {
		k.refs[ref] = true
	} else {
		delete(k.refs, ref)
	}
}

// markRow marks the row under the cursor, or takes its mark away, and goes to the next one.
func (m *Model) markRow() tea.Cmd {
	a := &m.audit
	ref, _, ok := a.row()
	if !ok {
		return nil
	}
	if a.marks.from != "" {
		return m.markRange()
	}
	a.marks.set(ref, !a.marks.has(ref))
	a.window.Move(a.rows(), 1)
	a.anchor = a.window.ID()
	return m.browse.Moved()
}

// markRange begins a range at the cursor, or marks all from where it began to the cursor.
func (m *Model) markRange() tea.Cmd {
	a := &m.audit
	if _, _, ok := a.row(); !ok {
		return nil
	}
	a.anchor = a.window.ID()
	if a.marks.from == "" {
		a.marks.from = a.window.ID()
		a.stretch()
		return m.Say(dialog.Dim, "A range begins here: V or space ends it, esc gives it up")
	}
	a.markToCursor()
	return m.sayMarked()
}

// markToCursor marks the range that was begun, as it was shown, and ends it; without one it does nothing.
func (a *auditPane) markToCursor() {
	for ref, in := range a.marks.span {
		if _, there := a.table.Row(audit.Ref(ref)); in && there {
			a.marks.set(audit.Ref(ref), true)
		}
	}
	a.marks.endRange()
}

// takeMarks ends a range, so that what is shown as marked is what is meant, and reports whether any row is marked.
func (a *auditPane) takeMarks() bool {
	a.markToCursor()
	return a.marks.count() > 0
}

// stretch makes the range that was begun reach to the cursor, which the person has moved there.
func (a *auditPane) stretch() {
	from, to := a.inRange()
	a.marks.span = a.marks.span[:0]
	for _, ref := range a.view.Window(nil, from, to-from) {
		if more := int(ref) + 1 - len(a.marks.span); more > 0 {
			a.marks.span = append(a.marks.span, make([]bool, more)...)
		}
		a.marks.span[ref] = true
	}
}

func (m *Model) sayMarked() tea.Cmd {
	return m.Say(dialog.Dim, text.Count(m.audit.marks.count())+" marked")
}

// inRange returns the places of the range that is being marked, from inclusive to exclusive; none if there is no range.
func (a *auditPane) inRange() (from, to int) {
	if a.marks.from == "" {
		return 0, 0
	}
	from = a.rows().Index(a.marks.from)
	if from < 0 {
		from = a.window.Pos()
	}
	to = a.window.Pos()
	return min(from, to), max(from, to) + 1
}

// markAll marks all rows that the filter shows; if they all are, it takes their marks away.
func (m *Model) markAll() tea.Cmd {
	a := &m.audit
	all := true
	for ref := range a.view.All() {
		if all = a.marks.has(ref); !all {
			break
		}
	}
	for ref := range a.view.All() {
		a.marks.set(ref, !all)
	}
	return m.sayMarked()
}

// markedRows returns the marked rows whose keys are still there, in the order of the table, those that the filter hides last.
func (a *auditPane) markedRows() []audit.Ref {
	refs := make([]audit.Ref, 0, len(a.marks.refs))
	for ref := range a.view.All() {
		if a.marks.has(ref) {
			refs = append(refs, ref)
		}
	}
	if len(refs) == len(a.marks.refs) {
		return refs
	}
	for ref := range a.table.All() {
		if _, shown := a.view.Index(ref); a.marks.has(ref) && !shown {
			refs = append(refs, ref)
		}
	}
	return refs
}

// hiddenMarks returns how many of the marked rows the filter hides.
func (a *auditPane) hiddenMarks() (hidden int) {
	for ref := range a.marks.refs {
		if _, shown := a.view.Index(ref); !shown {
			hidden++
		}
	}
	return hidden
}

// dropMarks takes the marks of rows that are there no more, and returns how many there were.
func (a *auditPane) dropMarks() (dropped int) {
	if gone := a.table.Gone(); gone != a.marks.gone {
		a.marks.gone = gone
		for ref := range a.marks.refs {
			if _, ok := a.table.Row(ref); !ok {
				delete(a.marks.refs, ref)
				dropped++
			}
		}
	}
	return dropped
}

// followMarks takes away the marks of rows that have gone by themselves, and says so: a mark that a person has set does not
// vanish in silence.
func (m *Model) followMarks() tea.Cmd {
	a := &m.audit
	if a.table == nil {
		return nil
	}
	if n := a.dropMarks(); n > 0 {
		return m.Say(dialog.Warn, text.Many(n, "mark")+" taken away: the key is gone, or the report does not tell which of two it is")
	}
	return nil
}

// shownAs reports whether a row is marked, or would be by the range that is being marked.
func (a *auditPane) shownAs(ref audit.Ref) bool {
	return a.marks.has(ref) || int(ref) < len(a.marks.span) && a.marks.span[ref]
}

// selects reports whether the cursor is on a row.
func (a *auditPane) selects(ref audit.Ref) bool { return a.window.ID() == overview.ID(ref) }
