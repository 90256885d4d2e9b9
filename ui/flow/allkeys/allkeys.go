// Package allkeys deactivates or deletes all keys of one user, each by itself and with a result of its own. It lists
// first what it is going to change; the key that akia is signed in with is left out.
package allkeys

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/text"
	"akia/ui/write"
)

// Flow changes all keys of a user. Make it with New.
type Flow struct {
	*write.Desk
	host Host
}

// Host is what the flow needs of the screen that it is a part of.
type Host interface {
	// NoKey says why there is no key to act on.
	NoKey() tea.Cmd
	// AfterUses does something when the last uses of some keys of a user, or of all if keyIDs is nil, are known or
	// cannot be.
	AfterUses(user iamsvc.Principal, keyIDs []string, do func() tea.Cmd) tea.Cmd
}

// New returns the flow of a screen.
func New(d *write.Desk, h Host) *Flow { return &Flow{d, h} }

// all is the choice to change all keys of a user, several the answer to do it.
type (
	all struct {
		flow *Flow
		user iamsvc.Principal
		op   write.Op
	}
	several struct {
		flow  *Flow
		title string
		items []write.Item
	}
)

// Do implements stage.Result: it begins the changes.
func (s several) Do() tea.Cmd { return s.flow.StartBulk(s.title, s.items, false) }

// Ask offers what can be done to all keys of a user.
func (f *Flow) Ask(user iamsvc.Principal) tea.Cmd {
	keys := f.Store.Keys(user)
	if !keys.Known() || len(keys.Value) == 0 {
		return f.host.NoKey()
	}
	active := 0
	for _, k := range keys.Value {
		if k.Status == iamsvc.Active {
			active++
		}
	}
	f.Open(dialog.NewMenu("All access keys of "+user.String(), []dialog.Line{onlyKeys()},
		dialog.Option{Label: "Deactivate all", Note: text.Many(active, "active key"), Result: all{f, user, write.SetStatus}},
		dialog.Option{
			Label: "Delete all", Note: text.Many(len(keys.Value), "key") + ", " + text.Count(active) + " of them active",
			Result: all{f, user, write.Delete},
		}).CancelFirst())
	return nil
}

// onlyKeys says what is left as it is when all keys of a user are changed.
func onlyKeys() dialog.Line {
	return dialog.Line{Text: "Not changed: " + iamsvc.OtherCredentials + ".", Tone: dialog.Dim}
}

// Do implements stage.Result: it asks whether to change all keys. A deletion goes ahead only where a key was not used
// since the person looked: so it waits until the last use of each is known. To deactivate them is urgent, and can be
// taken back.
func (a all) Do() tea.Cmd {
	if a.op == write.Delete {
		return a.flow.host.AfterUses(a.user, nil, a.list)
	}
	return a.list()
}

// list lists the keys with their last use and asks. The key that akia is signed in with is left out.
func (a all) list() tea.Cmd {
	f := a.flow
	keys := f.Store.Keys(a.user)
	if !keys.Known() {
		return f.host.NoKey()
	}
	var items []write.Item
	lines := []dialog.Line{{Text: "Account " + f.AccountLabel(), Tone: dialog.Dim}}
	for _, k := range keys.Value {
		if f.Own(k) {
			left := k.ID + " is left out: akia is signed in with it."
			lines = append(lines, dialog.Line{Text: left, Tone: dialog.Warn})
			continue
		}
		if a.op == write.SetStatus && k.Status != iamsvc.Active {
			continue
		}
		w := write.Write{Op: a.op, User: k.User, Key: k.ID, From: k.Status, To: iamsvc.Inactive}
		items = append(items, write.Item{Write: w, Seen: f.Store.Seen(k)})
		lines = append(lines, f.KeyLines([]iamsvc.Key{k})...)
	}
	lines = append(lines, onlyKeys())
	if len(items) == 0 {
		return f.Say(dialog.Warn, "There is no key of "+a.user.String()+" to change")
	}
	count := text.Many(len(items), "key")
	if a.op == write.SetStatus {
		do := several{f, "Deactivating keys of " + a.user.String(), items}
		f.Open(dialog.NewAsk("Deactivate "+count+" of "+a.user.String()+"?", lines,
			dialog.Button{Label: "Deactivate", Result: do, Yes: true}).CancelFirst())
		return nil
	}
	warning := "This cannot be undone. Type " + typedWhat(a.user) + " to delete them."
	lines = append(lines, dialog.Line{Text: warning, Tone: dialog.Bad})
	title := "Delete " + count + " of " + a.user.String() + "?"
	f.Open(dialog.NewTyped(title, lines, true, func(s string) (dialog.Result, string) {
		if strings.TrimSpace(s) == stage.PlainName(a.user) {
			return several{f, "Deleting keys of " + a.user.String(), items}, ""
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
