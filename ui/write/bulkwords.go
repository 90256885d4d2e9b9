package write

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/text"
)

// bulkCount is how many changes of a bulk stand how.
type bulkCount [bulkStates]int

func (b *Bulk) count() bulkCount {
	var c bulkCount
	for i := range b.Items {
		c[b.Items[i].state]++
	}
	return c
}

// deletes reports whether the bulk deletes keys: all its changes are of one kind.
func (b *Bulk) deletes() bool { return len(b.Items) > 0 && b.Items[0].Write.Op == Delete }

// did is the word for what the bulk has done to a key.
func (b *Bulk) did() string {
	switch {
	case b.deletes():
		return "deleted"
	case len(b.Items) > 0 && b.Items[0].Write.Op == Describe:
		return "described"
	default:
		return "changed"
	}
}

// rest says of the changes that were not carried out how they stand; each part begins with a comma.
func (b *Bulk) rest(c bulkCount) string {
	var words strings.Builder
	add := func(n int, what string) {
		if n > 0 {
			words.WriteString(", " + text.Count(n) + " " + what)
		}
	}
	needless := "needed no change"
	if b.did() != "changed" {
		needless = "gone already"
	}
	add(c[bulkNeedless], needless)
	add(c[bulkFailed], "failed")
	add(c[bulkChanged], "changed meanwhile")
	add(c[bulkWaiting]+c[bulkSent], "to go")
	add(c[bulkStopped], "not begun")
	return words.String()
}

// FollowBulk brings the window of the bulk up to date with how its changes stand, and with what can be done about them
// now.
func (d *Desk) FollowBulk() {
	b := d.Bulk
	if b == nil || !d.Shows(b.Window) {
		return
	}
	c := b.count()
	p := dialog.Progress{
		Running: c[bulkSent] > 0, Undo: d.offersUndoOfBulk(), Words: text.Count(c[bulkDone]) + " " + b.did() + b.rest(c),
	}
	p.Answered = len(b.Items) - c[bulkWaiting] - c[bulkSent] - c[bulkStopped]
	if p.Running {
		p.Words = text.Count(c[bulkDone]) + " done" + b.rest(c)
		p.At = b.first(bulkSent)
	}
	if b.lost != nil {
		p.Note, p.Renew = d.noteOfLost(), !d.FindingOut()
	}
	switch {
	case d.FindingOut():
	case c[bulkStopped] > 0 || b.lost != nil && c[bulkFailed] > 0:
		p.Again = "resumes"
	case c[bulkFailed] > 0:
		p.Again = "repeats what failed"
	}
	b.Window.SetProgress(p)
}

// FindingOut reports whether akia is finding out which account it is signed in to: nothing is changed before it knows.
func (d *Desk) FindingOut() bool {
	_, asking := d.Store.Identity.Asking()
	return asking || d.Host.Renewing()
}

// noteOfLost says what to do about missing credentials, and what became of it: the window may cover the line of news.
func (d *Desk) noteOfLost() dialog.Line {
	b, identity := d.Bulk, &d.Store.Identity
	switch {
	case d.FindingOut():
		return dialog.Line{Text: "Looking for credentials", Tone: dialog.Dim}
	case b.renewed && d.Status.Err != nil:
		return dialog.Line{Text: d.ErrorWords(d.Status.Err), Tone: dialog.Bad}
	case b.renewed && identity.Err != nil:
		return dialog.Line{Text: d.ErrorWords(identity.Err), Tone: dialog.Bad}
	case b.renewed:
		goesOn := "; " + d.KeyFor(action.Refresh) + " resumes."
		return dialog.Line{Text: "Signed in to account " + d.AccountLabel() + goesOn, Tone: dialog.Good}
	default:
		goesOn := " After " + d.KeyFor(action.Renew) + ", " + d.KeyFor(action.Refresh) + " resumes."
		return dialog.Line{Text: d.ErrorWords(b.lost) + goesOn, Tone: dialog.Bad}
	}
}

// first returns the position of the first change that stands so; the number of changes if none does.
func (b *Bulk) first(state bulkState) int {
	for i := range b.Items {
		if b.Items[i].state == state {
			return i
		}
	}
	return len(b.Items)
}

// offersUndoOfBulk reports whether u takes back what this bulk has done, and nothing else.
func (d *Desk) offersUndoOfBulk() bool {
	u := &d.Offer
	return d.Bulk.offer != 0 && u.ID == d.Bulk.offer && len(u.Writes) > 0 && d.Config.Now().Before(u.Until)
}

// TakesUndo reports whether u, where the keys go now, takes back what the news is about.
func (d *Desk) TakesUndo() bool {
	if len(d.Windows) == 0 {
		return true
	}
	return d.Bulk != nil && d.Top().Dialog == dialog.Dialog(d.Bulk.Window) && d.offersUndoOfBulk()
}

// sumUpBulk says how many changes were carried out, and offers to take changes of a status back.
func (d *Desk) sumUpBulk() tea.Cmd {
	b := d.Bulk
	c := b.count()
	words, tone := text.Count(c[bulkDone])+" of "+text.Many(len(b.Items), "key")+" "+b.did()+b.rest(c), dialog.Good
	if c[bulkDone] < len(b.Items) {
		tone = dialog.Warn
	}
	back := b.takenBack()
	if len(back) == 0 || b.undoes {
		return d.Say(tone, words)
	}
	cmd := d.SayFor(tone, words, UndoTime)
	b.offer = d.Status.ID
	d.OfferUndo(back...)
	return cmd
}

// takenBack returns the changes that take back what the bulk has done. A key that may have been inactive before,
// because somebody else had deactivated it, is left alone.
func (b *Bulk) takenBack() []Write {
	var back []Write
	for _, it := range b.Items {
		if it.state == bulkDone && it.Write.Op == SetStatus && it.wasActive {
			w := it.Write
			w.To, w.From, w.Bulk, w.Undo = w.From, w.To, false, true
			back = append(back, w)
		}
	}
	return back
}
