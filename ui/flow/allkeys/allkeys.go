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

// several is the answer to change keys, deletion the choice to delete all of a user.
type (
	several struct {
		flow  *Flow
		title string
		items []write.Item
	}
	deletion struct {
		flow *Flow
		user iamsvc.Principal
	}
)

// Do implements stage.Result: it begins the changes.
func (s several) Do() tea.Cmd { return s.flow.StartBulk(s.title, s.items, false) }

// Ask lists the keys of a user that are active and asks whether to deactivate them. From there, or where none is, all
// can be deleted. To deactivate them is urgent and can be taken back: nothing is waited for.
func (f *Flow) Ask(user iamsvc.Principal) tea.Cmd {
	keys := f.Store.Keys(user)
	if !keys.Known() || len(keys.Value) == 0 {
		return f.host.NoKey()
	}
	all, _ := f.list(user, write.Delete)
	if len(all) == 0 {
		return f.nothing(user)
	}
	remove := dialog.Button{Label: "Delete all…", Result: deletion{f, user}}
	items, lines := f.list(user, write.SetStatus)
	if len(items) == 0 {
		_, lines = f.list(user, write.Delete)
		f.Open(dialog.NewAsk("All access keys of "+user.String()+" are inactive", lines, remove).CancelFirst())
		return nil
	}
	do := several{f, "Deactivating keys of " + user.String(), items}
	f.Open(dialog.NewAsk("Deactivate "+text.Many(len(items), "key")+" of "+user.String()+"?", lines,
		dialog.Button{Label: "Deactivate", Result: do, Yes: true}, remove).CancelFirst())
	return nil
}

// nothing says that no key of a user is akia's to change.
func (f *Flow) nothing(user iamsvc.Principal) tea.Cmd {
	return f.Say(dialog.Warn, "There is no key of "+user.String()+" to change")
}

// onlyKeys says what is left as it is when all keys of a user are changed.
func onlyKeys() dialog.Line {
	return dialog.Line{Text: "Not changed: " + iamsvc.OtherCredentials + ".", Tone: dialog.Dim}
}

// Do implements stage.Result. A deletion goes ahead only where a key was not used since the person looked: so it waits
// until the last use of each is known.
func (d deletion) Do() tea.Cmd { return d.flow.host.AfterUses(d.user, nil, d.ask) }

// ask lists the keys with their last use and asks whether to delete them.
func (d deletion) ask() tea.Cmd {
	f := d.flow
	if !f.Store.Keys(d.user).Known() {
		return f.host.NoKey()
	}
	items, lines := f.list(d.user, write.Delete)
	if len(items) == 0 {
		return f.nothing(d.user)
	}
	warning := "This cannot be undone. Type " + typedWhat(d.user) + " to delete them."
	lines = append(lines, dialog.Line{Text: warning, Tone: dialog.Bad})
	title := "Delete " + text.Many(len(items), "key") + " of " + d.user.String() + "?"
	f.Open(dialog.NewTyped(title, lines, true, func(s string) (dialog.Result, string) {
		if strings.TrimSpace(s) == stage.PlainName(d.user) {
			return several{f, "Deleting keys of " + d.user.String(), items}, ""
		}
		return nil, "That is not the user's name: nothing was deleted."
	}))
	return nil
}

// list returns what is to be changed, and the keys with their last use in lines. The key that akia is signed in with is
// left out.
func (f *Flow) list(user iamsvc.Principal, op write.Op) (items []write.Item, lines []dialog.Line) {
	lines = []dialog.Line{{Text: "Account " + f.AccountLabel(), Tone: dialog.Dim}}
	for _, k := range f.Store.Keys(user).Value {
		if f.Own(k) {
			left := k.ID + " is skipped: akia is signed in with it."
			lines = append(lines, dialog.Line{Text: left, Tone: dialog.Warn})
			continue
		}
		if op == write.SetStatus && k.Status != iamsvc.Active {
			continue
		}
		w := write.Write{Op: op, User: k.User, Key: k.ID, From: k.Status, To: iamsvc.Inactive}
		items = append(items, write.Item{Write: w, Seen: f.Store.Seen(k)})
		lines = append(lines, f.KeyLines([]iamsvc.Key{k})...)
	}
	return items, append(lines, onlyKeys())
}

// typedWhat says what to type for a user to show that it is meant.
func typedWhat(user iamsvc.Principal) string {
	if user.IsRoot() {
		return "root"
	}
	return "the user's name"
}
