package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
)

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
