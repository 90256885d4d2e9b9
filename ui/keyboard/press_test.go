package keyboard_test

import (
	"testing"

	"akia/ui/action"
	"akia/ui/keyboard"
)

// TestPress: a key is called what it was made from, whether the table or a person names it.
func TestPress(t *testing.T) {
	names := []string{"ctrl+t", "alt+r", "ctrl+alt+shift+a", "f1", "f12", "f20", "shift+f5", "ctrl+pgdown", "insert", "é", "+", "ctrl++", "R", "ctrl+space"}
	for in := range action.Places {
		for _, a := range action.Table(in) {
			names = append(names, a.Keys...)
		}
	}
	for _, name := range append(names, action.DialogKeys()...) {
		press, ok := keyboard.Press(name)
		if !ok || press.String() != name {
			t.Errorf("%q is pressed as %q (%v)", name, press.String(), ok)
		}
	}
	for _, name := range []string{"", "nothing", "ctrl+", "f21", "f0"} {
		if press, ok := keyboard.Press(name); ok {
			t.Errorf("%q is pressed as %q", name, press.String())
		}
	}
}
