package ui

import (
	"slices"
	"time"

	"akia/iamsvc"
	"akia/ui/write"
)

// undoTime is how long a change can be taken back.
const undoTime = 60 * time.Second

// undo is the changes that u takes back; empty if there are none.
type undo struct {
	writes []write.Write
	until  time.Time
	id     int // of the news that offers it
}

// offerUndo has u take changes back, as the news on the screen says.
func (m *Model) offerUndo(back ...write.Write) {
	m.Status.Offer = m.Status.ID
	m.offer = undo{back, m.Config.Now().Add(undoTime), m.Status.ID}
}

// offersUndo reports whether the news on the screen offers to take something back.
func (m *Model) offersUndo() bool { return len(m.offer.writes) > 0 && m.Status.Offers() }

// forget drops the change of a key that is no more.
func (u *undo) forget(keyID string) {
	u.writes = slices.DeleteFunc(u.writes, func(w write.Write) bool { return w.Key == keyID })
}

// keep drops the deletion of a user who has a key now.
func (u *undo) keep(user iamsvc.Principal) {
	u.writes = slices.DeleteFunc(u.writes, func(w write.Write) bool { return w.Op == write.DeleteUser && w.User == user })
}
