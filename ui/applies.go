package ui

import (
	tea "charm.land/bubbletea/v2"

	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/words"
	"akia/ui/write"
)

// nowOn returns what decides which actions apply on the screen as it is.
func nowOn(m *Model) action.Now {
	if m.hall != nil {
		return m.hall.now(m)
	}
	k, hasKey := m.selectedKey()
	n := action.Now{
		ReadOnly: m.Config.ReadOnly, Key: hasKey, KeysFocus: m.browse.OnKeys(), Undo: m.CanUndo(),
		Error: m.Status.Last != nil, Several: m.Config.Several,
		Shell: m.Config.CanSuspend, Writing: len(m.UnderWay) > 0, Reloading: m.Renewing(),
	}
	user, selected := m.browse.User()
	n.User, n.Root = selected, user.IsRoot()
	if selected {
		f := m.Store.Keys(user)
		_, asking := f.Asking()
		n.Listed = f.Known() || !asking && f != nil && f.Err != nil
		if f != nil {
			n.Keys = len(f.Value)
		}
	}
	if hasKey {
		n.Status = k.Status
		_, n.Changing = m.UnderWay.Pending(k.User, k.ID)
	}
	if m.audit.OnScreen() {
		n.Place, n.KeysFocus, n.RootKeys = action.InAudit, true, m.audit.SignedInAsRoot()
		n.Marks, n.OnlyMark, n.Rows = m.audit.Marked(), m.audit.OnlyMarked(), m.audit.View().Len()
		_, row, ok := m.audit.Row()
		n.Key, n.Root, n.Status = ok, row.Root(), row.Status
	}
	return n
}

// sayWhyNot says in the line of news why a key does nothing.
func sayWhyNot(m *Model, why action.Reason) tea.Cmd {
	tone := dialog.Warn
	if why == action.NothingToUndo || why == action.NoError || why == action.NoShell ||
		why == action.OneAccount {
		tone = dialog.Dim
	}
	return m.Say(tone, whyWords(m, why))
}

// whyWords says why an action does not apply.
func whyWords(m *Model, why action.Reason) string {
	switch why {
	case action.NoUser, action.NoKey:
		return m.browse.WhyNoKey()
	case action.KeyChanging:
		if k, ok := m.selectedKey(); ok {
			return m.Refusal(write.Switching(k))
		}
	case action.StillWriting:
		for _, w := range m.UnderWay.Sorted() {
			return "Still waiting for the " + w.String()
		}
	default: // the same for all
	}
	return [action.Reasons]string{
		action.ReadOnly: write.ReadOnlyNote, action.NoRow: words.NoKey, action.NoRows: words.NoRows,
		action.RootsOwn: words.RootsOwnKeys, action.RootHidden: words.RootHidden, action.KeyChanging: words.KeyChanging,
		action.NothingToUndo: words.NothingToUndo, action.NoError: words.NoError, action.NoShell: words.NoShell,
		action.StillReloading: words.Reloading, action.TakesOne: words.TakesOne, action.OneAccount: words.OneAccount,
		action.AuditOnly: words.AuditOnly, action.PanesOnly: words.PanesOnly,
	}[why]
}
