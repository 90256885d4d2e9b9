package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/ui/dialog"
	"akia/ui/words"
)

// clockWatch says when it shows that this machine's clock is off.
type clockWatch struct{ said time.Duration }

// follow says so once for each difference; the header says it for as long as it lasts.
func (w *clockWatch) follow(m *Model) tea.Cmd {
	ahead := m.Config.Clock.Ahead()
	if ahead == w.said {
		return nil
	}
	w.said = ahead
	if ahead == 0 {
		return nil
	}
	return m.Say(dialog.Warn, words.ClockOff(ahead))
}
