package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/store"
)

// writeDeadline bounds a write, which nothing else cancels.
const writeDeadline = 60 * time.Second

// ask says which request a command makes; its answer carries it back.
type ask struct {
	req store.Read
	id  uint64
}

func (a ask) asked() ask { return a }

// answer is a message that answers a request of the plan.
type answer interface {
	asked() ask
	failure() *iamsvc.Error
}

type failed struct{ err error }

func (f failed) failure() *iamsvc.Error { return iamsvc.AsError(f.err) }

func (f failed) cause() error { return f.err }

type usersLoadedMsg struct {
	ask
	failed
	page iamsvc.UserPage
}

type keysLoadedMsg struct {
	ask
	failed
	keys []iamsvc.Key
}

type lastUseLoadedMsg struct {
	ask
	failed
	use iamsvc.LastUse
}

type identityLoadedMsg struct {
	ask
	failed
	identity iamsvc.Identity
}

func askUsers(ctx context.Context, svc userLister, a ask, marker string) tea.Cmd {
	return func() tea.Msg {
		page, err := svc.ListUsers(ctx, marker)
		return usersLoadedMsg{a, failed{err}, page}
	}
}

func askKeys(ctx context.Context, svc keyReader, a ask) tea.Cmd {
	return func() tea.Msg {
		keys, err := svc.ListKeys(ctx, a.req.User)
		return keysLoadedMsg{a, failed{err}, keys}
	}
}

func askLastUse(ctx context.Context, svc keyReader, a ask) tea.Cmd {
	return func() tea.Msg {
		use, err := svc.LastUse(ctx, a.req.Key)
		return lastUseLoadedMsg{a, failed{err}, use}
	}
}

func askIdentity(ctx context.Context, svc identifier, a ask) tea.Cmd {
	return func() tea.Msg {
		id, err := svc.WhoAmI(ctx)
		return identityLoadedMsg{a, failed{err}, id}
	}
}

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

func renew(svc identifier) tea.Cmd {
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

func setStatus(svc keyWriter, w write) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := w.context()
		defer cancel()
		return statusSetMsg{w, failed{svc.SetStatus(ctx, w.user, w.key, w.to)}}
	}
}

func createKey(svc keyWriter, w write) tea.Cmd {
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

func settleCreate(svc keyWriter, w write, attempt *iamsvc.CreateAttempt) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := w.context()
		defer cancel()
		return createSettledMsg{w, failed{svc.SettleCreate(ctx, attempt)}}
	}
}

func deleteKey(svc keyWriter, w write, seen iamsvc.SeenKey) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := w.context()
		defer cancel()
		return keyDeletedMsg{w, failed{svc.DeleteKey(ctx, seen)}}
	}
}
