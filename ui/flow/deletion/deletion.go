// Package deletion deletes one key, and asks as sternly as the key deserves. What was asked about is compared with
// the key just before it is deleted (write.Desk); if it has changed, or belongs to a user of another name by now, it
// is asked anew.
package deletion

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/write"
)

// lastFour is how many characters of an active key's ID are typed to delete it.
const lastFour = 4

// Flow deletes keys. Make it with New.
type Flow struct{ *write.Desk }

// New returns the flow of a screen.
func New(d *write.Desk) *Flow { return &Flow{d} }

// deactivate and typed are answers to the question what to do with an active key.
type (
	deactivate struct {
		flow *Flow
		key  iamsvc.Key
	}
	typed struct {
		flow *Flow
		seen iamsvc.SeenKey
	}
)

// remove is the answer that a key is to be deleted if it still is what the person saw.
type remove struct {
	flow *Flow
	seen iamsvc.SeenKey
}

// Do implements stage.Result.
func (r remove) Do() tea.Cmd { return r.flow.DeleteKey(r.seen) }

// Do implements stage.Result: it deactivates the key instead.
func (d deactivate) Do() tea.Cmd { return d.flow.SetStatus(write.Switching(d.key)) }

// Do implements stage.Result: it asks for what is to be typed.
func (t typed) Do() tea.Cmd {
	t.flow.AskTyped(t.seen)
	return nil
}

// Ask asks whether to delete a key.
func (f *Flow) Ask(k iamsvc.Key) tea.Cmd {
	if f.Config.ReadOnly {
		return f.Begin(write.Write{Op: write.Delete, User: k.User, Key: k.ID}, nil)
	}
	if p, busy := f.UnderWay.Pending(k.User, k.ID); busy {
		return f.Say(dialog.Warn, "Still waiting for the "+p.String())
	}
	f.Open(f.question(f.Store.Seen(k)))
	return nil
}

// AskFirst asks whether to delete a key that makes room for another.
func (f *Flow) AskFirst(user iamsvc.Principal, keyID string) tea.Cmd {
	if k, ok := f.Store.Key(user, keyID); ok {
		return f.Ask(k)
	}
	return f.Say(dialog.Warn, keyID+" is not there any more")
}

// AskSeen asks whether to delete a key as it was seen.
func (f *Flow) AskSeen(seen iamsvc.SeenKey) { f.Open(f.question(seen)) }

// AskTyped asks whether to delete a key as it was seen, and for the last characters of its ID.
func (f *Flow) AskTyped(seen iamsvc.SeenKey) { f.Open(f.typeLastFour(seen)) }

// askAgain asks anew, for the reason given. It opens by itself.
func (f *Flow) askAgain(seen iamsvc.SeenKey, why string) {
	f.OpenByItself(f.question(seen, dialog.Line{Text: why, Tone: dialog.Warn}))
}

// question asks as sternly as the key deserves: its whole ID for the one that akia is signed in with, what to do for an
// active one, a plain yes for the others.
func (f *Flow) question(seen iamsvc.SeenKey, notes ...dialog.Line) dialog.Dialog {
	k := seen.Key
	switch {
	case f.Own(k):
		return f.typeDialog(seen, k.ID, append(notes,
			dialog.Line{Tone: dialog.Bad, Text: "akia is signed in with this key and stops working at once. " +
				"This cannot be undone."},
			dialog.Line{Text: "Type the whole key ID to delete it."})...)
	case k.Status == iamsvc.Inactive:
		return dialog.NewAsk("Delete access key?", f.About(k, append(notes,
			dialog.Line{Text: "This cannot be undone.", Tone: dialog.Warn})...),
			dialog.Button{Label: "Delete", Result: remove{f, seen}, Danger: true, Yes: true})
	default:
		return dialog.NewAsk("Delete an active access key?", f.About(k, append(notes,
			dialog.Line{Tone: dialog.Warn, Text: "Anything still using this key fails immediately. This can't be undone. " +
				"A deactivated key can be activated again."})...),
			dialog.Button{Label: "Deactivate instead", Result: deactivate{f, k}},
			dialog.Button{
				Label: "Delete" + f.Theme.Marks.Ellipsis, Result: typed{f, seen}, Danger: true, Yes: true,
			}).CancelFirst()
	}
}

// typeLastFour asks for the last four characters of a key's ID.
func (f *Flow) typeLastFour(seen iamsvc.SeenKey) dialog.Dialog {
	id := seen.Key.ID
	return f.typeDialog(seen, id[max(len(id)-lastFour, 0):],
		dialog.Line{Text: "Type the last four characters of the key ID to delete it."})
}

// typeDialog asks for a text that shows that this key is meant.
func (f *Flow) typeDialog(seen iamsvc.SeenKey, want string, notes ...dialog.Line) dialog.Dialog {
	title := "Delete an active access key?"
	if seen.Key.Status == iamsvc.Inactive {
		title = "Delete access key?"
	}
	return dialog.NewTyped(title, f.About(seen.Key, notes...), true, func(s string) (dialog.Result, string) {
		if strings.EqualFold(s, want) {
			return remove{f, seen}, ""
		}
		return nil, "That is not it: nothing was deleted."
	})
}

// Done takes the answer to a deletion.
func (f *Flow) Done(w write.Write, cause error) tea.Cmd {
	var left *iamsvc.LeftDescriptionError
	if errors.As(cause, &left) {
		f.Store.RemoveKey(w.User, w.Key, f.Config.Now())
		f.Status.Last = iamsvc.AsError(left)
		return f.Say(dialog.Warn, left.Error())
	}
	var changed *iamsvc.ChangedError
	if errors.As(cause, &changed) {
		f.Store.SetSeen(changed.Now, f.Config.Now())
		f.askAgain(changed.Now, "The key has changed since you were asked. Nothing was deleted.")
		return nil
	}
	if err := iamsvc.AsError(cause); err != nil {
		if k, there := f.Store.Key(w.User, w.Key); there && err.Kind == iamsvc.KindRenamed {
			f.Status.Last = err
			f.askAgain(f.Store.Seen(k), err.Error())
			return nil
		}
		f.ForgetIfGone(w, err)
		return f.Fail(err)
	}
	f.Store.RemoveKey(w.User, w.Key, f.Config.Now())
	f.Offer.Forget(w.Key)
	if _, known := f.Description(iamsvc.Key{ID: w.Key, User: w.User}); known {
		return f.Say(dialog.Good, w.Key+" of "+w.User.String()+" deleted")
	}
	// Whether it had a description was not known, so the deletion did not remove one.
	gone := write.Write{Op: write.Describe, User: w.User, Key: w.Key, WithKey: true}
	return tea.Batch(
		f.Say(dialog.Good, w.Key+" of "+w.User.String()+" deleted"),
		f.Begin(gone, write.SendDescription(f.Config.Service, f.InAccount(gone))),
	)
}
