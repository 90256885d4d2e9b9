package ui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/write"
)

// userLabel names a user to the person.
func userLabel(user iamsvc.Principal) string { return user.String() }

// begin records a change and sends it; if one of the same key is under way it says so instead.
func (m *Model) begin(w write.Write, send tea.Cmd) tea.Cmd {
	if why := m.refusal(w); why != "" {
		return m.Say(dialog.Warn, why)
	}
	return m.send(w, send)
}

// send records a change as under way and sends it. Every change begins here and nowhere else, also one that a bare key has
// started: what is to become of a key that turns out to be no key, as in a text that came as keys, is decided at this place.
func (m *Model) send(w write.Write, send tea.Cmd) tea.Cmd {
	m.writes[w.Subject()] = w
	if m.typing.waits(m) {
		return m.sendOnceKnown(w, send)
	}
	return send
}

// readOnlyNote says why nothing is changed.
const readOnlyNote = "Read-only: akia was started with --read-only and changes nothing"

// refusal says why a change is not sent; empty if it is.
func (m *Model) refusal(w write.Write) string {
	if m.Config.ReadOnly {
		return readOnlyNote
	}
	if m.findingOut() {
		return "Not sent: akia is still finding out which account this is"
	}
	if p, busy := m.writes[w.Subject()]; busy {
		return "Still waiting for the " + p.String()
	}
	return ""
}

// wrote takes the answer to a change, wherever the person is by now.
func (m *Model) wrote(msg write.Outcome) tea.Cmd {
	w := msg.Wrote()
	delete(m.writes, w.Subject())
	defer m.auditChanged(w)
	var cmd tea.Cmd
	err := msg.Failure()
	m.HeedSigner(err)
	was := w.User
	w = m.followRenamed(w, msg)
	if w.Bulk {
		return tea.Batch(m.wroteOfBulk(w, msg), m.leaveIfDone())
	}
	switch msg := msg.(type) {
	case write.StatusSet:
		cmd = m.statusSet(w, was, err)
	case write.KeyCreated:
		cmd = m.keyCreated(w, msg.NewKey, err)
	case write.CreateSettled:
		cmd = m.settled(w, msg.Err)
	case write.Described:
		cmd = m.described(w, err)
	case write.KeyDeleted:
		cmd = m.keyDeleted(w, err, msg.Err)
	default:
		cmd = m.wroteUser(msg, w, err)
	}
	return tea.Batch(cmd, m.leaveIfDone())
}

// statusSet takes the answer to a change of status.
func (m *Model) statusSet(w write.Write, was iamsvc.Principal, err *iamsvc.Error) tea.Cmd {
	if err != nil && m.askRenamed(w, err) {
		return nil
	}
	if err != nil {
		m.forgetIfGone(w, err)
		return m.Fail(err)
	}
	done := m.ShortID(w.Key) + " of " + userLabel(w.User) + " " + m.apply(w)
	if was != w.User {
		done += "; its user was " + userLabel(was)
	}
	if w.Undo {
		m.offer = undo{}
		return m.Say(dialog.Good, done)
	}
	cmd := m.SayFor(dialog.Good, done, undoTime)
	back := write.Write{Op: write.SetStatus, User: w.User, Key: w.Key, To: w.From, From: w.To, Undo: true}
	m.offerUndo(back)
	return cmd
}

// keyDeleted takes the answer to a deletion.
func (m *Model) keyDeleted(w write.Write, err *iamsvc.Error, cause error) tea.Cmd {
	var left *iamsvc.LeftDescriptionError
	if errors.As(cause, &left) {
		m.Store.RemoveKey(w.User, w.Key, m.Config.Now())
		m.Status.Last = iamsvc.AsError(left)
		return m.Say(dialog.Warn, left.Error())
	}
	var changed *iamsvc.ChangedError
	if errors.As(cause, &changed) {
		m.Store.SetSeen(changed.Now, m.Config.Now())
		m.askDeleteAgain(changed.Now)
		return nil
	}
	if err != nil && m.askRenamed(w, err) {
		return nil
	}
	if err != nil {
		m.forgetIfGone(w, err)
		return m.Fail(err)
	}
	m.Store.RemoveKey(w.User, w.Key, m.Config.Now())
	m.offer.forget(w.Key)
	if _, known := m.Description(iamsvc.Key{ID: w.Key, User: w.User}); known {
		return m.Say(dialog.Good, w.Key+" of "+userLabel(w.User)+" deleted")
	}
	// Whether it had a description was not known, so the deletion did not remove one.
	gone := write.Write{Op: write.Describe, User: w.User, Key: w.Key, WithKey: true}
	return tea.Batch(
		m.Say(dialog.Good, w.Key+" of "+userLabel(w.User)+" deleted"),
		m.begin(gone, write.SendDescription(m.Config.Service, m.inAccount(gone))),
	)
}

// forgetIfGone drops a key that someone else has removed, and asks its user's keys again, also where it is not clear what has
// become of the key. The audit asks by itself only what it has never known.
func (m *Model) forgetIfGone(w write.Write, err *iamsvc.Error) {
	if err.Kind != iamsvc.KindNotFound && !err.Unclear {
		return
	}
	if err.Kind == iamsvc.KindNotFound && w.Key != "" {
		m.Store.RemoveKey(w.User, w.Key, m.Config.Now())
		m.offer.forget(w.Key)
	}
	m.ForgetKeys(w.User)
	m.askAgain(w.User)
}
