package ui

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/write"
)

// editDescription opens the line for the selected key's description, once it is known what that is.
func (m *Model) editDescription() tea.Cmd {
	k, ok := m.selectedKey()
	if !ok {
		return m.browse.NoKey()
	}
	if m.Config.ReadOnly {
		return m.Say(dialog.Warn, write.ReadOnlyNote)
	}
	now, known := m.Description(k)
	if f := m.Store.Descriptions(k.User); f.Denied() {
		return m.Fail(f.Err)
	}
	if !known {
		m.Store.ForgetDescriptions(k.User)
		m.browse.AwaitDescription(k.ID)
		return m.Say(dialog.Dim, "Reading the description of "+k.ID)
	}
	m.Open(m.describeForm(k, now))
	return nil
}

func (m *Model) describeForm(k iamsvc.Key, now string) dialog.Dialog {
	field := dialog.Field{Label: "Description", Value: now, Check: func(s string) string { return stage.Fault(iamsvc.ValidDescription(s)) }}
	return dialog.NewForm("Describe access key", []dialog.Line{
		{Text: "Account " + m.AccountLabel(), Tone: dialog.Dim},
		{Text: k.ID + " of " + userLabel(k.User), Tone: dialog.Strong},
		{Text: "It is kept as the AWS console keeps it: as a tag of the user. Empty removes it.", Tone: dialog.Dim},
	}, false, []dialog.Field{field}, func(texts []string) (dialog.Result, string) {
		return write.Write{Op: write.Describe, User: k.User, Key: k.ID, Text: texts[0]}, ""
	})
}

// descriptionsLoaded goes on with an edit that waited for them.
func (m *Model) descriptionsLoaded(user iamsvc.Principal) {
	keyID := m.browse.TakeAwaited()
	if k, ok := m.Store.Key(user, keyID); ok && m.browse.LooksAt(user) {
		text, _ := m.Description(k)
		m.OpenByItself(m.describeForm(k, text))
	}
}

// described takes the answer to a change of a description. One that goes with its key is nobody's concern.
func (m *Model) described(w write.Write, err *iamsvc.Error) tea.Cmd {
	if err != nil && w.WithKey {
		return nil
	}
	if err != nil {
		return m.Fail(err)
	}
	m.Store.SetDescription(w.User, w.Key, w.Text, m.Config.Now())
	if w.WithKey {
		return nil
	}
	return m.Say(dialog.Good, m.ShortID(w.Key)+" of "+userLabel(w.User)+" described")
}
