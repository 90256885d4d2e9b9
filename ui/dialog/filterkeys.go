package dialog

import "charm.land/bubbles/v2/key"

// FilterKeys are the keys that act while a filter is being typed; all others are text. Take is Done where there is
// nothing to complete.
type FilterKeys struct{ Up, Down, Take, Done, Leave, Quit key.Binding }

// NewFilterKeys returns them: they are the same for every filter.
func NewFilterKeys() FilterKeys {
	bind := func(help, desc string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, desc))
	}
	return FilterKeys{
		Up:    bind("↑", "up", "up", "ctrl+p"),
		Down:  bind("↓", "down", "down", "ctrl+n"),
		Take:  bind("tab", "complete", "tab"),
		Done:  bind("enter", "keep the filter", "enter"),
		Leave: bind("esc", "stop loading, clear the filter", "esc"),
		Quit:  bind("ctrl+c", "quit", "ctrl+c"),
	}
}

// Bindings are all of them, for the help line.
func (k FilterKeys) Bindings() []key.Binding {
	return []key.Binding{k.Up, k.Down, k.Take, k.Done, k.Leave, k.Quit}
}
