package audit

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/store"
	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/words"
)

// askingWhich is said until it is known.
const askingWhich = "Asking IAM which key this is"

// OnceSettled does something with the row under the cursor: now if what that needs to know of the row is certain,
// else later, once it is.
func (a *Room) OnceSettled(need action.Need, now, later func() tea.Cmd) tea.Cmd {
	_, row, ok := a.Row()
	a.choose()
	switch {
	case !ok:
		return a.Say(dialog.Warn, words.NoKey)
	case row.Root() && !a.SignedInAsRoot():
		return a.Say(dialog.Warn, words.RootsOwnKeys)
	}
	if f := a.Store.Keys(row.User); f != nil && f.Err != nil {
		a.ForgetKeys(row.User)
	}
	if _, lacks := a.lacks(row, need); !lacks {
		return now()
	}
	return tea.Batch(a.Say(dialog.Dim, askingWhich), a.waitHeld(a.onceCertain(a.window.ID(), need, later)))
}

// onceCertain is what is done with a row once what it needs to know of it is certain. It is given up when the cursor
// leaves the row, or something else opens.
func (a *Room) onceCertain(id string, need action.Need, do func() tea.Cmd) *waiting {
	lacks := func() (store.Read, bool) {
		_, row, _ := a.Row()
		return a.lacks(row, need)
	}
	return &waiting{
		until: rowSettled,
		wants: func() []store.Want {
			if r, lacks := lacks(); lacks {
				return inView(r)
			}
			return nil
		},
		stale: func() bool {
			_, _, ok := a.Row()
			return !ok || id != a.window.ID() || len(a.Windows) > 0 || !a.open
		},
		gone:  func() tea.Cmd { return a.notThere(id) },
		ready: func() bool { _, lacks := lacks(); return !lacks },
		do:    func() tea.Cmd { return a.doLate(do) },
	}
}

// doLate does what has waited for a row, unless the keys of its user could not be read.
func (a *Room) doLate(do func() tea.Cmd) tea.Cmd {
	if a.Status.News.Text == askingWhich {
		a.Status.News = dialog.Line{}
	}
	_, row, _ := a.Row()
	if f := a.Store.Keys(row.User); f != nil && f.Err != nil && f.Err.Kind != iamsvc.KindCancelled {
		return a.Fail(f.Err)
	}
	a.late = true
	defer func() { a.late = false }()
	return do()
}

// notThere says that a row is there no more, if that is so.
func (a *Room) notThere(id string) tea.Cmd {
	if ref, ok := refOf(id); ok {
		if _, there := a.table.Row(ref); !there {
			return a.Say(dialog.Warn, "That row is not there any more: the key is gone, or the report does "+
				"not tell which of two it is. Choose again")
		}
	}
	return nil
}

// SignedInAsRoot reports whether akia is known to be signed in as the root user.
func (a *Room) SignedInAsRoot() bool {
	return a.Store.Identity.Known() && a.Store.Identity.Value.Root()
}

// lacks returns what is still to be asked of a row for a need; false if nothing is. What failed or was denied is not
// asked again: what it is needed for is the one to say so.
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
