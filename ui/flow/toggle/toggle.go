// Package toggle activates and deactivates one key, with as much of a question as it deserves: the table of package
// action says how much, by what the person sees of the key and what is known of it. A further reason to ask is an
// [action.Why] and a note in question.go.
package toggle

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/write"
)

// Flow toggles keys. Make it with New.
type Flow struct {
	*write.Desk
	host Host
}

// Host is what the flow needs of the screen that it is a part of.
type Host interface {
	// Sight is what decides how much is asked: what is known of a key, and what of it the person sees.
	Sight(k iamsvc.Key) action.Status
}

// New returns the flow of a screen.
func New(d *write.Desk, h Host) *Flow { return &Flow{d, h} }

// Toggle deactivates a key if it is active, and activates it if it is inactive, after a question if it deserves one.
func (f *Flow) Toggle(k iamsvc.Key) tea.Cmd {
	if k.Status != iamsvc.Active && k.Status != iamsvc.Inactive {
		return f.Say(dialog.Warn, "The status of this key is "+string(k.Status)+
			": akia only knows how to toggle active and inactive")
	}
	if why := f.Refusal(write.Switching(k)); why != "" {
		return f.Say(dialog.Warn, why)
	}
	if ask, _ := action.ToToggle(f.host.Sight(k), f.Config.Now()); ask == action.AtOnce {
		return f.SetStatus(write.Switching(k))
	}
	f.Ask(k)
	return nil
}

// Ask asks whether to toggle a key. The one that akia is signed in with is named by its whole ID.
func (f *Flow) Ask(k iamsvc.Key) {
	ask, why := action.ToToggle(f.host.Sight(k), f.Config.Now())
	if ask == action.WholeID {
		f.Open(f.typeOwnKey(k))
		return
	}
	f.OpenLive(question{flow: f, user: k.User, key: k.ID, to: write.Switching(k).To, why: why})
}

// AskReactivate asks whether a key, leaked or not, is to work again.
func (f *Flow) AskReactivate(k iamsvc.Key, leaked bool) {
	f.OpenLive(question{flow: f, user: k.User, key: k.ID, to: iamsvc.Active, leaked: leaked})
}

// AskEarly asks whether to toggle the old key of a rotation before its time has come; newID is the key that takes its
// place. Used says that the old one has not been quiet for long enough.
func (f *Flow) AskEarly(k iamsvc.Key, newID string, used bool) {
	q := question{flow: f, user: k.User, key: k.ID, to: write.Switching(k).To, newKey: newID}
	if used {
		q.why = action.Used
	}
	f.OpenLive(q)
}

// Switch toggles a key after a page that shows its ID and last use has asked; its own key akia still wants named.
func (f *Flow) Switch(k iamsvc.Key) tea.Cmd {
	if f.Own(k) && k.Status == iamsvc.Active {
		f.Open(f.typeOwnKey(k))
		return nil
	}
	return f.SetStatus(write.Switching(k))
}

// Done takes the answer to a change of status; was is the user whom it was sent for, who may have been renamed since.
func (f *Flow) Done(w write.Write, was iamsvc.Principal, err *iamsvc.Error) tea.Cmd {
	if err != nil {
		if k, there := f.Store.Key(w.User, w.Key); there && err.Kind == iamsvc.KindRenamed {
			f.askRenamed(k, w.To, err)
			return nil
		}
		f.ForgetIfGone(w, err)
		return f.Fail(err)
	}
	done := f.ShortID(w.Key) + " of " + w.User.String() + " " + f.Apply(w)
	if was != w.User {
		done += "; its user was " + was.String()
	}
	if w.Undo {
		f.Offer = write.Offer{}
		return f.Say(dialog.Good, done)
	}
	cmd := f.SayFor(dialog.Good, done, write.UndoTime)
	back := write.Write{Op: write.SetStatus, User: w.User, Key: w.Key, To: w.From, From: w.To, Undo: true}
	f.OfferUndo(back)
	return cmd
}

// askRenamed asks anew about a key of a user who was renamed, under the present name. It opens by itself.
func (f *Flow) askRenamed(k iamsvc.Key, to iamsvc.Status, err *iamsvc.Error) {
	f.Status.Last = err
	w := write.Write{Op: write.SetStatus, User: k.User, Key: k.ID, From: k.Status, To: to}
	f.OpenByItself(dialog.NewAsk("Activate access key?", f.About(k, dialog.Line{Text: err.Error(), Tone: dialog.Warn}),
		dialog.Button{Label: "Activate", Result: w, Yes: true}).CancelFirst())
}
