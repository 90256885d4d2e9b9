package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/write"
)

// toggle deactivates the selected key if it is active, and activates it if it is inactive, with as much of a question as
// the table of package action wants.
func (m *Model) toggle() tea.Cmd {
	k, ok := m.selectedKey()
	if !ok {
		return m.noKey()
	}
	return m.toggleKey(k)
}

// toggleKey toggles a key, after a question if it deserves one.
func (m *Model) toggleKey(k iamsvc.Key) tea.Cmd {
	if k.Status != iamsvc.Active && k.Status != iamsvc.Inactive {
		return m.Say(dialog.Warn, "The status of this key is "+string(k.Status)+": akia only knows how to toggle active and inactive")
	}
	if why := m.refusal(switching(k)); why != "" {
		return m.Say(dialog.Warn, why)
	}
	if ask, _ := action.ToToggle(m.statusOf(k), m.Config.Now()); ask == action.AtOnce {
		return m.setStatus(switching(k))
	}
	m.askToggle(k)
	return nil
}

// switching is the change that toggles a key.
func switching(k iamsvc.Key) write.Write {
	w := write.Write{Op: write.SetStatus, User: k.User, Key: k.ID, From: k.Status, To: iamsvc.Inactive}
	if k.Status == iamsvc.Inactive {
		w.To = iamsvc.Active
	}
	return w
}

func (m *Model) setStatus(w write.Write) tea.Cmd {
	return m.begin(w, write.SendStatus(m.Config.Service, m.inAccount(w)))
}

// held reports whether the key that asks for an action is being held down: its repeats must not change things to and fro.
func (m *Model) held(id action.ID) bool {
	now, t := m.Config.Now(), &m.timers
	held := t.repeats && t.pressed == id && now.Sub(t.pressedAt) < heldKey
	t.repeats, t.pressed, t.pressedAt = true, id, now
	return held
}

// heldKey is longer than the pause between the repeats of a key that is held down.
const heldKey = 300 * time.Millisecond

// undo takes the last change of a status back while that is offered.
func (m *Model) undo() tea.Cmd {
	u := m.offer
	switch {
	case len(u.writes) == 0 || m.Config.Now().After(u.until):
		return m.Say(dialog.Dim, "Nothing to undo")
	case len(u.writes) == 1 && u.writes[0].Op == write.DeleteUser:
		m.askUndoUser(u.writes[0].New)
		return nil
	}
	u.writes = slices.DeleteFunc(slices.Clone(u.writes), m.changedSince)
	switch len(u.writes) {
	case 0:
		m.offer = undo{}
		return m.Say(dialog.Warn, "Nothing was undone: the key has changed since")
	case 1:
		return m.setStatus(u.writes[0])
	}
	items := make([]bulkItem, len(u.writes))
	for i, w := range u.writes {
		items[i] = bulkItem{write: w}
	}
	m.offer = undo{}
	return m.startBulk("Taking the changes back", items, true)
}

// changedSince reports whether the key of an undo is known to be something else than what the change had made of it.
func (m *Model) changedSince(w write.Write) bool {
	k, there := m.Store.Key(w.User, w.Key)
	return m.Store.Keys(w.User).Known() && (!there || k.Status != w.From)
}

// noKey says why there is no key to act on.
func (m *Model) noKey() tea.Cmd {
	f := m.Store.Keys(m.pace.user)
	switch {
	case !m.pace.hasUser:
		return m.Say(dialog.Warn, "No user is selected")
	case f.Known():
		return m.Say(dialog.Warn, userLabel(m.pace.user)+" has no access key; c creates one")
	default:
		return m.Say(dialog.Warn, "The keys of "+userLabel(m.pace.user)+" are not known yet")
	}
}
