package ui

import (
	tea "charm.land/bubbletea/v2"

	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/write"
)

// inputDialog gives a key or a paste to the dialog on top. Where no text is typed, help and the last error can be had
// too.
func (m *Model) inputDialog(msg tea.Msg) tea.Cmd {
	top := m.Top()
	name := ""
	if press, ok := msg.(tea.KeyPressMsg); ok {
		name = press.String()
		if name != m.Pressed {
			m.Pressed, m.timers.repeats = name, false
		}
	}
	if top.Answered.Result != nil { // another key takes it back, the same one is being held down
		top.Drawn(m.Config.Now())
	}
	if !top.Takes(msg, m.Config.Now()) {
		return nil
	}
	if name != "" && name != top.Opener {
		top.Opener = "" // it was let go
	}
	if top.Kind() != dialog.KindTyped && top.Kind() != dialog.KindPage {
		switch {
		case m.Keys.Is(action.Help, name):
			return m.showHelp()
		case m.Keys.Is(action.Error, name):
			return m.showError()
		}
	}
	if cmd, acts := m.actOnPage(msg); acts {
		return cmd
	}
	if m.typing.fast && top.Kind() != dialog.KindTyped && top.Kind() != dialog.KindPage &&
		dialog.Answers(top.Dialog, msg) {
		return m.tooFast(m.typing.Ticket, name)
	}
	nothing := m.doesNothing(name, msg)
	if result := m.given(msg); result != nil {
		return m.answerOf(name, result)
	}
	return nothing()
}

// doesNothing returns what says, once the dialog on top has taken a key, that it did nothing: the dialog looks as it
// did. Text and keys that move say so themselves.
func (m *Model) doesNothing(name string, msg tea.Msg) func() tea.Cmd {
	top := m.Top()
	kind := top.Kind()
	if name == "" || m.typing.fast || kind == dialog.KindTyped || dialog.Moves(msg) {
		return func() tea.Cmd { return nil }
	}
	draw := func() string { return top.View(m.Theme, m.Width-2, m.Height-1) }
	was := draw()
	return func() tea.Cmd {
		switch {
		case draw() != was:
			return nil
		case kind == dialog.KindPage:
			return m.sayUnknown(name, "esc closes")
		default:
			return m.sayUnknown(name, m.KeyFor(action.Help)+" lists the keys")
		}
	}
}

// given gives a key, a paste or what the mouse does to the dialog on top.
func (m *Model) given(msg tea.Msg) dialog.Result {
	switch msg.(type) {
	case dialog.PressButton, dialog.Point, dialog.Wheel:
		if d, ok := m.Top().Dialog.(dialog.Mouse); ok {
			return d.Mouse(msg)
		}
		return nil
	}
	return m.Top().Update(msg)
}

// take does what the dialog on top was answered with, and closes it unless it stays.
func (m *Model) take(result dialog.Result) tea.Cmd {
	top := m.Top()
	switch _, cancelled := result.(dialog.Cancelled); {
	case cancelled:
	case top.Live != nil:
		return top.Live.Answer(result)
	case top.Stays != nil:
		return top.Stays.Answer(result)
	}
	m.Close()
	switch r := result.(type) {
	case write.Write: // the change that was asked about
		return m.Carry(r)
	case stage.Result:
		return r.Do()
	}
	return nil
}
