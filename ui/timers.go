package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc/queue"
	"akia/ui/action"
)

// A spinner is shown for what takes longer than patience, and turns at spinnerPace.
const (
	patience    = 150 * time.Millisecond
	spinnerPace = 120 * time.Millisecond
)

// timers are those that run: the spinner while something loads, and the next change of an age that is shown. When
// nothing happens no other timer does.
type timers struct {
	armed     bool      // a turn of the spinner is under way
	aging     time.Time // when the age that changes next does; zero if no timer is set for it
	answers   int       // counts the answers of dialogs that wait
	repeats   bool      // it asks for pressed, no other was pressed since
	pressed   action.ID // what it asked for, and when
	pressedAt time.Time
	pressedOn subject // what was under the cursor then
}

// arm sets the timers that the screen needs and that are not set.
func (m *Model) arm() tea.Cmd {
	t := &m.timers
	var spin, age tea.Cmd
	if !t.armed && m.busy() {
		t.armed = true
		pause := spinnerPace
		if !m.Spinner.Turning {
			pause = patience
		}
		spin = m.After(pause, spinMsg{})
	}
	if at := m.nextAge(); !at.IsZero() && (t.aging.IsZero() || at.Before(t.aging)) {
		t.aging = at
		age = m.After(at.Sub(m.Config.Now()), agedMsg{at})
	}
	return tea.Batch(spin, age)
}

// take turns the spinner while the person waits for something.
func (spinMsg) take(m *Model) tea.Cmd {
	m.timers.armed = false
	m.Spinner.Turning = m.busy()
	m.Spinner.Frame++
	return nil
}

// take takes the end of the timer for the age that was to change next.
func (msg agedMsg) take(m *Model) tea.Cmd {
	if msg.at.Equal(m.timers.aging) {
		m.timers.aging = time.Time{}
	}
	return nil
}

// busy reports whether the person waits for something.
func (m *Model) busy() bool {
	if m.hall != nil {
		return m.hall.Busy()
	}
	if len(m.UnderWay) > 0 || m.browse.Busy() || m.audit.Busy() {
		return true
	}
	return m.Asker.Waiting(queue.InView)
}

// nextAge returns when the first of the ages on the screen reads differently; the zero time if there are none.
func (m *Model) nextAge() time.Time {
	if m.hall != nil {
		return time.Time{}
	}
	if m.audit.OnScreen() {
		return m.audit.NextAge()
	}
	return m.browse.NextAge()
}
