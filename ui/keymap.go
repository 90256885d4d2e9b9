package ui

import "charm.land/bubbles/v2/key"

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
