package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"akia/ui/action"
	"akia/ui/dialog"
)

// actOnPage does the action that a key asks for on what the page on top is about; false if the key is the page's own,
// or asks for none. The page closes: what follows is asked or said over the row itself. That row is held by what it is:
// if something else is under the cursor by now, or its status is another one, nothing is done. Marks of other rows do
// not count.
func (m *Model) actOnPage(msg tea.Msg) (cmd tea.Cmd, acts bool) {
	press, ok := msg.(tea.KeyPressMsg)
	about := m.Top().About
	if !ok || about == nil || key.Matches(press, m.Top().Bindings()...) {
		return nil, false
	}
	for _, a := range m.present().actions {
		if !key.Matches(press, a.Binding) || !a.OnPage(about.Row != "") {
			continue
		}
		if m.typing.fast { // nothing of a burst closes the page
			return m.tooFast(m.typing.Ticket, press.String()), true
		}
		m.Close()
		switch now := m.sight(); {
		case now.User != about.User:
			return m.Say(dialog.Warn, refusedWords(action.OtherUser)), true
		case about.Row != "" && now.Row != about.Row:
			return m.Say(dialog.Warn, refusedWords(action.OtherKey)), true
		case about.Status != "" && now.Status != about.Status:
			return m.Say(dialog.Warn, refusedWords(action.OtherStatus)), true
		}
		return m.performOn(a, false), true
	}
	return nil, false
}

// pageBindings are the keys that act on what the page on top is about, for the help line.
func (m *Model) pageBindings() []key.Binding {
	about := m.Top().About
	if about == nil {
		return nil
	}
	var keys []key.Binding
	for _, a := range m.present().actions {
		if a.OnPage(about.Row != "") {
			keys = append(keys, a.Binding)
		}
	}
	return keys
}
