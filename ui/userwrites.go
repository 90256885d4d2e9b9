package ui

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/stage"
)

// userCreatedMsg says how the creation of a user ended.
type userCreatedMsg struct {
	write
	failed
	user iamsvc.User
}

// userDeletedMsg says how the deletion of a user ended.
type userDeletedMsg struct {
	write
	failed
}

// policyPutMsg says how the writing of a new user's policy ended.
type policyPutMsg struct {
	write
	failed
}

// sessionsDeniedMsg and sessionsAllowedMsg say how a change of the policy against old sessions ended.
type (
	sessionsDeniedMsg struct {
		write
		failed
	}
	sessionsAllowedMsg struct {
		write
		failed
	}
)

// sendUser sends a change of a user.
func (m *Model) sendUser(w write) tea.Cmd {
	svc, w := m.Config.Service, m.inAccount(w)
	switch w.op {
	case opCreateUser:
		return m.begin(w, createUser(svc, w))
	case opDeleteUser:
		return m.begin(w, deleteUser(svc, w))
	case opPutPolicy:
		return m.begin(w, putPolicy(svc, w))
	case opDenySessions:
		return m.begin(w, denySessions(svc, w))
	default:
		return m.begin(w, allowSessions(svc, w))
	}
}

func createUser(svc Service, w write) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := w.context()
		defer cancel()
		u, err := svc.CreateUser(ctx, w.make.user)
		return userCreatedMsg{w, failed{err}, u}
	}
}

// deleteUser deletes a user that was made from here, and the policy that it was given: IAM deletes no user who has one.
func deleteUser(svc Service, w write) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := w.context()
		defer cancel()
		if name := w.make.policy.Name; name != "" {
			err := iamsvc.AsError(svc.DeletePolicy(ctx, w.user, name))
			if err != nil && err.Kind != iamsvc.KindNotFound {
				return userDeletedMsg{w, failed{err}}
			}
		}
		return userDeletedMsg{w, failed{svc.DeleteUser(ctx, w.user)}}
	}
}

func putPolicy(svc Service, w write) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := w.context()
		defer cancel()
		p := w.make.policy
		return policyPutMsg{w, failed{svc.PutPolicy(ctx, w.user, p.Name, p.Document)}}
	}
}

func denySessions(svc Service, w write) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := w.context()
		defer cancel()
		_, err := svc.DenyOldSessions(ctx, w.user, w.before)
		return sessionsDeniedMsg{w, failed{err}}
	}
}

func allowSessions(svc Service, w write) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := w.context()
		defer cancel()
		return sessionsAllowedMsg{w, failed{svc.AllowOldSessions(ctx, w.user)}}
	}
}

// wroteUser takes the answer to a change of a user.
func (m *Model) wroteUser(msg outcome, w write, err *iamsvc.Error) tea.Cmd {
	switch msg := msg.(type) {
	case userCreatedMsg:
		return m.userCreated(w, msg.user, err)
	case userDeletedMsg:
		return m.userDeleted(w, err)
	case policyPutMsg:
		return m.policyPut(w, err)
	case sessionsDeniedMsg:
		return m.sessionsChanged(w, err, true)
	case sessionsAllowedMsg:
		return m.sessionsChanged(w, err, false)
	}
	return nil
}

// userCreated shows the new user, and goes on with its policy, or offers a key.
func (m *Model) userCreated(w write, u iamsvc.User, err *iamsvc.Error) tea.Cmd {
	if err != nil && iamsvc.UserExists(err) && !err.Unclear {
		return m.takeAsFound(w)
	}
	if err != nil {
		return m.Fail(err)
	}
	m.Store.AddUser(u, m.Config.Now())
	m.goTo(u.Principal())
	said := m.SayFor(dialog.Good, "User "+u.Name+" created", undoTime)
	back := write{op: opDeleteUser, user: u.Principal(), make: w.make, undo: true}
	m.offerUndo(back)
	if w.make.policy.Name == "" {
		m.offerKey(w.make)
		return said
	}
	put := write{op: opPutPolicy, user: u.Principal(), make: w.make}
	if why := m.refusal(put); why != "" {
		m.askPolicyAgain(put, why)
		return said
	}
	return tea.Batch(said, m.sendUser(put))
}

// takeAsFound opens a user that was there already.
func (m *Model) takeAsFound(w write) tea.Cmd {
	m.goTo(w.user)
	words := "There is a user " + w.user.String() + " already: nothing was changed, it is opened as it is"
	if w.make.policy.Name != "" {
		words = "There is a user " + w.user.String() + " already: it is opened as it is, the policy was not written"
	}
	return m.SayFor(dialog.Warn, words, undoTime)
}

// goTo selects a user, whatever filter is set.
func (m *Model) goTo(user iamsvc.Principal) {
	m.endSeek()
	m.users.filter.Reset()
	m.users.update(m.Store)
	m.seekUser(user, "")
}

// policyPut offers a key once the policy of a new user is written.
func (m *Model) policyPut(w write, err *iamsvc.Error) tea.Cmd {
	if err != nil {
		m.Status.Last = err
		m.askPolicyAgain(w, stage.ErrorWords(err))
		return nil
	}
	m.Store.EditInline(w.user, w.make.policy.Name, true, m.Config.Now())
	m.offerKey(w.make)
	return nil
}

// userDeleted takes the answer to the deletion of a user that was made from here.
func (m *Model) userDeleted(w write, err *iamsvc.Error) tea.Cmd {
	m.Store.ForgetDetails(w.user)
	if err != nil {
		return m.Fail(err)
	}
	m.offer = undo{}
	m.Store.RemoveUser(w.user, m.Config.Now())
	m.users.update(m.Store)
	return m.Say(dialog.Good, "User "+w.user.String()+" deleted again")
}
