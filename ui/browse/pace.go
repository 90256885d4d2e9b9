package browse

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

// restOver ends the timer of a pace that was due then: time to look whether the cursor is at rest.
type restOver struct {
	room *Room
	due  time.Time
}

// Moving reports whether the cursor is passing by: what it passes is not worth asking about.
func (r *Room) Moving() bool { return r.pace.now == store.Moving }

// Moved notes a move of the cursor. A lone press is at rest at once; of a series, the last one after some quiet.
func (r *Room) Moved() tea.Cmd {
	p, now := &r.pace, r.Config.Now()
	p.now = store.Moving
	if now.Sub(p.last) >= quiet {
		p.now = store.Resting
	}
	p.last = now
	if !p.due.IsZero() && !p.due.After(now.Add(quiet)) {
		return nil // the timer that is under way is soon enough
	}
	return r.restIn(quiet)
}

// Take implements stage.Message: the end of the timer counts unless another has taken its place.
func (msg restOver) Take() tea.Cmd {
	if !msg.due.Equal(msg.room.pace.due) {
		return nil
	}
	return msg.room.rest()
}

// rest decides by the time since the last move whether the cursor is at rest, and sets the timer for the next look.
func (r *Room) rest() tea.Cmd {
	p := &r.pace
	switch still := r.Config.Now().Sub(p.last); {
	case still < quiet:
		return r.restIn(quiet - still)
	case still < settle:
		p.now = store.Resting
		return r.restIn(settle - still)
	}
	p.now, p.due = store.Settled, time.Time{}
	return nil
}

func (r *Room) restIn(d time.Duration) tea.Cmd {
	r.pace.due = r.Config.Now().Add(d)
	return r.After(d, restOver{r, r.pace.due})
}
