package ui

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/write"
)

// sendUser sends a change of a user.
func (m *Model) sendUser(w write.Write) tea.Cmd {
	svc, w := m.Config.Service, m.InAccount(w)
	switch w.Op {
	case write.CreateUser:
		return m.Begin(w, write.SendUser(svc, w))
	case write.DeleteUser:
		return m.Begin(w, write.SendRemoval(svc, w))
	case write.PutPolicy:
		return m.Begin(w, write.SendPolicy(svc, w))
	case write.DenySessions:
		return m.Begin(w, write.SendDenial(svc, w))
	default:
		return m.Begin(w, write.SendAllowance(svc, w))
	}
}

// wroteUser takes the answer to a change of a user.
func (m *Model) wroteUser(msg write.Outcome, w write.Write, err *iamsvc.Error) tea.Cmd {
	switch msg := msg.(type) {
	case write.UserCreated:
		return m.userCreated(w, msg.Made, err)
	case write.UserDeleted:
		return m.userDeleted(w, err)
	case write.PolicyPut:
		return m.policyPut(w, err)
	case write.SessionsDenied:
		return m.leak.SessionsChanged(w, err, true)
	case write.SessionsAllowed:
		return m.leak.SessionsChanged(w, err, false)
	}
	return nil
}

// userCreated shows the new user, and goes on with its policy, or offers a key.
func (m *Model) userCreated(w write.Write, u iamsvc.User, err *iamsvc.Error) tea.Cmd {
	if err != nil && iamsvc.UserExists(err) && !err.Unclear {
		return m.takeAsFound(w)
	}
	if err != nil {
		return m.Fail(err)
	}
	m.Store.AddUser(u, m.Config.Now())
	m.goTo(u.Principal())
	said := m.SayFor(dialog.Good, "User "+u.Name+" created", write.UndoTime)
	back := write.Write{Op: write.DeleteUser, User: u.Principal(), New: w.New, Undo: true}
	m.OfferUndo(back)
	if w.New.Policy.Name == "" {
		m.offerKey(w.New)
		return said
	}
	put := write.Write{Op: write.PutPolicy, User: u.Principal(), New: w.New}
	if why := m.Refusal(put); why != "" {
		m.askPolicyAgain(put, why)
		return said
	}
	return tea.Batch(said, m.sendUser(put))
}

// takeAsFound opens a user that was there already.
func (m *Model) takeAsFound(w write.Write) tea.Cmd {
	m.goTo(w.User)
	words := "There is a user " + w.User.String() + " already: nothing was changed, it is opened as it is"
	if w.New.Policy.Name != "" {
		words = "There is a user " + w.User.String() + " already: it is opened as it is, the policy was not written"
	}
	return m.SayFor(dialog.Warn, words, write.UndoTime)
}

// goTo selects a user, whatever filter is set.
func (m *Model) goTo(user iamsvc.Principal) {
	m.browse.GoTo(user, "")
}

// policyPut offers a key once the policy of a new user is written.
func (m *Model) policyPut(w write.Write, err *iamsvc.Error) tea.Cmd {
	if err != nil {
		m.Status.Last = err
		m.askPolicyAgain(w, stage.ErrorWords(err))
		return nil
	}
	m.Store.EditInline(w.User, w.New.Policy.Name, true, m.Config.Now())
	m.offerKey(w.New)
	return nil
}

// userDeleted takes the answer to the deletion of a user that was made from here.
func (m *Model) userDeleted(w write.Write, err *iamsvc.Error) tea.Cmd {
	m.Store.ForgetDetails(w.User)
	if err != nil {
		return m.Fail(err)
	}
	m.Offer = write.Offer{}
	m.Store.RemoveUser(w.User, m.Config.Now())
	m.browse.Relist()
	return m.Say(dialog.Good, "User "+w.User.String()+" deleted again")
}
