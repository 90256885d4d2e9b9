package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/ui/dialog"
	"akia/ui/stage"
)

// answerMsg is the time to take an answer that has waited.
type answerMsg struct{ id int }

// heldPause is longer than the pause between the repeats of a key that is held down.
const heldPause = 100 * time.Millisecond

// answerOf takes what a dialog was answered with. An answer by the key that has opened it waits for a moment: if the
// key comes again in it, it is being held down and has answered nothing.
func (m *Model) answerOf(press string, result dialog.Result) tea.Cmd {
	top := m.Top()
	switch {
	case top.Harmless || press == "" || leaves(result):
		return m.take(result)
	case press != top.Opener && m.typing.waits(m):
		return m.answerOnceKnown(result)
	case press != top.Opener:
		return m.take(result)
	}
	m.timers.answers++
	top.Answered = stage.Answered{Result: result, ID: m.timers.answers}
	return m.After(heldPause, answerMsg{m.timers.answers})
}

// leaves reports whether a result only leaves a dialog, or has been carried out by it already: that a secret is shown
// must not be taken back, or nothing would mask it again.
func leaves(result dialog.Result) bool {
	switch result.(type) {
	case dialog.Cancelled, dialog.Leave, dialog.Shown:
		return true
	default:
		return false
	}
}

// take takes an answer that has waited, if its dialog is still on top and has not been looked at anew.
func (msg answerMsg) take(m *Model) tea.Cmd {
	if len(m.Windows) == 0 || m.Top().Answered.Result == nil || m.Top().Answered.ID != msg.id {
		return nil
	}
	result := m.Top().Answered.Result
	m.Top().Answered.Result = nil
	return m.take(result)
}
