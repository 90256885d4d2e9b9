package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/ui/account"
)

// Moves closer together than quiet are one movement; after settle of rest the rows in view are worth asking too.
const (
	quiet  = 150 * time.Millisecond
	settle = time.Second
)

// pace follows how the person moves through the users, and which of them is selected since when.
type pace struct {
	now     account.Pace
	last    time.Time // when the cursor moved last
	waiting bool      // a timer is under way

	user    string
	hasUser bool
	userAt  time.Time
}

// restMsg is the one timer of a pace: time to look whether the cursor is at rest.
type restMsg struct{}

// moved notes a move of the cursor. A lone press is at rest at once; of a series, the last one after some quiet.
func (m *Model) moved() tea.Cmd {
	p, now := &m.pace, m.cfg.Now()
	p.now = account.Moving
	if now.Sub(p.last) >= quiet {
		p.now = account.Resting
	}
	p.last = now
	if p.waiting {
		return nil
	}
	p.waiting = true
	return m.after(quiet, restMsg{})
}

// rest decides by the time since the last move whether the cursor is at rest, and sets the timer for the next look.
func (m *Model) rest() tea.Cmd {
	p := &m.pace
	p.waiting = true
	switch still := m.cfg.Now().Sub(p.last); {
	case still < quiet:
		return m.after(quiet-still, restMsg{})
	case still < settle:
		p.now = account.Resting
		return m.after(settle-still, restMsg{})
	}
	p.now, p.waiting = account.Settled, false
	return nil
}
