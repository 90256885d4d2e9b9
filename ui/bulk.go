package ui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/write"
)

// bulkAtOnce is how many changes of a bulk are under way at a time.
const bulkAtOnce = 4

// bulk is a number of changes that were decided together. Each is sent by itself, and has a result of its own.
type bulk struct {
	items   []bulkItem
	window  *dialog.Results
	undoes  bool          // takes an earlier bulk back: it offers no undo itself
	offer   int           // the news that offers to take it back; 0 if there is none
	lost    *iamsvc.Error // why nothing can be sent without other credentials; nil if it can
	renewed bool          // other credentials were looked for since
}

// bulkItem is one change of a bulk and how it stands.
type bulkItem struct {
	write write.Write
	seen  iamsvc.SeenKey // for a deletion
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

// startBulk begins the changes and opens the window that shows them.
func (m *Model) startBulk(title string, items []bulkItem, undoes bool) tea.Cmd {
	lines := make([]dialog.Line, len(items))
	for i, it := range items {
		lines[i] = dialog.Line{Text: it.write.Key + " of " + userLabel(it.write.User)}
	}
	m.bulk = &bulk{items: items, window: dialog.NewResults(title, lines), undoes: undoes}
	m.Open(m.bulk.window)
	return m.nextOfBulk()
}

// nextOfBulk sends as many of the waiting changes as may be under way at a time; when there are none left it sums up.
func (m *Model) nextOfBulk() tea.Cmd {
	b := m.bulk
	var cmds []tea.Cmd
	sent := 0
	for i := range b.items {
		it := &b.items[i]
		if it.state == bulkWaiting && sent < bulkAtOnce && !m.exit.leaving {
			cmds = append(cmds, m.sendOfBulk(i))
		}
		if it.state == bulkSent {
			sent++
		}
	}
	if sent == 0 {
		cmds = append(cmds, m.sumUpBulk())
	}
	return tea.Batch(cmds...)
}

// sendOfBulk sends one change; what cannot be sent has failed.
func (m *Model) sendOfBulk(i int) tea.Cmd {
	it := &m.bulk.items[i]
	it.write.Bulk = true
	it.write = m.inAccount(it.write)
	send := write.SendStatus(m.Config.Service, it.write)
	switch {
	case it.write.Op == write.Delete:
		send = write.SendDelete(m.Config.Service, it.write, it.seen)
	case it.write.To == iamsvc.Inactive:
		it.wasActive = m.knownActive(it.write)
		send = write.SendDeactivate(m.Config.Service, m.Config.Now, it.write)
	}
	if why := m.refusal(it.write); why != "" {
		it.state = bulkFailed
		m.bulk.window.Set(i, dialog.Line{Text: why, Tone: dialog.Bad})
		return nil
	}
	it.state = bulkSent
	m.bulk.window.Set(i, dialog.Line{Text: "under way", Tone: dialog.Warn})
	return m.send(it.write, send)
}

// wroteOfBulk takes the answer to one change of the bulk.
func (m *Model) wroteOfBulk(w write.Write, msg write.Outcome) tea.Cmd {
	for i := range m.bulk.items {
		it := &m.bulk.items[i]
		if it.write.Subject() == w.Subject() && it.state == bulkSent {
			m.bulk.window.Set(i, m.tookOfBulk(it, msg))
		}
	}
	return m.nextOfBulk()
}

// tookOfBulk records the answer to one change, and says how that stands now.
func (m *Model) tookOfBulk(it *bulkItem, msg write.Outcome) dialog.Line {
	w, err := it.write, msg.Failure()
	if looked, ok := msg.(write.Looked); ok {
		if line, all := m.tookLook(it, looked.Look); all {
			return line
		}
	}
	switch left := leftDescription(msg); {
	case left != nil:
		it.state = bulkDone
		m.Status.Last = err
		return dialog.Line{Text: m.apply(w) + ", but not its description", Tone: dialog.Warn}
	case err != nil:
		it.state = m.failedOfBulk(w, err, msg)
		return dialog.Line{Text: err.Error(), Tone: dialog.Bad}
	}
	it.state = bulkDone
	done := m.apply(w)
	if w.Op == write.SetStatus && w.To == iamsvc.Inactive && !it.wasActive {
		return dialog.Line{Text: done + "; not part of the undo: it may have been inactive", Tone: dialog.Warn}
	}
	return dialog.Line{Text: done, Tone: dialog.Good}
}

// failedOfBulk records what the failure of a change says of its key, and returns how the change stands.
func (m *Model) failedOfBulk(w write.Write, err *iamsvc.Error, msg write.Outcome) bulkState {
	m.Status.Last = err
	if needsCredentials(err) {
		m.bulk.lost = err
		m.bulk.stop()
	}
	var changed *iamsvc.ChangedError
	if deleted, ok := msg.(write.KeyDeleted); ok && errors.As(deleted.Err, &changed) {
		m.Store.SetSeen(changed.Now, m.Config.Now())
		return bulkChanged
	}
	m.forgetIfGone(w, err)
	if err.Kind != iamsvc.KindNotFound || err.Unclear {
		return bulkFailed
	}
	return bulkNeedless // and gone from the rows
}

// leftDescription returns the warning that a deletion ended with; nil if it did not.
func leftDescription(msg write.Outcome) *iamsvc.LeftDescriptionError {
	var left *iamsvc.LeftDescriptionError
	if deleted, ok := msg.(write.KeyDeleted); ok {
		errors.As(deleted.Err, &left)
	}
	return left
}

// apply records a change that was carried out, and says what was done.
func (m *Model) apply(w write.Write) string {
	switch {
	case w.Op == write.Delete:
		m.Store.RemoveKey(w.User, w.Key, m.Config.Now())
		m.offer.forget(w.Key)
		return "deleted"
	case w.To == iamsvc.Active:
		m.Store.SetStatus(w.User, w.Key, w.To, m.Config.Now())
		return "activated"
	default:
		m.Store.SetStatus(w.User, w.Key, w.To, m.Config.Now())
		m.Store.NoteDeactivated(w.Key, m.Config.Now())
		return "deactivated"
	}
}

// needsCredentials reports whether a call failed for want of credentials, as all others would.
func needsCredentials(err *iamsvc.Error) bool {
	return err.Kind == iamsvc.KindExpired || err.Kind == iamsvc.KindNoCredentials || err.Kind == iamsvc.KindCredentials ||
		err.Kind == iamsvc.KindOtherSigner
}

// bulkResult does what the window of the bulk was answered with.
func (m *Model) bulkResult(result dialog.Result) tea.Cmd {
	switch result.(type) {
	case dialog.Stop:
		m.bulk.stop()
	case dialog.Repeat:
		m.bulk.again()
	case dialog.Renew:
		m.bulk.renewed = true
		return m.refreshAll()
	case dialog.Undo:
		m.Close()
		return m.undo()
	}
	return m.nextOfBulk()
}

// stop leaves what has not begun as it is.
func (b *bulk) stop() {
	for i := range b.items {
		if it := &b.items[i]; it.state == bulkWaiting {
			it.state = bulkStopped
			b.window.Set(i, dialog.Line{Text: "not begun", Tone: dialog.Dim})
		}
	}
}

// again makes what failed or was not begun wait to be sent.
func (b *bulk) again() {
	b.lost, b.renewed = nil, false
	for i := range b.items {
		if it := &b.items[i]; it.state == bulkFailed || it.state == bulkStopped {
			it.state = bulkWaiting
			b.window.Set(i, dialog.Line{})
		}
	}
}
