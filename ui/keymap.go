package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"akia/ui/list"
)

// intent is a key of the main screen and what a person means by it.
type intent struct {
	key.Binding
	group string
	rank  int // place in the help line; 0 for those that the help page alone shows
	do    func(*Model) tea.Cmd
}

// The groups of the help page, in its order.
const (
	groupMove  = "Move"
	groupKeys  = "Access keys"
	groupView  = "View"
	groupOther = "Other"
)

// intents are the keys of the main screen, in the order of the help page. The help line is made from them too, those of a
// low rank first.
func intents() []intent {
	return append(append(moveIntents(), keyIntents()...), viewIntents()...)
}

// bind makes an intent; help is how its keys are written, rank its place in the help line.
func bind(rank int, group, help, desc string, do func(*Model) tea.Cmd, keys ...string) intent {
	return intent{key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, desc)), group, rank, do}
}

// cursorIntents are the keys that move the cursor of a list; move is how the list that takes them is moved.
func cursorIntents(move func(*Model, func(*list.Window, list.Source)) tea.Cmd) []intent {
	to := func(f func(*list.Window, list.Source)) func(*Model) tea.Cmd {
		return func(m *Model) tea.Cmd { return move(m, f) }
	}
	page := func(direction, part int) func(*Model) tea.Cmd {
		return to(func(w *list.Window, s list.Source) { w.Page(s, direction, part) })
	}
	return []intent{
		bind(0, groupMove, "↑ k", "up", to(func(w *list.Window, s list.Source) { w.Move(s, -1) }), "up", "k", "ctrl+p"),
		bind(0, groupMove, "↓ j", "down", to(func(w *list.Window, s list.Source) { w.Move(s, 1) }), "down", "j", "ctrl+n"),
		bind(0, groupMove, "g", "first row", to((*list.Window).First), "g", "home"),
		bind(0, groupMove, "G", "last row", to((*list.Window).Last), "G", "end"),
		bind(0, groupMove, "ctrl+d", "half a page down", page(1, 2), "ctrl+d"),
		bind(0, groupMove, "ctrl+u", "half a page up", page(-1, 2), "ctrl+u"),
		bind(0, groupMove, "pgdn", "page down", page(1, 1), "pgdown", "ctrl+f"),
		bind(0, groupMove, "pgup", "page up", page(-1, 1), "pgup", "ctrl+b"),
	}
}

func moveIntents() []intent {
	return append(cursorIntents((*Model).move),
		bind(1, groupMove, "tab", "pane", (*Model).otherPane, "tab", "shift+tab"),
		bind(0, groupMove, "→ l", "to the keys", (*Model).toKeys, "right", "l"),
		bind(0, groupMove, "← h", "to the users", (*Model).toUsers, "left", "h"),
		bind(0, groupMove, "enter", "into the keys; on a key: its details", (*Model).enter, "enter"),
		bind(0, groupMove, "esc", "dismiss an error, stop loading, clear the filter, go back", (*Model).escape, "esc"),
	)
}

func keyIntents() []intent {
	return []intent{
		bind(4, groupKeys, "t", "toggle", (*Model).toggle, "t"),
		bind(5, groupKeys, "c", "create", (*Model).askCreate, "c"),
		bind(6, groupKeys, "d", "delete", (*Model).askDelete, "d", "delete"),
		bind(8, groupKeys, "u", "undo", (*Model).undo, "u"),
		bind(13, groupKeys, "R", "rotate", (*Model).askRotate, "R"),
		bind(12, groupKeys, "e", "describe", (*Model).editDescription, "e"),
		bind(0, groupKeys, "K", "all keys of the user: deactivate or delete", (*Model).askAllKeys, "K"),
		bind(0, groupKeys, "y", "copy the key ID", (*Model).copyKeyID, "y"),
		bind(0, groupKeys, "i", "details of the user: groups, policies, MFA, tags", (*Model).showUser, "i"),
		bind(0, groupKeys, "n", "new user, with a policy and a key", (*Model).askNewUser, "n"),
		bind(0, groupKeys, "L", "a key has leaked: deactivate it at once, and what to do next", (*Model).respondToLeak, "L"),
		bind(9, groupKeys, "o", "owner", (*Model).askOwner, "o"),
	}
}

func viewIntents() []intent {
	return []intent{
		bind(7, groupView, "a", "audit", (*Model).toAudit, "a"),
		bind(3, groupView, "/", "filter", (*Model).openFilter, "/"),
		bind(10, groupView, "s", "sort", (*Model).nextOrder, "s"),
		bind(0, groupView, "T", "times relative, local, UTC", (*Model).nextClock, "T"),
		bind(11, groupView, "r", "refresh", (*Model).refreshPane, "r"),
		bind(0, groupView, "ctrl+r", "look for credentials anew and refresh everything", (*Model).refreshAll, "ctrl+r"),
		bind(0, groupView, "!", "the last error in full", (*Model).showError, "!"),
		bind(2, groupOther, "?", "help", (*Model).showHelp, "?"),
		bind(7, groupOther, "q", "quit", (*Model).quit, "q"),
		bind(0, groupOther, "ctrl+c", "quit", (*Model).interrupt, "ctrl+c"),
		bind(0, groupOther, "ctrl+z", "suspend", (*Model).suspend, "ctrl+z"),
	}
}

// filterKeys are the keys that act while a filter is being typed; all others are text.
type filterKeys struct{ up, down, done, leave, quit key.Binding }

func newFilterKeys() filterKeys {
	bind := func(help, desc string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, desc))
	}
	return filterKeys{
		up:    bind("↑", "up", "up", "ctrl+p"),
		down:  bind("↓", "down", "down", "ctrl+n"),
		done:  bind("enter", "keep the filter", "enter", "tab"),
		leave: bind("esc", "stop loading, clear the filter", "esc"),
		quit:  bind("ctrl+c", "quit", "ctrl+c"),
	}
}

func (k filterKeys) bindings() []key.Binding {
	return []key.Binding{k.up, k.down, k.done, k.leave, k.quit}
}
