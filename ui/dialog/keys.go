package dialog

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"akia/ui/action"
)

// keyMap holds the keys of all dialogs; each kind uses those that its column of the help shows.
type keyMap struct {
	Yes, No, Press, Next, Prev, Cancel key.Binding
	NextField, PrevField, Peek         key.Binding
	Show, Copy, Save, Check            key.Binding
	Up, Down, PageUp, PageDown         key.Binding
	Top, Bottom, Close, Repeat         key.Binding
	Refresh, ReadOn, ReadBack, Search  key.Binding
	Undo, Renew                        key.Binding
	Cursor, ToSteps, Number            key.Binding
}

func newKeyMap() keyMap {
	bind := func(help, desc string, keys ...string) key.Binding {
		return key.NewBinding(key.WithKeys(keys...), key.WithHelp(help, desc))
	}
	return keyMap{
		Yes:       bind("y", "yes", "y", "Y"),
		No:        bind("n", "no", "n", "N"),
		Press:     bind("enter", "press", "enter"),
		Next:      bind("tab", "next", "tab", "right", "down", "l", "j"),
		Prev:      bind("shift+tab", "previous", "shift+tab", "left", "up", "h", "k"),
		NextField: bind("tab", "next field", "tab", "down"),
		PrevField: bind("shift+tab", "previous field", "shift+tab", "up"),
		Peek:      bind("ctrl+o", "show or mask", "ctrl+o"),
		Cancel:    bind("esc", "cancel", "esc", "ctrl+c"),
		Show:      bind("v", "show or mask", "v"),
		Copy:      bind("y", "copy the secret", "y"),
		Save:      bind("s", "save to a file", "s"),
		Check:     bind("c", "check that it works", "c"),
		Up:        bind("↑", "up", "up", "k"),
		Down:      bind("↓", "down", "down", "j"),
		PageUp:    bind("pgup", "page up", "pgup", "ctrl+u", "b"),
		PageDown:  bind("pgdn", "page down", "pgdown", "ctrl+d", "space"),
		Top:       bind("g", "top", "g", "home"),
		Bottom:    bind("G", "bottom", "G", "end"),
		Repeat:    bind("r", "repeat what failed", "r"),
		Refresh:   bind("r", "refresh", "r"),
		Search:    bind("/", "search", "/"),
		Undo:      bind("u", "undo", "u"),
		Renew:     bind("ctrl+r", "sign in again", "ctrl+r"),
		ReadOn:    bind("pgdn", "read on", "pgdown", "ctrl+d"),
		ReadBack:  bind("pgup", "read back", "pgup", "ctrl+u"),
		Number:    bind("1-9", "go to", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
		ToSteps:   bind("tab", "to the steps", "tab", "down", "j"),
		Cursor: bind("↑↓", "move", "up", "down", "left", "right", "tab", "shift+tab", "pgup", "pgdown", "home", "end",
			"ctrl+u", "ctrl+d"),
		Close: bind("esc", "close", "esc", "enter", "q", "ctrl+c", "?", "!"),
	}
}

// use takes the keys of what dialogs share with the screen from the key map.
func (k *keyMap) use(keys *action.Keymap) {
	for b, id := range map[*key.Binding]action.ID{
		&k.Refresh: action.Refresh, &k.Repeat: action.Refresh, &k.Renew: action.Renew, &k.Undo: action.Undo,
	} {
		b.SetKeys(keys.Keys(id)...)
		b.SetHelp(keys.Show(id), b.Help().Desc)
	}
	closing := []string{"esc", "enter", "ctrl+c"}
	for _, id := range []action.ID{action.Quit, action.Help, action.Error} {
		closing = append(closing, keys.Keys(id)...)
	}
	k.Close.SetKeys(closing...)
}

// Moves reports whether a key moves in a dialog of any kind: at the end of what there is, such a key does nothing in
// silence.
func Moves(msg tea.Msg) bool {
	k := newKeyMap()
	press, ok := msg.(tea.KeyPressMsg)
	return ok && key.Matches(press, k.Cursor, k.Next, k.Prev, k.Up, k.Down, k.PageUp, k.PageDown, k.Top, k.Bottom)
}

// Answers reports whether a key or a paste may be meant as an answer to a dialog. The keys of the cursor and those that
// leave are not. What is typed into a form is none before it is confirmed, unless typing it is the answer: a form that
// destroys.
func Answers(d Dialog, msg tea.Msg) bool {
	switch msg.(type) {
	case Point, Wheel:
		return false
	}
	keys := newKeyMap()
	press, ok := msg.(tea.KeyPressMsg)
	if ok && key.Matches(press, keys.Cursor, keys.Cancel) {
		return false
	}
	if f, typed := d.(interface{ destroys() bool }); typed && !f.destroys() {
		return ok && key.Matches(press, keys.Press)
	}
	return true
}
