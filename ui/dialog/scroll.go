package dialog

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// scroller is which of the lines of a dialog are in view. The viewport of bubbles keeps a text of its own; a dialog
// draws its lines anew at each width, and needs no more than where it stands in them.
type scroller struct {
	off   int // of the line on top
	room  int // lines shown at the last drawing
	total int // lines there were
}

// scroll puts a line on top, as far as there are lines below it.
func (s *scroller) scroll(to int) { s.off = max(min(to, s.total-s.room), 0) }

// press scrolls by a key, and reports whether it is one that does.
func (s *scroller) press(keys keyMap, press tea.KeyPressMsg) bool {
	switch {
	case key.Matches(press, keys.Up):
		s.scroll(s.off - 1)
	case key.Matches(press, keys.Down):
		s.scroll(s.off + 1)
	case key.Matches(press, keys.PageUp):
		s.scroll(s.off - s.room)
	case key.Matches(press, keys.PageDown):
		s.scroll(s.off + s.room)
	case key.Matches(press, keys.Top):
		s.scroll(0)
	case key.Matches(press, keys.Bottom):
		s.scroll(s.total)
	default:
		return false
	}
	return true
}
