package ui

import (
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
		return m.browse.NoKey()
	}
	return m.toggleKey(k)
}

// toggleKey toggles a key, after a question if it deserves one.
func (m *Model) toggleKey(k iamsvc.Key) tea.Cmd {
	if k.Status != iamsvc.Active && k.Status != iamsvc.Inactive {
		return m.Say(dialog.Warn, "The status of this key is "+string(k.Status)+": akia only knows how to toggle active and inactive")
	}
	if why := m.Refusal(write.Switching(k)); why != "" {
		return m.Say(dialog.Warn, why)
	}
	if ask, _ := action.ToToggle(m.statusOf(k), m.Config.Now()); ask == action.AtOnce {
		return m.SetStatus(write.Switching(k))
	}
	m.askToggle(k)
	return nil
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
