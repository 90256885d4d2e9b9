package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
)

// discard is the answer that an unsaved secret may be lost.
type discard struct{}

// discardWord is what must be typed for that: no habit types it.
const discardWord = "discard"

// revealResult copies the secret, or closes its window if it is safe somewhere, else asks.
func (m *Model) revealResult(d *dialog.Reveal, result dialog.Result) tea.Cmd {
	switch result.(type) {
	case dialog.CopySecret:
		return copyText(m.cfg.Clipboard, d.Secret().Reveal(), copiedMsg{what: "The secret", secretOf: d.Key().ID})
	case dialog.Leave:
		if d.Saved() {
			m.close()
			return nil
		}
		m.open(dialog.NewTyped("Discard the secret?", []dialog.Line{
			{Text: "The secret of " + d.Key().ID + " was not saved. Without it the key is useless, and IAM does not tell it again.", Tone: dialog.Warn},
			{Text: "esc goes back to it. To lose it for ever, type " + discardWord + "."},
		}, true, func(s string) (dialog.Result, string) {
			if strings.TrimSpace(s) == discardWord {
				return discard{}, ""
			}
			return nil, "Type " + discardWord + ", or press esc to go back to the secret."
		}))
	}
	return nil
}

// copyText asks the terminal and the machine's own clipboard for a copy. The terminal does not answer.
func copyText(c Clipboard, text string, done copiedMsg) tea.Cmd {
	return tea.Batch(tea.SetClipboard(text), func() tea.Msg {
		if c == nil {
			return done
		}
		done.native = true
		done.err = c.Copy(text)
		return done
	})
}

// copied says where the copy went. Only the machine's own clipboard is sure.
func (m *Model) copied(msg copiedMsg) tea.Cmd {
	sure := msg.native && msg.err == nil
	line := dialog.Line{Text: msg.what + " was copied to the clipboard.", Tone: dialog.Good}
	if !sure {
		line = dialog.Line{Text: msg.what + " was sent to the terminal's clipboard, which does not confirm it: paste it to be sure.", Tone: dialog.Warn}
	}
	if msg.secretOf == "" {
		return m.say(line.Tone, line.Text)
	}
	if d, ok := m.revealed(msg.secretOf); ok {
		d.SetSaved(line, sure)
	}
	return nil
}

// revealed returns the window that shows the secret of a key.
func (m *Model) revealed(keyID string) (*dialog.Reveal, bool) {
	for _, w := range m.dialogs {
		if d, ok := w.Dialog.(*dialog.Reveal); ok && d.Key().ID == keyID {
			return d, true
		}
	}
	return nil, false
}

// unsaved returns the keys whose secret is on the screen and nowhere else.
func (m *Model) unsaved() []iamsvc.Key {
	var keys []iamsvc.Key
	for _, w := range m.dialogs {
		if d, ok := w.Dialog.(*dialog.Reveal); ok && !d.Saved() {
			keys = append(keys, d.Key())
		}
	}
	return keys
}
