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

// wrote takes the answer to a change, wherever the person is by now.
func (m *Model) wrote(msg write.Outcome) tea.Cmd {
	w := msg.Wrote()
	delete(m.UnderWay, w.Subject())
	if w.Op == write.Delete {
		defer m.audit.Removed()
	}
	var cmd tea.Cmd
	err := msg.Failure()
	m.HeedSigner(err)
	was := w.User
	w = m.followRenamed(w, msg)
	if w.Bulk {
		return tea.Batch(m.WroteOfBulk(w, msg), m.leaveIfDone())
	}
	switch msg := msg.(type) {
	case write.StatusSet:
		cmd = m.statusSet(w, was, err)
	case write.KeyCreated:
		cmd = m.create.Created(w, msg.NewKey, err)
	case write.CreateSettled:
		cmd = m.create.Settled(w, msg.Err)
	case write.Described:
		cmd = m.described(w, err)
	case write.KeyDeleted:
		cmd = m.keyDeleted(w, err, msg.Err)
	case write.SessionsDenied:
		cmd = m.leak.SessionsChanged(w, err, true)
	case write.SessionsAllowed:
		cmd = m.leak.SessionsChanged(w, err, false)
	default:
		cmd = m.newUsers.Wrote(w, msg)
	}
	return tea.Batch(cmd, m.leaveIfDone())
}

// statusSet takes the answer to a change of status.
func (m *Model) statusSet(w write.Write, was iamsvc.Principal, err *iamsvc.Error) tea.Cmd {
	if err != nil && m.askRenamed(w, err) {
		return nil
	}
	if err != nil {
		m.ForgetIfGone(w, err)
		return m.Fail(err)
	}
	done := m.ShortID(w.Key) + " of " + userLabel(w.User) + " " + m.Apply(w)
	if was != w.User {
		done += "; its user was " + userLabel(was)
	}
	if w.Undo {
		m.Offer = write.Offer{}
		return m.Say(dialog.Good, done)
	}
	cmd := m.SayFor(dialog.Good, done, write.UndoTime)
	back := write.Write{Op: write.SetStatus, User: w.User, Key: w.Key, To: w.From, From: w.To, Undo: true}
	m.OfferUndo(back)
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
		m.ForgetIfGone(w, err)
		return m.Fail(err)
	}
	m.Store.RemoveKey(w.User, w.Key, m.Config.Now())
	m.Offer.Forget(w.Key)
	if _, known := m.Description(iamsvc.Key{ID: w.Key, User: w.User}); known {
		return m.Say(dialog.Good, w.Key+" of "+userLabel(w.User)+" deleted")
	}
	// Whether it had a description was not known, so the deletion did not remove one.
	gone := write.Write{Op: write.Describe, User: w.User, Key: w.Key, WithKey: true}
	return tea.Batch(
		m.Say(dialog.Good, w.Key+" of "+userLabel(w.User)+" deleted"),
		m.Begin(gone, write.SendDescription(m.Config.Service, m.InAccount(gone))),
	)
}

// Renewing reports whether the credentials are being looked for anew.
func (m *Model) Renewing() bool { return m.loads.renewing }

// Reload looks for the credentials anew and asks everything again.
func (m *Model) Reload() tea.Cmd { return m.refreshAll() }

// Leaving reports whether the program is about to end.
func (m *Model) Leaving() bool { return m.exit.leaving }

// UndoUser asks whether to delete a user that was created from here.
func (m *Model) UndoUser(n *write.NewUser) { m.newUsers.AskUndo(n) }

// AskAgain has a user's keys asked for although they are known.
func (m *Model) AskAgain(user iamsvc.Principal) { m.audit.AskAgain(user) }
