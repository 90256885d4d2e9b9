package ui

import (
	"cmp"
	"strings"

	tea "charm.land/bubbletea/v2"

	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/text"
)

// Nothing is drawn below the least size.
const (
	leastWidth  = 60
	leastHeight = 15
)

// View draws the screen.
func (m *Model) View() tea.View {
	v := tea.NewView(m.screen())
	v.AltScreen = true
	v.WindowTitle = m.windowTitle()
	if !m.Config.NoMouse {
		v.MouseMode = tea.MouseModeCellMotion // not all motion: what does not act is not sent
	}
	// So that a keyboard of another script says where on it a key is; without all keys as sequences it does not for
	// letters.
	v.KeyboardEnhancements.ReportAlternateKeys = true
	v.KeyboardEnhancements.ReportAllKeysAsEscapeCodes = true
	v.KeyboardEnhancements.ReportAssociatedText = true
	return v
}

// windowTitle names the account, by its label and its alias where it has them.
func (m *Model) windowTitle() string {
	name := m.Config.Label
	if m.hall != nil {
		name = m.hall.header(m)
	}
	if id := &m.Store.Identity; id.Known() {
		name = strings.TrimSpace(name + " " + cmp.Or(id.Value.Alias, id.Value.Account))
	}
	if name == "" {
		return "akia"
	}
	return text.Clean("akia: " + name)
}

// screen returns the content of the whole screen; nothing before its size is known.
func (m *Model) screen() string {
	switch {
	case m.Width == 0 || m.Height == 0:
		return ""
	case m.tooSmall():
		return m.tooSmallNote()
	}
	lines := make([]string, 0, m.Height+1)
	lines = append(lines, m.header())
	lines = append(lines, m.panes()...)
	lines = append(lines, m.tips.lines(m)...)
	lines = append(lines, m.statusLine())
	if len(m.Windows) > 0 {
		d := m.Top().View(m.Theme, m.Width-2, m.Height-1)
		lines = []string{dialog.Overlay(m.Theme, strings.Join(lines, "\n"), d, m.Width, m.Height-1)}
	}
	return strings.Join(append(lines, m.helpLine()), "\n") // put together once: it is most of what a frame allocates
}

func (m *Model) tooSmall() bool { return m.Width < leastWidth || m.Height < leastHeight }

// tooSmallNote says what to do in a window that is too small to show anything truthfully.
func (m *Model) tooSmallNote() string {
	note := "akia needs a window of at least 60 by 15 characters. Enlarge it, or press " + m.KeyFor(action.Quit) +
		" to quit."
	switch why := m.keepsOpen(); {
	case why != "":
		note = why + ": enlarge the window. akia needs a window of at least 60 by 15 characters."
	case len(m.Windows) > 0:
		note = "A dialog is open. " + note
	}
	lines := text.Wrap(note, m.Width)
	return strings.Join(lines[:min(len(lines), m.Height)], "\n")
}

// layout fits the windows of both lists to the size of the screen.
func (m *Model) layout() {
	m.Below = len(m.tips.lines(m))
	if m.hall != nil {
		m.hall.Layout()
		return
	}
	m.browse.Layout()
	m.audit.Layout()
}

// panes draws what is between the header and the status line.
func (m *Model) panes() []string {
	if m.hall != nil {
		return m.hall.Draw()
	}
	if m.audit.OnScreen() {
		return m.audit.Draw()
	}
	return m.browse.Draw()
}
