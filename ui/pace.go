package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/store"
)

// Moves closer together than quiet are one movement; after settle of rest the rows in view are worth asking too.
const (
	quiet  = 150 * time.Millisecond
	settle = time.Second
)

// pace follows how the person moves through the users, and which of them is selected since when.
type pace struct {
	now  store.Pace
	last time.Time // when the cursor moved last
	due  time.Time // when the timer that is under way ends; zero if there is none

	user    iamsvc.Principal
	hasUser bool
	userAt  time.Time
}

// restMsg ends the timer of a pace that was due then: time to look whether the cursor is at rest.
type restMsg struct{ due time.Time }

// moved notes a move of the cursor. A lone press is at rest at once; of a series, the last one after some quiet.
func (m *Model) moved() tea.Cmd {
	p, now := &m.pace, m.Config.Now()
	p.now = store.Moving
	if now.Sub(p.last) >= quiet {
		p.now = store.Resting
	}
	p.last = now
	if !p.due.IsZero() && !p.due.After(now.Add(quiet)) {
		return nil // the timer that is under way is soon enough
	}
	return m.restIn(quiet)
}

// rested takes the end of the timer, unless another has taken its place.
func (m *Model) rested(msg restMsg) tea.Cmd {
	if !msg.due.Equal(m.pace.due) {
		return nil
	}
	return m.rest()
}

// rest decides by the time since the last move whether the cursor is at rest, and sets the timer for the next look.
func (m *Model) rest() tea.Cmd {
	p := &m.pace
	switch still := m.Config.Now().Sub(p.last); {
	case still < quiet:
		return m.restIn(quiet - still)
	case still < settle:
		p.now = store.Resting
		return m.restIn(settle - still)
	}
	p.now, p.due = store.Settled, time.Time{}
	return nil
}

func (m *Model) restIn(d time.Duration) tea.Cmd {
	m.pace.due = m.Config.Now().Add(d)
	return m.After(d, restMsg{m.pace.due})
}
