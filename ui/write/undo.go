package write

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/text"
	"akia/ui/words"
)

// UndoTime is how long a change can be taken back.
const UndoTime = 60 * time.Second

// Offer is the changes that u takes back; empty if there are none.
type Offer struct {
	Writes []Write
	Until  time.Time
	ID     int // of the news that offers it
}

// OfferUndo has u take changes back, as the news on the screen says.
func (d *Desk) OfferUndo(back ...Write) {
	d.Status.Offer = d.Status.ID
	d.Offer = Offer{back, d.Config.Now().Add(UndoTime), d.Status.ID}
}

// CanUndo reports whether there is something that Undo takes back.
func (d *Desk) CanUndo() bool { return len(d.Offer.Writes) > 0 && d.Config.Now().Before(d.Offer.Until) }

// UndoWords names what an undo would do, such as "activate AKIA…WXYZ of bob". Where there are fewer than so many cells,
// first the user goes, then the verb, and never the key.
func (d *Desk) UndoWords(width int) string {
	back := d.Offer.Writes
	w := back[0]
	switch {
	case w.Op == DeleteUser:
		return text.Cut("delete user "+w.User.String(), max(width, 20), d.Theme.Marks.Ellipsis)
	case len(back) > 1:
		return "change " + text.Many(len(back), "key") + " back"
	}
	short, to := d.ShortID(w.Key), "deactivate "
	if w.To == iamsvc.Active {
		to = "activate "
	}
	for _, words := range []string{to + short + " of " + w.User.String(), to + short} {
		if text.Width(words) <= width {
			return words
		}
	}
	return short
}

// Forget drops the change of a key that is no more.
func (u *Offer) Forget(keyID string) {
	u.Writes = slices.DeleteFunc(u.Writes, func(w Write) bool { return w.Key == keyID })
}

// Keep drops the deletion of a user who has a key now.
func (u *Offer) Keep(user iamsvc.Principal) {
	u.Writes = slices.DeleteFunc(u.Writes, func(w Write) bool { return w.Op == DeleteUser && w.User == user })
}

// Undo takes the last change of a status back while that is offered.
func (d *Desk) Undo() tea.Cmd {
	u := d.Offer
	switch {
	case !d.CanUndo():
		return d.Say(dialog.Dim, words.NothingToUndo)
	case len(u.Writes) == 1 && u.Writes[0].Op == DeleteUser:
		d.Host.UndoUser(u.Writes[0].New)
		return nil
	}
	u.Writes = slices.DeleteFunc(slices.Clone(u.Writes), d.ChangedSince)
	switch len(u.Writes) {
	case 0:
		d.Offer = Offer{}
		return d.Say(dialog.Warn, "Nothing was undone: the key has changed since")
	case 1:
		return d.SetStatus(u.Writes[0])
	}
	items := make([]Item, len(u.Writes))
	for i, w := range u.Writes {
		items[i] = Item{Write: w}
	}
	d.Offer = Offer{}
	return d.StartBulk("Undoing the changes", items, true)
}

// ChangedSince reports whether the key of an undo is known to be something else than what the change had made of it.
func (d *Desk) ChangedSince(w Write) bool {
	k, there := d.Store.Key(w.User, w.Key)
	return d.Store.Keys(w.User).Known() && (!there || k.Status != w.From)
}
