// Package create makes access keys: it asks whether to, says what is there already, and hands the new key to whom
// shows its secret. If there is no room for a key it offers the ways to make some; if the answer of IAM is lost it
// finds out whether a key was made whose secret nobody has. It knows no pane and no other flow: what it needs of them
// is in its [Host]. No secret stays here.
package create

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/write"
)

// Flow creates keys. Make it with New. It keeps nothing: a change under way is the desk's, a secret its window's.
type Flow struct {
	*write.Desk
	host Host
}

// Host is what the creation of a key needs of the root.
type Host interface {
	// ShowSecret opens the window of a new key, and takes a decision to quit back that would lose the secret.
	ShowSecret(k iamsvc.NewKey)
	// Want selects a key of a user as soon as it is listed, if it is that user who is looked at.
	Want(user iamsvc.Principal, keyID string)
	// Rotating reports whether a rotation of a key of the user is open, which selects its keys itself.
	Rotating(user iamsvc.Principal) bool
	// Rotate opens the rotation of a key.
	Rotate(k iamsvc.Key) tea.Cmd
	// RemoveFirst asks whether to delete a key, once the last uses of the user's keys are known.
	RemoveFirst(user iamsvc.Principal, keyID string) tea.Cmd
	// FirstKeyFailed says that a user was made from here and its first key was not.
	FirstKeyFailed(w write.Write, err *iamsvc.Error)
}

// New returns the flow.
func New(d *write.Desk, host Host) *Flow { return &Flow{Desk: d, host: host} }

// Created takes the answer to a creation: the secret is shown, wherever the person is by now.
func (r *Flow) Created(w write.Write, k iamsvc.NewKey, err *iamsvc.Error) tea.Cmd {
	if err != nil && err.Attempt != nil {
		return r.settle(w, err.Attempt)
	}
	if err != nil {
		r.ForgetIfGone(w, err)
		if w.New != nil {
			r.host.FirstKeyFailed(w, err)
			return nil
		}
		return r.Fail(err)
	}
	k.User = w.User
	r.Offer.Keep(w.User)
	r.Store.AddKey(k.Key, r.Config.Now())
	r.host.ShowSecret(k)
	if !r.host.Rotating(w.User) {
		r.host.Want(w.User, k.ID)
	}
	said := r.Say(dialog.Good, k.ID+" of "+w.User.String()+" created")
	if w.Text == "" {
		return said
	}
	return tea.Batch(said, r.Carry(write.Write{Op: write.Describe, User: w.User, Key: k.ID, Text: w.Text}))
}
