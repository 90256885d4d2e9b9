// Package describe edits what a key is for: its description, which is kept as the AWS console keeps it, as a tag of
// the user.
package describe

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/write"
)

// Flow edits descriptions. Make it with New.
type Flow struct {
	*write.Desk
	host Host
}

// Host is what the flow needs of the screen that it is a part of.
type Host interface {
	// AwaitDescription has the description of a key asked for. Once it is known the flow is resumed, if the key still
	// is looked at.
	AwaitDescription(keyID string)
}

// New returns the flow of a screen.
func New(d *write.Desk, h Host) *Flow { return &Flow{d, h} }

// Edit opens the line for a key's description, once it is known what that is.
func (f *Flow) Edit(k iamsvc.Key) tea.Cmd {
	if f.Config.ReadOnly {
		return f.Say(dialog.Warn, write.ReadOnlyNote)
	}
	now, known := f.Description(k)
	if d := f.Store.Descriptions(k.User); d.Denied() {
		return f.Fail(d.Err)
	}
	if !known {
		f.Store.ForgetDescriptions(k.User)
		f.host.AwaitDescription(k.ID)
		return f.Say(dialog.Dim, "Reading the description of "+k.ID)
	}
	f.Open(f.form(k, now))
	return nil
}

func (f *Flow) form(k iamsvc.Key, now string) dialog.Dialog {
	check := func(s string) string { return stage.Fault(iamsvc.ValidDescription(s)) }
	field := dialog.Field{Label: "Description", Value: now, Check: check}
	return dialog.NewForm("Describe access key", []dialog.Line{
		{Text: "Account " + f.AccountLabel(), Tone: dialog.Dim},
		{Text: k.ID + " of " + k.User.String(), Tone: dialog.Strong},
		{Text: "It is kept as the AWS console keeps it: as a tag of the user. Empty removes it.", Tone: dialog.Dim},
	}, false, []dialog.Field{field}, func(texts []string) (dialog.Result, string) {
		return write.Write{Op: write.Describe, User: k.User, Key: k.ID, Text: texts[0]}, ""
	})
}

// Resume opens the line for a key's description, which has become known. It opens by itself.
func (f *Flow) Resume(k iamsvc.Key) {
	text, _ := f.Description(k)
	f.OpenByItself(f.form(k, text))
}

// Done takes the answer to a change of a description. One that goes with its key is nobody's concern.
func (f *Flow) Done(w write.Write, err *iamsvc.Error) tea.Cmd {
	if err != nil && w.WithKey {
		return nil
	}
	if err != nil {
		return f.Fail(err)
	}
	f.Store.SetDescription(w.User, w.Key, w.Text, f.Config.Now())
	if w.WithKey {
		return nil
	}
	return f.Say(dialog.Good, f.ShortID(w.Key)+" of "+w.User.String()+" described")
}
