package ui

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/write"
)

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
		cmd = m.toggle.Done(w, was, err)
	case write.KeyCreated:
		cmd = m.create.Created(w, msg.NewKey, err)
	case write.CreateSettled:
		cmd = m.create.Settled(w, msg.Err)
	case write.Described:
		cmd = m.describe.Done(w, err)
	case write.KeyDeleted:
		cmd = m.deletion.Done(w, msg.Err)
	case write.SessionsDenied:
		cmd = m.leak.SessionsChanged(w, err, true)
	case write.SessionsAllowed:
		cmd = m.leak.SessionsChanged(w, err, false)
	default:
		cmd = m.newUsers.Wrote(w, msg)
	}
	return tea.Batch(cmd, m.leaveIfDone())
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
