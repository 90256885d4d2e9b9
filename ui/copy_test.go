package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// What a service could put into a value to run a command where it is pasted reaches no clipboard.
func TestWhatBreaksOutIsNotCopied(t *testing.T) {
	for _, text := range []string{"a\nb", "a\r", "\x1b[201~rm", "a\x00", "a\u0085b", "a\u2028b", "a\u2029", "a\x7f", "\xff"} {
		clip := &clipboard{}
		msg, batch := copyText(clip, text, copiedMsg{what: "It"})().(copiedMsg)
		if !batch || !msg.refused || len(clip.held) > 0 {
			t.Errorf("%q: %+v, the clipboard holds %q", text, msg, clip.held)
		}
		s := newScreen(t, 120, 40)
		s.send(msg)
		s.shows("wasn't copied")
	}
	if _, batch := copyText(nil, "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", copiedMsg{})().(tea.BatchMsg); !batch {
		t.Error("a secret is not copied")
	}
}
