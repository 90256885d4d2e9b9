package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/text"
	"akia/ui/write"
)

// bulkCount is how many changes of a bulk stand how.
type bulkCount [bulkStates]int

func (b *bulk) count() bulkCount {
	var c bulkCount
	for i := range b.items {
		c[b.items[i].state]++
	}
	return c
}

// deletes reports whether the bulk deletes keys: all its changes are of one kind.
func (b *bulk) deletes() bool { return len(b.items) > 0 && b.items[0].write.Op == write.Delete }

// did is the word for what the bulk has done to a key.
func (b *bulk) did() string {
	if b.deletes() {
		return "deleted"
	}
	return "changed"
}

// rest says of the changes that were not carried out how they stand; each part begins with a comma.
func (b *bulk) rest(c bulkCount) string {
	var words strings.Builder
	add := func(n int, what string) {
		if n > 0 {
			words.WriteString(", " + text.Count(n) + " " + what)
		}
	}
	needless := "needed no change"
	if b.deletes() {
		needless = "gone already"
	}
	add(c[bulkNeedless], needless)
	add(c[bulkFailed], "failed")
	add(c[bulkChanged], "changed meanwhile")
	add(c[bulkWaiting]+c[bulkSent], "to go")
	add(c[bulkStopped], "not begun")
	return words.String()
}

// followBulk brings the window of the bulk up to date with how its changes stand, and with what can be done about them now.
func (m *Model) followBulk() {
	b := m.bulk
	if b == nil || !m.Shows(b.window) {
		return
	}
	c := b.count()
	p := dialog.Progress{Running: c[bulkSent] > 0, Undo: m.offersUndoOfBulk(), Words: text.Count(c[bulkDone]) + " " + b.did() + b.rest(c)}
	p.Answered = len(b.items) - c[bulkWaiting] - c[bulkSent] - c[bulkStopped]
	if p.Running {
		p.Words = text.Count(c[bulkDone]) + " done" + b.rest(c)
		p.At = b.first(bulkSent)
	}
	if b.lost != nil {
		p.Note, p.Renew = m.noteOfLost(), !m.findingOut()
	}
	switch {
	case m.findingOut():
	case c[bulkStopped] > 0 || b.lost != nil && c[bulkFailed] > 0:
		p.Again = "goes on"
	case c[bulkFailed] > 0:
		p.Again = "repeats what failed"
	}
	b.window.SetProgress(p)
}

// findingOut reports whether akia is finding out which account it is signed in to: nothing is changed before it knows.
func (m *Model) findingOut() bool {
	_, asking := m.Store.Identity.Asking()
	return asking || m.loads.renewing
}

// noteOfLost says what to do about missing credentials, and what became of it: the window may cover the line of news.
func (m *Model) noteOfLost() dialog.Line {
	b, identity := m.bulk, &m.Store.Identity
	switch {
	case m.findingOut():
		return dialog.Line{Text: "Looking for credentials", Tone: dialog.Dim}
	case b.renewed && m.Status.Err != nil:
		return dialog.Line{Text: stage.ErrorWords(m.Status.Err), Tone: dialog.Bad}
	case b.renewed && identity.Err != nil:
		return dialog.Line{Text: stage.ErrorWords(identity.Err), Tone: dialog.Bad}
	case b.renewed:
		return dialog.Line{Text: "Signed in to account " + m.AccountLabel() + "; r goes on.", Tone: dialog.Good}
	default:
		return dialog.Line{Text: stage.ErrorWords(b.lost) + " After ctrl+r, r goes on.", Tone: dialog.Bad}
	}
}

// first returns the position of the first change that stands so; the number of changes if none does.
func (b *bulk) first(state bulkState) int {
	for i := range b.items {
		if b.items[i].state == state {
			return i
		}
	}
	return len(b.items)
}

// offersUndoOfBulk reports whether u takes back what this bulk has done, and nothing else.
func (m *Model) offersUndoOfBulk() bool {
	u := &m.offer
	return m.bulk.offer != 0 && u.id == m.bulk.offer && len(u.writes) > 0 && m.Config.Now().Before(u.until)
}

// takesUndo reports whether u, where the keys go now, takes back what the news is about.
func (m *Model) takesUndo() bool {
	if len(m.Windows) == 0 {
		return true
	}
	return m.bulk != nil && m.Top().Dialog == dialog.Dialog(m.bulk.window) && m.offersUndoOfBulk()
}

// sumUpBulk says how many changes were carried out, and offers to take changes of a status back.
func (m *Model) sumUpBulk() tea.Cmd {
	b := m.bulk
	c := b.count()
	words, tone := text.Count(c[bulkDone])+" of "+text.Many(len(b.items), "key")+" "+b.did()+b.rest(c), dialog.Good
	if c[bulkDone] < len(b.items) {
		tone = dialog.Warn
	}
	back := b.takenBack()
	if len(back) == 0 || b.undoes {
		return m.Say(tone, words)
	}
	cmd := m.SayFor(tone, words, undoTime)
	b.offer = m.Status.ID
	m.offerUndo(back...)
	return cmd
}

// takenBack returns the changes that take back what the bulk has done. A key that may have been inactive before, because
// somebody else had deactivated it, is left alone.
func (b *bulk) takenBack() []write.Write {
	var back []write.Write
	for _, it := range b.items {
		if it.state == bulkDone && it.write.Op == write.SetStatus && it.wasActive {
			w := it.write
			w.To, w.From, w.Bulk, w.Undo = w.From, w.To, false, true
			back = append(back, w)
		}
	}
	return back
}
