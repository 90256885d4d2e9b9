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
	// short says that the help line shows it.
	short bool
	do    func(*Model) tea.Cmd
}

// The groups of the help page, in its order.
const (
	groupMove  = "Move"
	groupKeys  = "Access keys"
	groupView  = "View"
	groupOther = "Other"
)

// intents are the keys of the main screen. The help line and the help page are made from them.
func intents() []intent {
	return append(append(moveIntents(), keyIntents()...), viewIntents()...)
}

func bind(short bool, group, help, desc string, do func(*Model) tea.Cmd, keys ...string) intent {
	return intent{key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, desc)), group, short, do}
}

func moveIntents() []intent {
	to := func(f func(*list.Window, list.Source)) func(*Model) tea.Cmd {
		return func(m *Model) tea.Cmd { return m.move(f) }
	}
	page := func(direction, part int) func(*Model) tea.Cmd {
		return to(func(w *list.Window, s list.Source) { w.Page(s, direction, part) })
	}
	return []intent{
		bind(false, groupMove, "↑/k", "up", to(func(w *list.Window, s list.Source) { w.Move(s, -1) }), "up", "k", "ctrl+p"),
		bind(false, groupMove, "↓/j", "down", to(func(w *list.Window, s list.Source) { w.Move(s, 1) }), "down", "j", "ctrl+n"),
		bind(false, groupMove, "g", "first row", to((*list.Window).First), "g", "home"),
		bind(false, groupMove, "G", "last row", to((*list.Window).Last), "G", "end"),
		bind(false, groupMove, "ctrl+d", "half a page down", page(1, 2), "ctrl+d"),
		bind(false, groupMove, "ctrl+u", "half a page up", page(-1, 2), "ctrl+u"),
		bind(false, groupMove, "pgdn", "page down", page(1, 1), "pgdown", "ctrl+f"),
		bind(false, groupMove, "pgup", "page up", page(-1, 1), "pgup", "ctrl+b"),
		bind(true, groupMove, "tab", "other pane", (*Model).otherPane, "tab", "shift+tab"),
		bind(false, groupMove, "→/l", "to the keys", (*Model).toKeys, "right", "l"),
		bind(false, groupMove, "←/h", "to the users", (*Model).toUsers, "left", "h"),
		bind(false, groupMove, "enter", "into the keys; details of a key", (*Model).enter, "enter"),
		bind(false, groupMove, "esc", "stop loading, clear the filter, go back", (*Model).escape, "esc"),
	}
}

func keyIntents() []intent {
	return []intent{
		bind(true, groupKeys, "t", "toggle", (*Model).toggle, "t"),
		bind(true, groupKeys, "c", "create", (*Model).askCreate, "c"),
		bind(true, groupKeys, "d", "delete", (*Model).askDelete, "d", "delete"),
		bind(true, groupKeys, "u", "undo", (*Model).undo, "u"),
		bind(false, groupKeys, "y", "copy the key ID", (*Model).copyKeyID, "y"),
		bind(true, groupKeys, "o", "owner of a key ID", (*Model).askOwner, "o"),
	}
}

func viewIntents() []intent {
	return []intent{
		bind(true, groupView, "/", "filter", (*Model).openFilter, "/"),
		bind(true, groupView, "s", "sort", (*Model).nextOrder, "s"),
		bind(false, groupView, "T", "times relative, local, UTC", (*Model).nextClock, "T"),
		bind(false, groupView, "r", "refresh the pane", (*Model).refreshPane, "r"),
		bind(false, groupView, "ctrl+r", "refresh everything", (*Model).refreshAll, "ctrl+r"),
		bind(false, groupView, "!", "the last error in full", (*Model).showError, "!"),
		bind(true, groupOther, "?", "help", (*Model).showHelp, "?"),
		bind(true, groupOther, "q", "quit", (*Model).quit, "q"),
		bind(false, groupOther, "ctrl+c", "quit", (*Model).interrupt, "ctrl+c"),
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
