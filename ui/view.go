package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/text"
	"akia/ui/theme"
	"akia/ui/words"
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
	v.WindowTitle = "akia"
	// So that a keyboard of another script says where on it a key is; without all keys as sequences it does not for letters.
	v.KeyboardEnhancements.ReportAlternateKeys = true
	v.KeyboardEnhancements.ReportAllKeysAsEscapeCodes = true
	v.KeyboardEnhancements.ReportAssociatedText = true
	return v
}

// screen returns the content of the whole screen; nothing before its size is known.
func (m *Model) screen() string {
	switch {
	case m.Width == 0 || m.Height == 0:
		return ""
	case m.tooSmall():
		return m.tooSmallNote()
	}
	lines := make([]string, 0, m.Height)
	lines = append(lines, m.header())
	lines = append(lines, m.panes()...)
	lines = append(lines, m.statusLine())
	screen := strings.Join(lines, "\n")
	if len(m.Windows) > 0 {
		d := m.Top().View(m.Theme, m.Width-2, m.Height-1)
		screen = dialog.Overlay(m.Theme, screen, d, m.Width, m.Height-1)
	}
	return screen + "\n" + m.helpLine()
}

func (m *Model) tooSmall() bool { return m.Width < leastWidth || m.Height < leastHeight }

// tooSmallNote says what to do in a window that is too small to show anything truthfully.
func (m *Model) tooSmallNote() string {
	note := "akia needs a window of at least 60 by 15 characters. Enlarge it, or press q to quit."
	switch why := m.keepsOpen(); {
	case why != "":
		note = why + ": enlarge the window. akia needs a window of at least 60 by 15 characters."
	case len(m.Windows) > 0:
		note = "A dialog is open. " + note
	}
	lines := text.Wrap(note, m.Width)
	return strings.Join(lines[:min(len(lines), m.Height)], "\n")
}

func (m *Model) usersVisible() bool { return !m.audit.open }

// leastTable is the height of the pane of keys where it is lowest: the heads and the two keys that IAM allows a user.
const leastTable = 5

// tableHeight is the height of the pane of keys, borders included. It is on the screen always: a key is seen before it is
// changed.
func (m *Model) tableHeight() int {
	if m.Both() {
		return m.PanesHeight()
	}
	return max(m.PanesHeight()*3/10, leastTable)
}

// usersHeight is the height of the pane of users, borders included.
func (m *Model) usersHeight() int {
	if m.Both() {
		return m.PanesHeight()
	}
	return m.PanesHeight() - m.tableHeight()
}

// usersWidth is the width of the users' pane, borders included.
func (m *Model) usersWidth() int {
	if !m.Both() {
		return m.Width
	}
	return min(max(m.Width*345/1000, 40), 64)
}

func (m *Model) tableWidth() int {
	if !m.Both() {
		return m.Width
	}
	return m.Width - m.usersWidth()
}

// layout fits the windows of both lists to the size of the screen.
func (m *Model) layout() {
	m.users.window.Resize(&m.users, max(m.usersHeight()-2, 1))
	m.table.height = max(m.tableHeight()-3, 1) // below the column heads
	m.audit.resize(m.auditHeight())
}

// panes draws both panes, side by side where there is room for it.
func (m *Model) panes() []string {
	if m.audit.open {
		return m.drawAudit()
	}
	if err := m.blocked(); err != nil {
		return m.drawBlocked(err)
	}
	left, right := m.drawUsers(), m.drawTable()
	if !m.Both() {
		return append(left, right...)
	}
	for i := range left {
		left[i] += right[i]
	}
	return left
}

// blocked returns the failure that keeps akia out of the account altogether; nil if it got in.
func (m *Model) blocked() *iamsvc.Error {
	err := m.Store.UsersErr()
	if err == nil || len(m.Store.Users()) > 0 || err.Kind == iamsvc.KindDenied || err.Kind == iamsvc.KindCancelled {
		return nil
	}
	return err
}

// drawBlocked says over the whole width why nothing can be shown, and what helps.
func (m *Model) drawBlocked(err *iamsvc.Error) []string {
	t := m.Theme
	box := theme.Box{Title: "No account to show", Width: m.Width, Height: m.PanesHeight(), Frame: t.FrameDanger, Label: t.Bad}
	look, remedy := "", err.Remedy()
	if remedy.Kind != iamsvc.RemedyGetCredentials && !m.Config.Demo {
		look = "To look around without an account: akia --demo"
	}
	lines := theme.Paragraphs(min(box.Width-6, 90),
		t.Strong.Paragraph(err.Error()), t.Text.Paragraph(words.Remedy(remedy, words.Screen)), t.Text.Paragraph(look),
		t.Dim.Paragraph("ctrl+r tries again   ! details   q quit"))
	for i := range lines {
		lines[i] = "  " + lines[i]
	}
	return box.Render(t.Marks, lines)
}
