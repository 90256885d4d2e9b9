package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/ui/action"
	"akia/ui/dialog"
)

// window is a dialog, and what has to be so before it takes a key.
type window struct {
	dialog.Dialog
	// ready is when it takes an answer: it has been drawn as it is, and no key was ignored, for action.Settle.
	ready time.Time
	// byItself says that it opened without a key press: until it is ready it takes no key at all.
	byItself bool
	// harmless says that nothing it can be answered with changes anything.
	harmless bool
	opener   string   // the key that opened it: held down, it must not answer it too
	answered answered // by that key, unless it turns out to be held down
	// untilWritten closes the window by itself when no change is under way any more.
	untilWritten bool
	live         live      // nil for a window that is closed by its answer
	since        time.Time // when it was opened
}

// answered is an answer that is taken unless the key that gave it comes again at once, as one that is held down does.
type answered struct {
	result dialog.Result // nil for none
	id     int
}

// answerMsg is the time to take an answer that has waited.
type answerMsg struct{ id int }

// heldPause is longer than the pause between the repeats of a key that is held down.
const heldPause = 100 * time.Millisecond

// open puts a dialog on top. It takes an answer once it has been on the screen for a moment: the keys that opened it, and
// those that were typed ahead, were not meant for what it says.
func (m *Model) open(d dialog.Dialog) { m.push(window{Dialog: d}) }

// openHarmless puts a dialog on top whose answers change nothing: it takes keys at once.
func (m *Model) openHarmless(d dialog.Dialog) { m.push(window{Dialog: d, harmless: true}) }

// openByItself puts a dialog on top that no key has asked for: until it has been there for a moment it takes no key at all.
func (m *Model) openByItself(d dialog.Dialog) { m.push(window{Dialog: d, byItself: true}) }

// opensByItself does something that has waited for an answer: a dialog that it opens opens by itself.
func (m *Model) opensByItself(do func(*Model) tea.Cmd) tea.Cmd {
	open := len(m.dialogs)
	cmd := do(m)
	if len(m.dialogs) > open {
		w := m.top()
		w.byItself, w.harmless, w.opener = true, false, ""
		w.drawn(m.cfg.Now())
	}
	return cmd
}

func (m *Model) push(w window) {
	w.since, w.opener = m.cfg.Now(), m.timers.key
	if w.Kind() == dialog.KindPage {
		w.harmless = !w.byItself
	}
	if w.byItself {
		w.opener = ""
	}
	w.drawn(w.since)
	m.dialogs = append(m.dialogs, w)
}

// drawn notes that the window comes to be seen.
func (w *window) drawn(now time.Time) {
	w.answered.result = nil
	if !w.harmless {
		w.changed(now)
	}
}

// changed notes that what the window can be answered with is not what it was.
func (w *window) changed(now time.Time) {
	w.answered.result = nil
	w.ready = now.Add(action.Settle)
}

// takes reports whether the window takes a key or a paste now. One that it ignores makes it wait anew.
func (w *window) takes(msg tea.Msg, now time.Time) bool {
	if !now.Before(w.ready) {
		return !repeats(msg) || !dialog.Answers(w.Dialog, msg)
	}
	if !w.byItself && !dialog.Answers(w.Dialog, msg) {
		return true
	}
	w.ready = now.Add(action.Settle) // whoever types on has not read it yet
	return false
}

// repeats reports whether a terminal says that a key is being held down; most do not tell.
func repeats(msg tea.Msg) bool {
	press, ok := msg.(tea.KeyPressMsg)
	return ok && press.IsRepeat
}

// shows reports whether a dialog is open, on top or below another.
func (m *Model) shows(d dialog.Dialog) bool {
	return slices.ContainsFunc(m.dialogs, func(w window) bool { return w.Dialog == d })
}

func (m *Model) top() *window { return &m.dialogs[len(m.dialogs)-1] }

// close closes the dialog on top; the one below it is seen anew.
func (m *Model) close() {
	m.dialogs = slices.Delete(m.dialogs, len(m.dialogs)-1, len(m.dialogs)) // a closed window, and a secret in it, is forgotten
	m.seenAnew()
}

// seenAnew notes that the dialog on top, if there is one, comes to be seen again.
func (m *Model) seenAnew() {
	if len(m.dialogs) > 0 {
		m.top().drawn(m.cfg.Now())
		m.top().opener = m.timers.key
	}
}

// answerOf takes what a dialog was answered with. An answer by the key that has opened it waits for a moment: if the key
// comes again in it, it is being held down and has answered nothing.
func (m *Model) answerOf(press string, result dialog.Result) tea.Cmd {
	top := m.top()
	switch {
	case top.harmless || press == "" || leaves(result):
		return m.take(result)
	case press != top.opener && m.typing.waits(m):
		return m.answerOnceKnown(result)
	case press != top.opener:
		return m.take(result)
	}
	m.timers.answers++
	top.answered = answered{result, m.timers.answers}
	return m.after(heldPause, answerMsg{m.timers.answers})
}

// leaves reports whether a result only leaves a dialog.
func leaves(result dialog.Result) bool {
	switch result.(type) {
	case dialog.Cancelled, dialog.Leave:
		return true
	default:
		return false
	}
}

// take takes an answer that has waited, if its dialog is still on top and has not been looked at anew.
func (msg answerMsg) take(m *Model) tea.Cmd {
	if len(m.dialogs) == 0 || m.top().answered.result == nil || m.top().answered.id != msg.id {
		return nil
	}
	result := m.top().answered.result
	m.top().answered.result = nil
	return m.take(result)
}
