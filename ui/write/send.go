package write

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/stage"
)

// Failed is why a change was not carried out; the zero Failed is that it was.
type Failed struct{ Err error }

// Failure returns why, as an error of the service; nil if it was carried out.
func (f Failed) Failure() *iamsvc.Error { return iamsvc.AsError(f.Err) }

// Cause returns why, with what is wrapped in it.
func (f Failed) Cause() error { return f.Err }

// Outcome is a message that says how a change ended.
type Outcome interface {
	Wrote() Write
	Cause() error
	Failure() *iamsvc.Error
}

// StatusSet answers a change of a status.
type StatusSet struct {
	Write
	Failed
}

// KeyDeleted answers a deletion.
type KeyDeleted struct {
	Write
	Failed
}

// KeyCreated answers a creation: it holds the secret.
type KeyCreated struct {
	Write
	Failed
	NewKey iamsvc.NewKey
}

// SendStatus sends a change of a status.
func SendStatus(svc stage.Service, w Write) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := w.Context()
		defer cancel()
		return StatusSet{w, Failed{svc.SetStatus(ctx, w.User, w.Key, w.To)}}
	}
}

// SendCreate sends the creation of a key.
func SendCreate(svc stage.Service, w Write) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := w.Context()
		defer cancel()
		k, err := svc.CreateKey(ctx, w.User)
		return KeyCreated{w, Failed{err}, k}
	}
}

// CreateSettled says what became of a create whose answer was lost.
type CreateSettled struct {
	Write
	Failed
}

// SendSettle finds out what became of a creation whose answer was lost.
func SendSettle(svc stage.Service, w Write, attempt *iamsvc.CreateAttempt) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := w.Context()
		defer cancel()
		return CreateSettled{w, Failed{svc.ReconcileCreate(ctx, attempt)}}
	}
}

// SendDelete sends the deletion of a key as it was seen.
func SendDelete(svc stage.Service, w Write, seen iamsvc.SeenKey) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := w.Context()
		defer cancel()
		return KeyDeleted{w, Failed{svc.DeleteKey(ctx, seen)}}
	}
}

// Described says how a change of a description ended.
type Described struct {
	Write
	Failed
}

// SendDescription sends a change of a description.
func SendDescription(svc stage.Service, w Write) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := w.Context()
		defer cancel()
		return Described{w, Failed{svc.Describe(ctx, w.User, w.Key, w.Text)}}
	}
}

// UserCreated says how the creation of a user ended.
type UserCreated struct {
	Write
	Failed
	Made iamsvc.User
}

// UserDeleted says how the deletion of a user ended.
type UserDeleted struct {
	Write
	Failed
}

// PolicyPut says how the writing of a new user's policy ended.
type PolicyPut struct {
	Write
	Failed
}

type (
	// SessionsDenied says how the writing of the policy against old sessions ended.
	SessionsDenied struct {
		Write
		Failed
	}
	// SessionsAllowed says how its removal ended.
	SessionsAllowed struct {
		Write
		Failed
	}
)

// SendUser sends the creation of a user.
func SendUser(svc stage.Service, w Write) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := w.Context()
		defer cancel()
		u, err := svc.CreateUser(ctx, w.New.User)
		return UserCreated{w, Failed{err}, u}
	}
}

// SendRemoval deletes a user that was made from here, and the policy that it was given: IAM deletes no user who has
// one.
func SendRemoval(svc stage.Service, w Write) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := w.Context()
		defer cancel()
		if name := w.New.Policy.Name; name != "" {
			err := iamsvc.AsError(svc.DeletePolicy(ctx, w.User, name))
			if err != nil && err.Kind != iamsvc.KindNotFound {
				return UserDeleted{w, Failed{err}}
			}
		}
		return UserDeleted{w, Failed{svc.DeleteUser(ctx, w.User)}}
	}
}

// SendPolicy writes the policy of a new user.
func SendPolicy(svc stage.Service, w Write) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := w.Context()
		defer cancel()
		p := w.New.Policy
		return PolicyPut{w, Failed{svc.PutPolicy(ctx, w.User, p.Name, p.Document)}}
	}
}

// SendDenial writes the policy against old sessions.
func SendDenial(svc stage.Service, w Write) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := w.Context()
		defer cancel()
		_, err := svc.DenyOldSessions(ctx, w.User, w.Before)
		return SessionsDenied{w, Failed{err}}
	}
}

// SendAllowance removes the policy against old sessions.
func SendAllowance(svc stage.Service, w Write) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := w.Context()
		defer cancel()
		return SessionsAllowed{w, Failed{svc.AllowOldSessions(ctx, w.User)}}
	}
}
