package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
)

// toggle deactivates the selected key if it is active, and activates it if it is inactive, at once; only a key that akia
// itself is signed in with, or may be, is asked about.
func (m *Model) toggle() tea.Cmd {
	if m.held("toggle") {
		return nil
	}
	k, ok := m.selectedKey()
	if !ok {
		return m.noKey()
	}
	if m.justMoved() {
		return m.notChanged()
	}
	return m.toggleKey(k)
}

// justMoved reports whether the cursor has come to another key by itself so short a time ago that a key press was meant for
// the one before.
func (m *Model) justMoved() bool { return m.cfg.Now().Sub(m.timers.moved) < dialog.Guard }

func (m *Model) notChanged() tea.Cmd {
	return m.say(dialog.Warn, "Another key has just taken the place of the one that was selected: nothing was changed")
}

// selection is the key under the cursor, which is what a key press would act on.
func (m *Model) selection() subject {
	if m.audit.open {
		return subject{key: m.audit.window.ID()}
	}
	return subject{m.pace.user, m.table.window.ID()}
}

// noteMove notes that the cursor has come from one key to another by itself. A key press that comes so soon after that was
// meant for the one that the person saw.
func (m *Model) noteMove(before subject) {
	if now := m.selection(); now != before && now.key != "" && before.key != "" {
		m.timers.moved = m.cfg.Now()
	}
}

// toggleKey toggles a key, after a question if akia is signed in with it.
func (m *Model) toggleKey(k iamsvc.Key) tea.Cmd {
	w := write{op: opSetStatus, user: k.User, key: k.ID, from: k.Status}
	switch k.Status {
	case iamsvc.Active:
		w.to = iamsvc.Inactive
	case iamsvc.Inactive:
		w.to = iamsvc.Active
	default:
		return m.say(dialog.Warn, "The status of this key is "+string(k.Status)+": akia only knows how to toggle active and inactive")
	}
	switch _, asking := m.account.Identity.Asking(); {
	case w.to == iamsvc.Active || m.cfg.ReadOnly:
	case m.own(k):
		m.open(dialog.NewAsk("Deactivate the key akia is signed in with?", m.about(k,
			dialog.Line{Text: "akia, and all else that signs with it, stops working at once. Only someone with another key can activate it again.", Tone: dialog.Bad}),
			dialog.Button{Label: "Deactivate", Result: w, Danger: true, Yes: true}))
		return nil
	case !m.account.Identity.Known() && !asking:
		m.open(dialog.NewAsk("Deactivate access key?", m.about(k,
			dialog.Line{Text: "akia could not find out which account this is, nor which key it is signed in with.", Tone: dialog.Warn}),
			dialog.Button{Label: "Deactivate", Result: w, Danger: true, Yes: true}))
		return nil
	}
	return m.setStatus(w)
}

func (m *Model) setStatus(w write) tea.Cmd {
	return m.begin(w, setStatus(m.cfg.Service, m.inAccount(w)))
}

// held reports whether the key that changes things is being held down: its repeats must not change them to and fro.
func (m *Model) held(what string) bool {
	now := m.cfg.Now()
	held := m.timers.pressed == what && now.Sub(m.timers.pressedAt) < heldKey
	m.timers.pressed, m.timers.pressedAt = what, now
	return held
}

// heldKey is longer than the pause between the repeats of a key that is held down.
const heldKey = 300 * time.Millisecond

// undo takes the last change of a status back while that is offered.
func (m *Model) undo() tea.Cmd {
	if m.held("undo") {
		return nil
	}
	u := m.status.undo
	switch {
	case len(u.writes) == 0 || m.cfg.Now().After(u.until):
		return m.say(dialog.Dim, "Nothing to undo")
	case len(u.writes) == 1 && u.writes[0].op == opDeleteUser:
		m.askUndoUser(u.writes[0].make)
		return nil
	case len(u.writes) == 1:
		return m.setStatus(u.writes[0])
	}
	items := make([]bulkItem, len(u.writes))
	for i, w := range u.writes {
		items[i] = bulkItem{write: w}
	}
	m.status.undo = undo{}
	return m.startBulk("Taking the changes back", items, true)
}

// own reports whether a key is the one that akia is signed in with, also if that could not be read again.
func (m *Model) own(k iamsvc.Key) bool {
	own := m.account.Identity.Value.KeyID
	return own != "" && own == k.ID
}

// noKey says why there is no key to act on.
func (m *Model) noKey() tea.Cmd {
	f := m.account.Keys(m.pace.user)
	switch {
	case !m.pace.hasUser:
		return m.say(dialog.Warn, "No user is selected")
	case f.Known():
		return m.say(dialog.Warn, userLabel(m.pace.user)+" has no access key; c creates one")
	default:
		return m.say(dialog.Warn, "The keys of "+userLabel(m.pace.user)+" are not known yet")
	}
}

// about describes a key for a dialog that would change it: the account, the key, its age and last use.
func (m *Model) about(k iamsvc.Key, more ...dialog.Line) []dialog.Line {
	lines := []dialog.Line{
		{Text: "Account " + m.accountLabel(), Tone: dialog.Dim},
		{Text: k.ID + " of " + userLabel(k.User), Tone: dialog.Strong},
		{Text: m.describe(k)},
	}
	return append(lines, more...)
}

// describe puts what is known of a key into words.
func (m *Model) describe(k iamsvc.Key) string {
	return strings.Join([]string{statusWord(k.Status), m.ageWords(k), m.lastUseWords(k)}, ", ")
}

// accountLabel names the account by alias and ID, as every dialog that writes does.
func (m *Model) accountLabel() string {
	if _, asking := m.account.Identity.Asking(); !m.account.Identity.Known() && asking {
		return "not known yet"
	}
	if !m.account.Identity.Known() {
		return "not known"
	}
	id := m.account.Identity.Value
	if id.Alias == "" {
		return id.Account
	}
	return id.Alias + " (" + id.Account + ")"
}
