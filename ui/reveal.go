package ui

import (
	"crypto/sha256"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
)

// A secret is masked again by itself after showTime, and taken off the machine's clipboard after clipTime.
const (
	showTime = 30 * time.Second
	clipTime = 45 * time.Second
)

// discard is the answer that an unsaved secret may be lost.
type discard struct{}

// discardWord is what must be typed for that: no habit types it.
const discardWord = "discard"

// revealResult copies the secret, or closes its window if it is safe somewhere, else asks.
func (m *Model) revealResult(d *dialog.Reveal, result dialog.Result) tea.Cmd {
	switch r := result.(type) {
	case dialog.CopySecret:
		return copyText(m.cfg.Clipboard, d.Secret().Reveal(), copiedMsg{what: "The secret", secretOf: d.Key().ID})
	case dialog.CheckSecret:
		return m.verify(d)
	case dialog.SaveSecret:
		return m.askSave(d)
	case dialog.Shown:
		return m.after(showTime, maskMsg{d.Key().ID, r.Time})
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

// copied says where the copy went. Only the machine's own clipboard is sure, and can be cleared again.
func (m *Model) copied(msg copiedMsg) tea.Cmd {
	sure := msg.native && msg.err == nil
	line := dialog.Line{Text: msg.what + " was copied to the clipboard.", Tone: dialog.Good}
	if !sure {
		line = dialog.Line{Text: msg.what + " was sent to the terminal's clipboard, which does not confirm it: paste it to be sure.", Tone: dialog.Warn}
	}
	if msg.secretOf == "" {
		return m.say(line.Tone, line.Text)
	}
	if sure {
		line.Text += " In " + strconv.Itoa(int(clipTime/time.Second)) + " s it is taken off again, unless akia has ended by then."
	}
	d, ok := m.revealed(msg.secretOf)
	if !ok {
		return nil
	}
	if !sure {
		d.SetSaved(line, false)
		return nil
	}
	d.SetCopied(line)
	return m.after(clipTime, clipOverMsg{msg.secretOf, sum(d.Secret().Reveal())})
}

// sum tells whether a text is a secret that was copied, without keeping the secret.
func sum(text string) [sha256.Size]byte { return sha256.Sum256([]byte(text)) }

// clearClipboard takes a secret off the machine's clipboard if that still holds it.
func clearClipboard(c Clipboard, over clipOverMsg) tea.Cmd {
	return func() tea.Msg {
		if now, err := c.Read(); err != nil || sum(now) != over.secret {
			return nil
		}
		return clearedMsg{over.keyID, c.Copy("")}
	}
}

// cleared says whether the clipboard was cleared. A secret that is still on the screen is then there alone again.
func (m *Model) cleared(msg clearedMsg) tea.Cmd {
	if msg.err != nil {
		return m.say(dialog.Warn, "The secret is still on the clipboard: it could not be cleared")
	}
	if d, ok := m.revealed(msg.keyID); ok {
		d.Lost(dialog.Line{Text: "The secret was taken off the clipboard: copy it again or save it.", Tone: dialog.Warn})
	}
	return m.say(dialog.Good, "The secret was taken off the clipboard")
}

// maskSecrets hides every secret that is shown.
func (m *Model) maskSecrets() {
	for _, w := range m.dialogs {
		if d, ok := w.Dialog.(*dialog.Reveal); ok {
			d.Mask()
		}
	}
}

// suspend hands the terminal back to the shell, where there is one that can resume akia.
func (m *Model) suspend() tea.Cmd {
	m.maskSecrets()
	if !m.cfg.CanSuspend {
		return m.say(dialog.Dim, "There is no shell here that could resume akia")
	}
	return tea.Suspend
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
