package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/account"
)

// detailLoadedMsg answers the request for one part of a user's details; keep puts the answer into the store.
type detailLoadedMsg struct {
	ask
	failed
	keep func(a *account.Account, now time.Time)
}

// askDetail sends the request for one part of a user's details.
func askDetail(ctx context.Context, svc userReader, a ask) tea.Cmd {
	switch a.req.Op {
	case account.AskMFA:
		return detail(ctx, a, svc.MFADevices, (*account.Account).SetMFA)
	case account.AskGroups:
		return detail(ctx, a, svc.Groups, (*account.Account).SetGroups)
	case account.AskAttached:
		return detail(ctx, a, svc.AttachedPolicies, (*account.Account).SetAttached)
	case account.AskInline:
		return detail(ctx, a, svc.InlinePolicies, (*account.Account).SetInline)
	default:
		return detail(ctx, a, svc.User, (*account.Account).SetUser)
	}
}

// detail makes the command for a part that is read by get and kept by set.
func detail[T any](
	ctx context.Context, a ask, get func(context.Context, iamsvc.Principal) (T, error),
	set func(*account.Account, iamsvc.Principal, T, time.Time),
) tea.Cmd {
	return func() tea.Msg {
		v, err := get(ctx, a.req.User)
		keep := func(acc *account.Account, now time.Time) { set(acc, a.req.User, v, now) }
		return detailLoadedMsg{a, failed{err}, keep}
	}
}
