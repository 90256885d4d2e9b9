package action

import (
	"time"

	"akia/iamsvc"
)

// Settle is how long what an answer has put under the cursor, or on the screen by itself, must have been there before a
// key acts on it: one that comes sooner was meant for what was there before.
const Settle = 200 * time.Millisecond

// Sight is what a key press would act on: the user and the key under the cursor as the last frame shows them. Rows are
// named, never counted.
type Sight struct {
	Place     Place
	HasUser   bool
	User      iamsvc.Principal
	Row       string // the key under the cursor, or the row of the audit; empty for none
	Status    iamsvc.Status
	KeysFocus bool
	Marks     int    // how many rows are marked
	Rows      uint64 // which rows are shown, as one number
	Places    uint64 // which row stands where in the window, as one number
	Offer     int    // the undo on offer; 0 for none
}

// Change is what an answer has just changed.
type Change uint8

// The changes.
const (
	Unchanged Change = iota
	OtherUser
	OtherKey
	OtherStatus
	OtherMarks
	OtherRows
	OtherPlaces
	OtherOffer
	Changes // how many there are
)

// Guard knows what was drawn last, and what an answer has changed in it lately.
type Guard struct {
	drawn   Sight
	at      [Changes]time.Time
	appears time.Time // when a key came where there was none
	status  string    // the row whose status changed
}

// Drawn takes note of what a frame shows. ByPerson says that it follows from a key press: what a person changes is no
// surprise.
func (g *Guard) Drawn(now Sight, byPerson bool, at time.Time) {
	was := g.drawn
	g.drawn = now
	if byPerson {
		return
	}
	if now.HasUser && was.HasUser && now.User != was.User {
		g.at[OtherUser] = at
	}
	switch same := now.Row == was.Row; {
	case !same && now.Row != "" && was.Row != "":
		g.at[OtherKey] = at
	case !same && now.Row != "":
		g.appears = at
	case same && now.Row != "" && now.Status != was.Status && was.Status != "":
		g.at[OtherStatus], g.status = at, now.Row
	}
	if now.Marks != was.Marks {
		g.at[OtherMarks] = at
	}
	if now.Rows != was.Rows {
		g.at[OtherRows] = at
	}
	if now.Places != was.Places {
		g.at[OtherPlaces] = at
	}
	if now.Offer != was.Offer && was.Offer != 0 && now.Offer != 0 {
		g.at[OtherOffer] = at
	}
}

// Anew notes that everything is seen for the first time, as by somebody who comes from elsewhere.
func (g *Guard) Anew(at time.Time) {
	g.appears = at
	for c := range g.at {
		g.at[c] = at
	}
	g.status = g.drawn.Row
}

// Refuses returns what has changed so lately that a key press cannot have been meant for it; Unchanged if the action
// may go on.
func (g *Guard) Refuses(a Action, at time.Time) Change {
	for _, c := range concerns(a, g.drawn) {
		if at.Sub(g.at[c]) < Settle && (c != OtherStatus || g.status == g.drawn.Row) {
			return c
		}
	}
	if a.On == OfKey && at.Sub(g.appears) < Settle {
		return OtherKey
	}
	return Unchanged
}

// Moved reports whether an answer has just put other rows where a click may have been meant for one.
func (g *Guard) Moved(at time.Time) bool { return at.Sub(g.at[OtherPlaces]) < Settle }

// Since returns what is not any more as it was when a person decided on an action; Unchanged if the action may go on.
// What was not known then is no other thing.
func Since(a Action, was, now Sight) Change {
	if was.Place != now.Place {
		return OtherUser
	}
	differs := [Changes]bool{
		OtherUser:   was.HasUser && was.User != now.User,
		OtherKey:    was.Row != "" && was.Row != now.Row,
		OtherStatus: was.Row == now.Row && was.Status != "" && was.Status != now.Status,
		OtherMarks:  was.Marks != now.Marks,
		OtherRows:   was.Rows != now.Rows,
		OtherOffer:  was.Offer != 0 && was.Offer != now.Offer,
	}
	for _, c := range concerns(a, was) {
		if differs[c] {
			return c
		}
	}
	return Unchanged
}

// concerns returns the changes that an action must not follow, on what is seen.
func concerns(a Action, on Sight) []Change {
	if a.Several {
		a.Several = false
		return append(concerns(a, on), OtherMarks)
	}
	switch {
	case a.On == Nothing, a.On == OfFocus && !on.KeysFocus:
		return nil
	case a.On == OfOffer:
		return []Change{OtherOffer}
	case a.On == OfRows:
		return []Change{OtherRows}
	default:
		return []Change{OtherUser, OtherKey, OtherStatus}
	}
}
