package audit

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/store"
	"akia/ui/action"
	"akia/ui/dialog"
)

// askingWhich is said until it is known.
const askingWhich = "Asking IAM which key this is"

// settling is something that waits for a row to be settled. It is given up when the cursor leaves the row.
type settling struct {
	id   string
	need action.Need
	do   func() tea.Cmd
	held bool // it is not known yet whether the key that asked is part of a burst
}

// OnceSettled does something with the row under the cursor: now if what that needs to know of the row is certain, else later,
// once it is.
func (a *Room) OnceSettled(need action.Need, now, later func() tea.Cmd) tea.Cmd {
	_, row, ok := a.Row()
	a.choose()
	switch {
	case !ok:
		return a.Say(dialog.Warn, "No key is selected")
	case row.Root() && !a.signedInAsRoot():
		return a.Say(dialog.Warn, "Only the root user can change its own keys: sign in as root to delete them")
	}
	if f := a.Store.Keys(row.User); f != nil && f.Err != nil {
		a.ForgetKeys(row.User)
	}
	if _, lacks := a.lacks(row, need); !lacks {
		return now()
	}
	s := &settling{id: a.window.ID(), need: need, do: later}
	a.then = s
	return tea.Batch(a.Say(dialog.Dim, askingWhich), a.hold(&s.held, func() {
		if a.then == s {
			a.then = nil
		}
	}))
}

// hold holds what a key has asked for until it is known that it is no part of a burst; back takes it back if it is.
func (a *Room) hold(held *bool, back func()) tea.Cmd {
	cmd, waits := a.host.OnceKnown(func() { *held = false }, back)
	*held = waits
	return cmd
}

// notThere says that a row is there no more, if that is so.
func (a *Room) notThere(id string) tea.Cmd {
	if ref, ok := refOf(id); ok {
		if _, there := a.table.Row(ref); !there {
			return a.Say(dialog.Warn, "That row is not there any more: the key is gone, or the report does not tell which of two it is. Choose again")
		}
	}
	return nil
}

func (a *Room) signedInAsRoot() bool {
	return a.Store.Identity.Known() && a.Store.Identity.Value.Root()
}

// lacks returns what is still to be asked of a row for a need; false if nothing is. What failed or was denied is not asked
// again: what it is needed for is the one to say so.
func (a *Room) lacks(row audit.Row, need action.Need) (store.Read, bool) {
	list := a.Store.Keys(row.User)
	switch {
	case need == action.NeedID && row.KeyID != "":
		return store.Read{}, false
	case list == nil || !list.Known() && list.Err == nil:
		return store.Read{Op: store.AskKeys, User: row.User}, true
	case row.KeyID == "" || need < action.NeedUse && row.Exact():
		return store.Read{}, false
	}
	use := a.Store.LastUse(row.KeyID)
	return store.Read{Op: store.AskLastUse, User: row.User, Key: row.KeyID}, use == nil || !use.Known() && use.Err == nil
}

// settleRowOn goes on with what waits for a row, once that is settled or will not be.
func (a *Room) settleRowOn() tea.Cmd {
	s := a.then
	if s == nil {
		return nil
	}
	_, row, ok := a.Row()
	if !ok || s.id != a.window.ID() || len(a.Windows) > 0 || !a.open {
		a.then = nil
		return a.notThere(s.id)
	}
	if _, lacks := a.lacks(row, s.need); lacks || s.held {
		return nil
	}
	a.then = nil
	if a.Status.News.Text == askingWhich {
		a.Status.News = dialog.Line{}
	}
	if f := a.Store.Keys(row.User); f != nil && f.Err != nil && f.Err.Kind != iamsvc.KindCancelled {
		return a.Fail(f.Err)
	}
	a.late = true
	defer func() { a.late = false }()
	return a.OpensByItself(s.do)
}
