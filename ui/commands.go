package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
)

type failed struct{ err error }

func (f failed) failure() *iamsvc.Error { return iamsvc.AsError(f.err) }

func (f failed) cause() error { return f.err }

// ownerFoundMsg answers a search for the owner of a key ID.
type ownerFoundMsg struct {
	id    uint64
	keyID string
	use   iamsvc.LastUse
	err   error
	of    string // the account that a key belongs to which was not found here; empty if that is not known
}

func findOwner(ctx context.Context, svc Service, id uint64, keyID string) tea.Cmd {
	return func() tea.Msg {
		use, err := svc.FindOwner(ctx, keyID)
		msg := ownerFoundMsg{id: id, keyID: keyID, use: use, err: err}
		if e := iamsvc.AsError(err); e != nil && e.Kind == iamsvc.KindNotFound {
			msg.of = accountOf(ctx, svc, keyID)
		}
		return msg
	}
}

// renewedMsg says that the credentials were looked for anew.
type renewedMsg struct{ err error }

func renew(svc Service) tea.Cmd {
	return func() tea.Msg { return renewedMsg{svc.Renew(context.Background())} }
}

// outcome is a message that says how a write ended.
type outcome interface {
	wrote() write
	cause() error
	failure() *iamsvc.Error
}

type statusSetMsg struct {
	write
	failed
}

type keyDeletedMsg struct {
	write
	failed
}

type keyCreatedMsg struct {
	write
	failed
	key iamsvc.NewKey
}

func setStatus(svc Service, w write) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := w.context()
		defer cancel()
		return statusSetMsg{w, failed{svc.SetStatus(ctx, w.user, w.key, w.to)}}
	}
}

func createKey(svc Service, w write) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := w.context()
		defer cancel()
		k, err := svc.CreateKey(ctx, w.user)
		return keyCreatedMsg{w, failed{err}, k}
	}
}

// createSettledMsg says what became of a create whose answer was lost.
type createSettledMsg struct {
	write
	failed
}

func settleCreate(svc Service, w write, attempt *iamsvc.CreateAttempt) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := w.context()
		defer cancel()
		return createSettledMsg{w, failed{svc.SettleCreate(ctx, attempt)}}
	}
}

func deleteKey(svc Service, w write, seen iamsvc.SeenKey) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := w.context()
		defer cancel()
		return keyDeletedMsg{w, failed{svc.DeleteKey(ctx, seen)}}
	}
}
