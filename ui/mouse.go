package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/ui/action"
	"akia/ui/area"
	"akia/ui/dialog"
	"akia/ui/keyboard"
	"akia/ui/stage"
)

const (
	// wheelRows is how far one notch of the wheel scrolls.
	wheelRows = 3
	// doubleClick is within what time a second click on the same cell is none: what the first one has opened or
	// closed may have put something else there.
	doubleClick = 500 * time.Millisecond
)

// pointer is the click that came last.
type pointer struct {
	x, y int
	at   time.Time
}

// mouse does what a click or the wheel means where it is. A click selects, focuses, sorts, or stands for a key,
// with all that guards one; it changes nothing by itself.
func (m *Model) mouse(msg tea.MouseMsg) tea.Cmd {
	if m.exit.leaving || m.tooSmall() || m.Width == 0 {
		return nil
	}
	at := msg.Mouse()
	switch msg.(type) {
	case tea.MouseClickMsg:
		last, now := m.pointer, m.Config.Now()
		m.pointer = pointer{at.X, at.Y, now}
		again := last.x == at.X && last.y == at.Y && now.Sub(last.at) < doubleClick
		if again || at.Button != tea.MouseLeft || at.Mod != 0 {
			return nil
		}
		return m.click(at.X, at.Y)
	case tea.MouseWheelMsg:
		switch at.Button {
		case tea.MouseWheelUp:
			return m.wheel(at.X, at.Y, -wheelRows)
		case tea.MouseWheelDown:
			return m.wheel(at.X, at.Y, wheelRows)
		default: // sideways: nothing goes there
		}
	}
	return nil
}

// under returns what is drawn at a cell, the innermost first. The screen is drawn once more for it, as it was last.
func (m *Model) under(x, y int) []any {
	areas := &area.Map{}
	m.Theme.Areas = areas
	screen := m.screen()
	m.Theme.Areas = nil
	return areas.At(screen, x, y)
}

// click does what a click on a cell means.
func (m *Model) click(x, y int) tea.Cmd {
	m.Pressed = "" // no key is held down
	for _, target := range m.under(x, y) {
		switch t := target.(type) {
		case area.Press:
			if press, ok := keyboard.Press(string(t)); ok {
				return m.press(press, keyboard.Ticket{}, false)
			}
		case dialog.PressButton, dialog.Point:
			return m.inputDialog(t)
		case stage.OnMark:
			switch {
			case m.mode() != browsing:
				return nil
			case m.guard.Moved(m.Config.Now()):
				return m.Say(dialog.Warn, refusedWords(action.OtherPlaces))
			}
			return t()
		case stage.OnClick:
			if m.mode() == browsing {
				return t()
			}
			return nil
		}
	}
	return nil
}

// wheel scrolls what is at a cell; over a dialog, the dialog.
func (m *Model) wheel(x, y, rows int) tea.Cmd {
	if m.mode() == asking {
		return m.inputDialog(dialog.Wheel{Lines: rows})
	}
	for _, target := range m.under(x, y) {
		if scroll, ok := target.(stage.OnWheel); ok {
			return scroll(rows)
		}
	}
	return nil
}

// pressOf is the area of what names the key of an action; nil if it has none.
func (m *Model) pressOf(id action.ID) any {
	if key := first(m.Keys.Keys(id)); key != "" {
		return area.Press(key)
	}
	return nil
}
