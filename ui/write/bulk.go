package write

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/stage"
)

// AtOnce is how many changes of a bulk are under way at a time.
const AtOnce = 4

// Bulk is a number of changes that were decided together. Each is sent by itself, and has a result of its own.
type Bulk struct {
	Items   []Item
	Window  *dialog.Results
	undoes  bool          // takes an earlier bulk back: it offers no undo itself
	offer   int           // the news that offers to take it back; 0 if there is none
	lost    *iamsvc.Error // why nothing can be sent without other credentials; nil if it can
	renewed bool          // other credentials were looked for since
}

// Item is one change of a bulk and how it stands.
type Item struct {
	Write Write
	Seen  iamsvc.SeenKey // for a deletion
	state bulkState
	// wasActive says that the key was active just before it was deactivated: activating it takes that back.
	wasActive bool
}

type bulkState uint8

const (
	bulkWaiting bulkState = iota
	bulkSent
	bulkDone
	bulkNeedless // there was nothing to do any more
	bulkFailed
	bulkChanged // refused, because the key is not what the question showed: it is not to be repeated without another
	bulkStopped
	bulkStates // how many states there are
)

// StartBulk begins the changes and opens the window that shows them.
func (d *Desk) StartBulk(title string, items []Item, undoes bool) tea.Cmd {
	lines := make([]dialog.Line, len(items))
	for i, it := range items {
		lines[i] = dialog.Line{Text: it.Write.Key + " of " + it.Write.User.String()}
	}
	d.Bulk = &Bulk{Items: items, Window: dialog.NewResults(title, lines), undoes: undoes}
	d.Push(stage.Window{Dialog: d.Bulk.Window, Stays: bulkWindow{d}})
	return d.nextOfBulk()
}

// nextOfBulk sends as many of the waiting changes as may be under way at a time; when there are none left it sums up.
func (d *Desk) nextOfBulk() tea.Cmd {
	b := d.Bulk
	var cmds []tea.Cmd
	sent := 0
	for i := range b.Items {
		it := &b.Items[i]
		if it.state == bulkWaiting && sent < AtOnce && !d.Host.Leaving() {
			cmds = append(cmds, d.sendOfBulk(i))
		}
		if it.state == bulkSent {
			sent++
		}
	}
	if sent == 0 {
		cmds = append(cmds, d.sumUpBulk())
	}
	return tea.Batch(cmds...)
}

// sendOfBulk sends one change; what cannot be sent has failed.
func (d *Desk) sendOfBulk(i int) tea.Cmd {
	it := &d.Bulk.Items[i]
	it.Write.Bulk = true
	it.Write = d.InAccount(it.Write)
	send := SendStatus(d.Config.Service, it.Write)
	switch {
	case it.Write.Op == Delete:
		send = SendDelete(d.Config.Service, it.Write, it.Seen)
	case it.Write.Op == Describe:
		send = SendDescription(d.Config.Service, it.Write)
	case it.Write.To == iamsvc.Inactive:
		it.wasActive = d.knownActive(it.Write)
		send = SendDeactivate(d.Config.Service, d.Config.Now, it.Write)
	}
	if why := d.Refusal(it.Write); why != "" {
		it.state = bulkFailed
		d.Bulk.Window.Set(i, dialog.Line{Text: why, Tone: dialog.Bad})
		return nil
	}
	it.state = bulkSent
	d.Bulk.Window.Set(i, dialog.Line{Text: "under way", Tone: dialog.Warn})
	return d.Send(it.Write, send)
}

// WroteOfBulk takes the answer to one change of the bulk.
func (d *Desk) WroteOfBulk(w Write, msg Outcome) tea.Cmd {
	for i := range d.Bulk.Items {
		it := &d.Bulk.Items[i]
		if it.Write.Subject() == w.Subject() && it.state == bulkSent {
			d.Bulk.Window.Set(i, d.tookOfBulk(it, msg))
		}
	}
	return d.nextOfBulk()
}

// tookOfBulk records the answer to one change, and says how that stands now.
func (d *Desk) tookOfBulk(it *Item, msg Outcome) dialog.Line {
	w, err := it.Write, msg.Failure()
	if looked, ok := msg.(Looked); ok {
		if line, all := d.tookLook(it, looked.Look); all {
			return line
		}
	}
	switch left := leftDescription(msg); {
	case left != nil:
		it.state = bulkDone
		d.Status.Last = err
		return dialog.Line{Text: d.Apply(w) + ", but not its description", Tone: dialog.Warn}
	case err != nil:
		it.state = d.failedOfBulk(w, err, msg)
		return dialog.Line{Text: err.Error(), Tone: dialog.Bad}
	}
	it.state = bulkDone
	done := d.Apply(w)
	if w.Op == SetStatus && w.To == iamsvc.Inactive && !it.wasActive {
		return dialog.Line{Text: done + "; not part of the undo: it may have been inactive", Tone: dialog.Warn}
	}
	return dialog.Line{Text: done, Tone: dialog.Good}
}

// failedOfBulk records what the failure of a change says of its key, and returns how the change stands.
func (d *Desk) failedOfBulk(w Write, err *iamsvc.Error, msg Outcome) bulkState {
	d.Status.Last = err
	if needsCredentials(err) {
		d.Bulk.lost = err
		d.Bulk.stop()
	}
	var changed *iamsvc.ChangedError
	if deleted, ok := msg.(KeyDeleted); ok && errors.As(deleted.Err, &changed) {
		d.Store.SetSeen(changed.Now, d.Config.Now())
		return bulkChanged
	}
	d.ForgetIfGone(w, err)
	if err.Kind != iamsvc.KindNotFound || err.Unclear {
		return bulkFailed
	}
	return bulkNeedless // and gone from the rows
}

// leftDescription returns the warning that a deletion ended with; nil if it did not.
func leftDescription(msg Outcome) *iamsvc.LeftDescriptionError {
	var left *iamsvc.LeftDescriptionError
	if deleted, ok := msg.(KeyDeleted); ok {
		errors.As(deleted.Err, &left)
	}
	return left
}

// Apply records a change that was carried out, and says what was done.
func (d *Desk) Apply(w Write) string {
	switch {
	case w.Op == Delete:
		d.Store.RemoveKey(w.User, w.Key, d.Config.Now())
		d.Offer.Forget(w.Key)
		return "deleted"
	case w.Op == Describe:
		d.Store.SetDescription(w.User, w.Key, w.Text, d.Config.Now())
		return "described"
	case w.To == iamsvc.Active:
		d.Store.SetStatus(w.User, w.Key, w.To, d.Config.Now())
		return "activated"
	default:
		d.Store.SetStatus(w.User, w.Key, w.To, d.Config.Now())
		d.Store.NoteDeactivated(w.Key, d.Config.Now())
		return "deactivated"
	}
}

// needsCredentials reports whether a call failed for want of credentials, as all others would.
func needsCredentials(err *iamsvc.Error) bool {
	return err.Kind == iamsvc.KindExpired || err.Kind == iamsvc.KindNoCredentials || err.Kind == iamsvc.KindCredentials ||
		err.Kind == iamsvc.KindOtherSigner
}

// bulkWindow takes what the window of the bulk is answered with.
type bulkWindow struct{ desk *Desk }

// Answer implements stage.Answerer.
func (w bulkWindow) Answer(result dialog.Result) tea.Cmd {
	d := w.desk
	switch result.(type) {
	case dialog.Stop:
		d.Bulk.stop()
	case dialog.Repeat:
		d.Bulk.again()
	case dialog.Renew:
		d.Bulk.renewed = true
		return d.Host.Reload()
	case dialog.Undo:
		d.Close()
		return d.Undo()
	}
	return d.nextOfBulk()
}

// stop leaves what has not begun as it is.
func (b *Bulk) stop() {
	for i := range b.Items {
		if it := &b.Items[i]; it.state == bulkWaiting {
			it.state = bulkStopped
			b.Window.Set(i, dialog.Line{Text: "not begun", Tone: dialog.Dim})
		}
	}
}

// again makes what failed or was not begun wait to be sent.
func (b *Bulk) again() {
	b.lost, b.renewed = nil, false
	for i := range b.Items {
		if it := &b.Items[i]; it.state == bulkFailed || it.state == bulkStopped {
			it.state = bulkWaiting
			b.Window.Set(i, dialog.Line{})
		}
	}
}

// NotBegun counts the changes of a bulk that were not sent before leaving.
func (d *Desk) NotBegun() int {
	n := 0
	if d.Bulk != nil {
		for _, it := range d.Bulk.Items {
			if it.state == bulkWaiting {
				n++
			}
		}
	}
	return n
}
