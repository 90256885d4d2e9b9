package keyboard

import (
	"strconv"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// Press returns the press of a key that is called so, as a terminal would report it; false for what is no key. It
// is for whatever stands for a key without being one, such as a click.
func Press(name string) (tea.KeyPressMsg, bool) {
	if r, size := utf8.DecodeRuneInString(name); size == len(name) && size > 0 {
		return tea.KeyPressMsg{Code: r, Text: name}, true
	}
	var mod tea.KeyMod
	rest := name
	for cut := true; cut; {
		var m tea.KeyMod
		if rest, m, cut = cutModifier(rest); cut {
			mod |= m
		}
	}
	if r, size := utf8.DecodeRuneInString(rest); size == len(rest) && size > 0 {
		return tea.KeyPressMsg{Code: r, Mod: mod}, true
	}
	code, ok := named(rest)
	press := tea.KeyPressMsg{Code: code, Mod: mod}
	if code == tea.KeySpace && mod == 0 {
		press.Text = " "
	}
	return press, ok
}

func cutModifier(name string) (rest string, mod tea.KeyMod, cut bool) {
	for prefix, m := range map[string]tea.KeyMod{
		"ctrl+": tea.ModCtrl, "alt+": tea.ModAlt, "shift+": tea.ModShift,
		"meta+": tea.ModMeta, "hyper+": tea.ModHyper, "super+": tea.ModSuper,
	} {
		if rest, ok := strings.CutPrefix(name, prefix); ok && rest != "" {
			return rest, m, true
		}
	}
	return name, 0, false
}

// named returns the code of a key that has a name.
func named(name string) (rune, bool) {
	code, ok := map[string]rune{
		"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
		"home": tea.KeyHome, "end": tea.KeyEnd,
		"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "insert": tea.KeyInsert, "delete": tea.KeyDelete, "tab": tea.KeyTab,
		"backspace": tea.KeyBackspace, "enter": tea.KeyEnter, "esc": tea.KeyEscape, "space": tea.KeySpace,
	}[name]
	number, isF := strings.CutPrefix(name, "f")
	if n, err := strconv.Atoi(number); !ok && isF && err == nil && n >= 1 && n <= 20 {
		return tea.KeyF1 + rune(n-1), true
	}
	return code, ok
}
