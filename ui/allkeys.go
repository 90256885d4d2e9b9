package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/text"
	"akia/ui/write"
)

// wholeUser is the choice to change all keys of a user; bulkOf the answer to do it.
type (
	wholeUser struct {
		user iamsvc.Principal
		op   write.Op
	}
	bulkOf struct {
		title string
		items []write.Item
	}
)

// askAllKeys offers what can be done to all keys of the selected user.
func (m *Model) askAllKeys() tea.Cmd {
	user, selected := m.browse.User()
	f := m.Store.Keys(user)
	if !selected || !f.Known() || len(f.Value) == 0 {
		return m.browse.NoKey()
	}
	active := 0
	for _, k := range f.Value {
		if k.Status == iamsvc.Active {
			active++
		}
	}
	m.Open(dialog.NewMenu("All access keys of "+userLabel(user), []dialog.Line{onlyKeys()},
		dialog.Option{Label: "Deactivate all", Note: text.Many(active, "active key"), Result: wholeUser{user, write.SetStatus}},
		dialog.Option{
			Label: "Delete all", Note: text.Many(len(f.Value), "key") + ", " + text.Count(active) + " of them active",
			Result: wholeUser{user, write.Delete},
		}).CancelFirst())
	return nil
}

// onlyKeys says what is left as it is when all keys of a user are changed.
func onlyKeys() dialog.Line {
	return dialog.Line{Text: "Not changed: " + iamsvc.OtherCredentials + ".", Tone: dialog.Dim}
}

// askAll asks whether to change all keys. A deletion goes ahead only where a key was not used since the person looked: so it
// waits until the last use of each is known. To deactivate them is urgent, and can be taken back.
func (m *Model) askAll(a wholeUser) tea.Cmd {
	if a.op == write.Delete {
		return m.browse.AfterUses(a.user, nil, func() tea.Cmd { return m.listAll(a) })
	}
	return m.listAll(a)
}

// listAll lists the keys with their last use and asks. The key that akia is signed in with is left out.
func (m *Model) listAll(a wholeUser) tea.Cmd {
	f := m.Store.Keys(a.user)
	if !f.Known() {
		return m.browse.NoKey()
	}
	var items []write.Item
	lines := []dialog.Line{{Text: "Account " + m.AccountLabel(), Tone: dialog.Dim}}
	for _, k := range f.Value {
		if m.Own(k) {
			lines = append(lines, dialog.Line{Text: k.ID + " is left out: akia is signed in with it.", Tone: dialog.Warn})
			continue
		}
		if a.op == write.SetStatus && k.Status != iamsvc.Active {
			continue
		}
		w := write.Write{Op: a.op, User: k.User, Key: k.ID, From: k.Status, To: iamsvc.Inactive}
		items = append(items, write.Item{Write: w, Seen: m.Store.Seen(k)})
		lines = append(lines, m.KeyLines([]iamsvc.Key{k})...)
	}
	lines = append(lines, onlyKeys())
	if len(items) == 0 {
		return m.Say(dialog.Warn, "There is no key of "+userLabel(a.user)+" to change")
	}
	count := text.Many(len(items), "key")
	if a.op == write.SetStatus {
		m.Open(dialog.NewAsk("Deactivate "+count+" of "+userLabel(a.user)+"?", lines,
			dialog.Button{Label: "Deactivate", Result: bulkOf{"Deactivating keys of " + userLabel(a.user), items}, Yes: true}).CancelFirst())
		return nil
	}
	lines = append(lines, dialog.Line{Text: "This cannot be undone. Type " + typedWhat(a.user) + " to delete them.", Tone: dialog.Bad})
	m.Open(dialog.NewTyped("Delete "+count+" of "+userLabel(a.user)+"?", lines, true, func(s string) (dialog.Result, string) {
		if strings.TrimSpace(s) == stage.PlainName(a.user) {
			return bulkOf{"Deleting keys of " + userLabel(a.user), items}, ""
		}
		return nil, "That is not the user's name: nothing was deleted."
	}))
	return nil
}

// typedWhat says what to type for a user to show that it is meant.
func typedWhat(user iamsvc.Principal) string {
	if user.IsRoot() {
		return "root"
	}
	return "the user's name"
}
