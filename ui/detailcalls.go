package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/store"
)

// detailLoadedMsg answers the request for one part of a user's details; keep puts the answer into the store.
type detailLoadedMsg struct {
	ask
	failed
	keep func(a *store.Store, now time.Time)
}

// askDetail sends the request for one part of a user's details.
func askDetail(ctx context.Context, svc userReader, a ask) tea.Cmd {
	switch a.req.Op {
	case store.AskMFA:
		return detail(ctx, a, svc.MFADevices, (*store.Store).SetMFA)
	case store.AskGroups:
		return detail(ctx, a, svc.Groups, (*store.Store).SetGroups)
	case store.AskAttached:
		return detail(ctx, a, svc.AttachedPolicies, (*store.Store).SetAttached)
	case store.AskInline:
		return detail(ctx, a, svc.InlinePolicies, (*store.Store).SetInline)
	default:
		return detail(ctx, a, svc.User, (*store.Store).SetUser)
	}
}

// detail makes the command for a part that is read by get and kept by set.
func detail[T any](
	ctx context.Context, a ask, get func(context.Context, iamsvc.Principal) (T, error),
	set func(*store.Store, iamsvc.Principal, T, time.Time),
) tea.Cmd {
	return func() tea.Msg {
		v, err := get(ctx, a.req.User)
		keep := func(acc *store.Store, now time.Time) { set(acc, a.req.User, v, now) }
		return detailLoadedMsg{a, failed{err}, keep}
	}
}
