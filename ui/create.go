package ui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/words"
	"akia/ui/write"
)

// askCreate asks whether to create a key for the selected user, and says what is there already.
func (m *Model) askCreate() tea.Cmd {
	user, selected := m.browse.User()
	if !selected {
		return m.browse.NoKey()
	}
	if m.Config.ReadOnly {
		return m.Begin(write.Write{Op: write.Create, User: user}, nil)
	}
	f := m.Store.Keys(user)
	if _, loading := f.Asking(); !f.Known() && (loading || f == nil || f.Err == nil) {
		return m.Say(dialog.Warn, "The keys of "+userLabel(user)+" are not known yet")
	}
	if f.Known() && len(f.Value) >= iamsvc.KeysPerUser {
		m.Open(m.askRoom(user, f.Value))
		return nil
	}
	lines := []dialog.Line{{Text: "Account " + m.AccountLabel(), Tone: dialog.Dim}}
	switch {
	case !f.Known():
		lines = append(lines, dialog.Line{Text: "Which keys " + userLabel(user) + " has could not be read: " + f.Err.Error(), Tone: dialog.Warn})
	case len(f.Value) == 0:
		lines = append(lines, dialog.Line{Text: userLabel(user) + " has no access key."})
	default:
		lines = append(lines, dialog.Line{Text: userLabel(user) + " has one access key:"})
		lines = append(lines, m.KeyLines(f.Value)...)
	}
	m.Open(dialog.NewAsk("Create an access key for "+userLabel(user)+"?", lines,
		dialog.Button{Label: "Create", Result: write.Write{Op: write.Create, User: user}, Yes: true},
		dialog.Button{Label: "Create with a description" + m.Theme.Marks.Ellipsis, Result: createDescribed{user: user}}).CancelFirst())
	return nil
}

// createDescribed is the answer to create a key with a description.
type createDescribed struct {
	user iamsvc.Principal
	make *write.NewUser // the user that was just made, if it is one
}

// askRoom says that a user has all the keys there can be. It offers the rotation, and to remove a key that nobody misses.
func (m *Model) askRoom(user iamsvc.Principal, keys []iamsvc.Key) *dialog.Ask {
	room := m.RotationFacts(user, "").Room(m.Config.Now())
	lines := []dialog.Line{
		{Text: "Account " + m.AccountLabel(), Tone: dialog.Dim},
		{Text: userLabel(user) + " has " + strconv.Itoa(len(keys)) + " access keys; IAM allows " + strconv.Itoa(iamsvc.KeysPerUser) + ", inactive ones included.", Tone: dialog.Warn},
	}
	lines = append(lines, m.KeyLines(keys)...)
	var buttons []dialog.Button
	if k := room.Rotate; k.ID != "" {
		lines = append(lines, dialog.Line{Text: "To replace " + k.ID + ", rotate it."})
		buttons = append(buttons, dialog.Button{Label: "Rotate" + m.Theme.Marks.Ellipsis, Result: rotateFirst{k.User, k.ID}})
	}
	if k := room.Remove; k.ID != "" {
		lines = append(lines, dialog.Line{Text: "Suggested: delete " + k.ID + ", " + words.Removal(room.Why) + "."})
		buttons = append(buttons, dialog.Button{Label: "Delete " + m.ShortID(k.ID) + m.Theme.Marks.Ellipsis, Result: removeFirst{k.User, k.ID}, Danger: true})
	}
	return dialog.NewAsk("No room for another access key", lines, buttons...).CancelFirst()
}

// rotateFirst is the answer to rotate a key rather than to make room for another.
type rotateFirst struct {
	user iamsvc.Principal
	key  string
}

func (r rotateFirst) do(m *Model) tea.Cmd {
	if k, ok := m.Store.Key(r.user, r.key); ok {
		return m.rotate.Rotate(k)
	}
	return m.Say(dialog.Warn, r.key+" is not there any more")
}

// removeFirst is the answer to remove a key in order to make room for another.
type removeFirst struct {
	user iamsvc.Principal
	key  string
}

func (r removeFirst) ask(m *Model) tea.Cmd {
	if k, ok := m.Store.Key(r.user, r.key); ok {
		return m.askDeleteKey(k)
	}
	return m.Say(dialog.Warn, r.key+" is not there any more")
}

// keyCreated opens the window with the new secret, wherever the person is by now.
func (m *Model) keyCreated(w write.Write, k iamsvc.NewKey, err *iamsvc.Error) tea.Cmd {
	if err != nil && err.Attempt != nil {
		return m.settle(w, err.Attempt)
	}
	if err != nil {
		m.ForgetIfGone(w, err)
		if w.New != nil {
			m.newUsers.KeyFailed(w, err)
			return nil
		}
		return m.Fail(err)
	}
	k.User = w.User
	m.Offer.Keep(w.User)
	m.Store.AddKey(k.Key, m.Config.Now())
	m.stay()
	m.secrets.Show(k)
	if !m.rotate.Rotating(w.User) {
		m.browse.Want(w.User, k.ID)
	}
	said := m.Say(dialog.Good, k.ID+" of "+userLabel(w.User)+" created")
	if w.Text == "" {
		return said
	}
	d := write.Write{Op: write.Describe, User: w.User, Key: k.ID, Text: w.Text}
	return tea.Batch(said, m.Begin(d, write.SendDescription(m.Config.Service, m.InAccount(d))))
}
