package ui

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/store"
	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/overview"
)

// askingWhich is said until it is known.
const askingWhich = "Asking IAM which key this is"

// settling is something that waits for a row to be settled. It is given up when the cursor leaves the row.
type settling struct {
	id   string
	need action.Need
	do   func(*Model) tea.Cmd // nil: nothing but to know
	held bool                 // it is not known yet whether the key that asked is part of a burst
}

// onceSettled does an action on a row, once what it needs to know of the row is certain.
func (m *Model) onceSettled(act bound) tea.Cmd {
	a := &m.audit
	_, row, ok := a.row()
	a.anchor = a.window.ID()
	switch {
	case !ok:
		return m.Say(dialog.Warn, "No key is selected")
	case row.Root() && !m.signedInAsRoot():
		return m.Say(dialog.Warn, "Only the root user can change its own keys: sign in as root to delete them")
	}
	if f := m.Store.Keys(row.User); f != nil && f.Err != nil {
		m.ForgetKeys(row.User)
	}
	if _, lacks := m.lacks(row, act.Need); !lacks {
		return m.performSettled(act)
	}
	s := &settling{id: a.window.ID(), need: act.Need, do: act.do}
	a.then = s
	return tea.Batch(m.Say(dialog.Dim, askingWhich), m.holdUntilKnown(&s.held, func(m *Model) tea.Cmd {
		if m.audit.then == s {
			m.audit.then = nil
		}
		return nil
	}))
}

// holdUntilKnown holds what a key has asked for until it is known that it is no part of a burst; back takes it back if it is.
func (m *Model) holdUntilKnown(held *bool, back func(*Model) tea.Cmd) tea.Cmd {
	if !m.typing.waits(m) {
		return nil
	}
	*held = true
	return m.onceKnown(func(*Model) tea.Cmd { *held = false; return nil }, back)
}

// notThere says that a row is there no more, if that is so.
func (m *Model) notThere(id string) tea.Cmd {
	if ref, ok := overview.Ref(id); ok {
		if _, there := m.audit.table.Row(ref); !there {
			return m.Say(dialog.Warn, "That row is not there any more: the key is gone, or the report does not tell which of two it is. Choose again")
		}
	}
	return nil
}

func (m *Model) signedInAsRoot() bool {
	return m.Store.Identity.Known() && m.Store.Identity.Value.Root()
}

// lacks returns what is still to be asked of a row for a need; false if nothing is. What failed or was denied is not asked
// again: what it is needed for is the one to say so.
func (m *Model) lacks(row audit.Row, need action.Need) (store.Read, bool) {
	list := m.Store.Keys(row.User)
	switch {
	case need == action.NeedID && row.KeyID != "":
		return store.Read{}, false
	case list == nil || !list.Known() && list.Err == nil:
		return store.Read{Op: store.AskKeys, User: row.User}, true
	case row.KeyID == "" || need < action.NeedUse && row.Exact():
		return store.Read{}, false
	}
	use := m.Store.LastUse(row.KeyID)
	return store.Read{Op: store.AskLastUse, User: row.User, Key: row.KeyID}, use == nil || !use.Known() && use.Err == nil
}

// settleRowOn goes on with what waits for a row, once that is settled or will not be.
func (m *Model) settleRowOn() tea.Cmd {
	a := &m.audit
	s := a.then
	if s == nil {
		return nil
	}
	_, row, ok := a.row()
	if !ok || s.id != a.window.ID() || len(m.Windows) > 0 || !a.open {
		a.then = nil
		return m.notThere(s.id)
	}
	if _, lacks := m.lacks(row, s.need); lacks || s.held {
		return nil
	}
	a.then = nil
	if m.Status.News.Text == askingWhich {
		m.Status.News = dialog.Line{}
	}
	if s.do == nil {
		return nil
	}
	if f := m.Store.Keys(row.User); f != nil && f.Err != nil && f.Err.Kind != iamsvc.KindCancelled {
		return m.Fail(f.Err)
	}
	a.late = true // what is asked is what the answer says, not what was seen when the key was pressed
	defer func() { a.late = false }()
	return m.OpensByItself(func() tea.Cmd { return s.do(m) })
}
