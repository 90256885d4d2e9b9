package audit

import (
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/text"
)

// marks are the rows that a person has marked, and the row at which a range begins.
type marks struct {
	refs map[audit.Ref]bool
	from string // identity of the row at which a range begins; empty for none
	// span is by row: those of the range as the person last stretched it. What answers put between them is not among them.
	span []bool
	gone int // how many rows of the table were gone when the marks were looked through
}

func newMarks() marks { return marks{refs: map[audit.Ref]bool{}} }

func (k *marks) count() int { return len(k.refs) }

func (k *marks) has(ref audit.Ref) bool { return k.refs[ref] }

// clear takes all marks away; false if there were none.
func (k *marks) clear() bool {
	had := len(k.refs) > 0
	clear(k.refs)
	return had
}

// keep returns a copy, which later marks do not change.
func (k *marks) keep() marks {
	kept := *k
	kept.refs, kept.span = maps.Clone(k.refs), slices.Clone(k.span)
	return kept
}

// endRange gives up a range that was begun; false if there is none.
func (k *marks) endRange() bool {
	had := k.from != ""
	k.from, k.span = "", nil
	return had
}

func (k *marks) set(ref audit.Ref, on bool) {
	if on {
		k.refs[ref] = true
	} else {
		delete(k.refs, ref)
	}
}

// MarkRow marks the row under the cursor, or takes its mark away, and goes to the next one.
func (a *Room) MarkRow() tea.Cmd {
	ref, _, ok := a.Row()
	if !ok {
		return a.noRow()
	}
	if a.marks.from != "" {
		return a.MarkRange()
	}
	a.marks.set(ref, !a.marks.has(ref))
	a.window.Move(a.rows(), 1)
	a.choose()
	return a.host.Moved()
}

// MarkRange begins a range at the cursor, or marks all from where it began to the cursor.
func (a *Room) MarkRange() tea.Cmd {
	if _, _, ok := a.Row(); !ok {
		return a.noRow()
	}
	a.choose()
	if a.marks.from == "" {
		a.marks.from = a.window.ID()
		a.stretch()
		return a.Say(dialog.Dim, "A range begins here: "+a.KeyFor(action.MarkRange)+" or "+a.KeyFor(action.Mark)+
			" ends it, esc gives it up")
	}
	a.markToCursor()
	return a.SayMarked()
}

// markToCursor marks the range that was begun, as it was shown, and ends it; without one it does nothing.
func (a *Room) markToCursor() {
	for ref, in := range a.marks.span {
		if _, there := a.table.Row(audit.Ref(ref)); in && there {
			a.marks.set(audit.Ref(ref), true)
		}
	}
	a.marks.endRange()
}

// TakeMarks ends a range, so that what is shown as marked is what is meant, and reports whether any row is marked.
func (a *Room) TakeMarks() bool {
	a.markToCursor()
	return a.marks.count() > 0
}

// stretch makes the range that was begun reach to the cursor, which the person has moved there.
func (a *Room) stretch() {
	from, to := a.inRange()
	a.marks.span = a.marks.span[:0]
	for _, ref := range a.view.Window(nil, from, to-from) {
		if more := int(ref) + 1 - len(a.marks.span); more > 0 {
			a.marks.span = append(a.marks.span, make([]bool, more)...)
		}
		a.marks.span[ref] = true
	}
}

// SayMarked says how many rows are marked.
func (a *Room) SayMarked() tea.Cmd {
	return a.Say(dialog.Dim, text.Count(a.marks.count())+" marked")
}

// inRange returns the places of the range that is being marked, from inclusive to exclusive; none if there is no range.
func (a *Room) inRange() (from, to int) {
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

// Marked returns how many rows are shown as marked: those of a range that was begun are.
func (a *Room) Marked() int {
	n := a.marks.count()
	for ref, in := range a.marks.span {
		if in && !a.marks.has(audit.Ref(ref)) {
			n++
		}
	}
	return n
}

// OnlyMarked reports whether the row under the cursor is the only one that is marked.
func (a *Room) OnlyMarked() bool {
	ref, _, ok := a.Row()
	return ok && a.ShowsMarked(ref) && a.Marked() == 1
}

// MarkKey marks the row of a key, if there is one.
func (a *Room) MarkKey(user iamsvc.Principal, keyID string) {
	for _, ref := range a.table.User(user) {
		if row, ok := a.table.Row(ref); ok && row.KeyID == keyID {
			a.marks.set(ref, true)
		}
	}
}

// KeepMarks returns what puts the marks, and a range that was begun, back as they are now.
func (a *Room) KeepMarks() (restore func()) {
	kept := a.marks.keep()
	return func() { a.marks = kept }
}

// MarkAll marks all rows that the filter shows; if they all are, it takes their marks away.
func (a *Room) MarkAll() tea.Cmd {
	all := true
	for ref := range a.view.All() {
		if all = a.marks.has(ref); !all {
			break
		}
	}
	for ref := range a.view.All() {
		a.marks.set(ref, !all)
	}
	return a.SayMarked()
}

// MarkedRows returns the marked rows whose keys are still there, in the order of the table, those that the filter
// hides last.
func (a *Room) MarkedRows() []audit.Ref {
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
func (a *Room) hiddenMarks() (hidden int) {
	for ref := range a.marks.refs {
		if _, shown := a.view.Index(ref); !shown {
			hidden++
		}
	}
	return hidden
}

// dropMarks takes the marks of rows that are there no more, and returns how many there were.
func (a *Room) dropMarks() (dropped int) {
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

// followMarks takes away the marks of rows that have gone by themselves, and says so: a mark that a person has set
// does not vanish in silence.
func (a *Room) followMarks() tea.Cmd {
	if a.table == nil {
		return nil
	}
	if n := a.dropMarks(); n > 0 {
		return a.Say(dialog.Warn,
			text.Many(n, "mark")+" taken away: the key is gone, or the report does not tell which of two it is")
	}
	return nil
}

// ShowsMarked reports whether a row is marked, or would be by the range that is being marked.
func (a *Room) ShowsMarked(ref audit.Ref) bool {
	return a.marks.has(ref) || int(ref) < len(a.marks.span) && a.marks.span[ref]
}

// selects reports whether the cursor is on a row.
func (a *Room) selects(ref audit.Ref) bool { return a.window.ID() == rowID(ref) }
