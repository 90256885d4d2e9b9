package keyboard

import (
	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// meant returns the messages that an event of a terminal is to the program: its keys, and what it answers. What the
// program has not asked for is left out: sizes above all, which are those of the terminal and nothing that can be
// typed.
func meant(event uv.Event) []tea.Msg {
	switch e := event.(type) {
	case uv.KeyPressEvent:
		if modifier(e.Code) {
			return nil
		}
		return []tea.Msg{tea.KeyPressMsg(e)}
	case uv.MultiEvent:
		return meantOfSeveral(e)
	case nil, uv.KeyReleaseEvent, uv.WindowSizeEvent, uv.PasteStartEvent, uv.PasteEndEvent:
		return nil
	}
	if unknown(event) {
		return nil
	}
	return []tea.Msg{event}
}

// meantOfSeveral takes the events that one sequence may stand for. Where one of them is no key, none is.
func meantOfSeveral(events uv.MultiEvent) []tea.Msg {
	var keys []tea.Msg
	for _, e := range events {
		switch e.(type) {
		case uv.KeyPressEvent:
			keys = append(keys, meant(e)...)
		case uv.KeyReleaseEvent:
		default:
			return nil
		}
	}
	return keys
}

// modifier reports whether a key does nothing by itself. Terminals report those only where all keys come as sequences.
func modifier(code rune) bool {
	return code >= uv.KeyLeftShift && code <= uv.KeyIsoLevel5Shift ||
		code == uv.KeyCapsLock || code == uv.KeyNumLock || code == uv.KeyScrollLock
}

// unknown reports whether an event is nothing that terminals are known to say.
func unknown(event uv.Event) bool {
	switch event.(type) {
	case uv.UnknownEvent, uv.UnknownCsiEvent, uv.UnknownSs3Event, uv.UnknownOscEvent, uv.UnknownDcsEvent,
		uv.UnknownSosEvent, uv.UnknownPmEvent, uv.UnknownApcEvent:
		return true
	}
	return false
}
