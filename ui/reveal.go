package ui

import (
	"crypto/sha256"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

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
		return copyText(m.Config.Clipboard, d.Secret().Reveal(), copiedMsg{what: "The secret", secretOf: d.Key().ID})
	case dialog.CheckSecret:
		return m.verify(d)
	case dialog.SaveSecret:
		return m.askSave(d)
	case dialog.Shown:
		return m.After(showTime, maskMsg{d.Key().ID, r.Time})
	case dialog.Leave:
		if d.Saved() {
			m.Close()
			return nil
		}
		if d.Sent() {
			m.Open(askWhetherCopied(d.Key().ID))
			return nil
		}
		m.Open(dialog.NewTyped("Discard the secret?", []dialog.Line{
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

// askWhetherCopied asks what the terminal does not tell: whether its clipboard has the secret.
func askWhetherCopied(keyID string) *dialog.Ask {
	return dialog.NewAsk("Do you have the secret?", []dialog.Line{
		{Text: "The secret of " + keyID + " was sent to the terminal's clipboard, which does not confirm it. " +
			"Paste it somewhere safe first: IAM does not tell it again.", Tone: dialog.Warn},
	}, dialog.Button{Label: "I have it, close", Result: discard{}, Danger: true, Yes: true})
}

// copyText asks the terminal and the machine's own clipboard for a copy. The terminal does not answer. What would do more
// than stand where it is pasted, such as a line break that runs a command, is not copied.
func copyText(c Clipboard, text string, done copiedMsg) tea.Cmd {
	if strings.ContainsFunc(text, breaksOut) {
		done.refused = true
		return func() tea.Msg { return done }
	}
	return tea.Batch(tea.SetClipboard(text), func() tea.Msg {
		if c == nil {
			return done
		}
		done.native = true
		done.err = c.Copy(text)
		return done
	})
}

// breaksOut reports whether a character ends a line or controls what it is pasted into.
func breaksOut(r rune) bool {
	return unicode.IsControl(r) || r == utf8.RuneError || unicode.In(r, unicode.Zl, unicode.Zp)
}

// copied says where the copy went. Only the machine's own clipboard is sure, and can be cleared again.
func (m *Model) copied(msg copiedMsg) tea.Cmd {
	if msg.refused {
		return m.notCopied(msg)
	}
	sure := msg.native && msg.err == nil
	if sure {
		m.overwritten(msg.secretOf)
	}
	line := dialog.Line{Text: msg.what + " was copied to the clipboard.", Tone: dialog.Good}
	if !sure {
		line = dialog.Line{Text: msg.what + " was sent to the terminal's clipboard, which does not confirm it: paste it to be sure.", Tone: dialog.Warn}
	}
	if msg.secretOf == "" {
		return m.Say(line.Tone, line.Text)
	}
	if sure {
		line.Text += " In " + strconv.Itoa(int(clipTime/time.Second)) + " s it is taken off again, unless akia has ended by then."
	}
	d, ok := m.revealed(msg.secretOf)
	if !ok {
		return nil
	}
	if !sure {
		d.SetSent(line)
		return nil
	}
	d.SetCopied(line)
	m.timers.copies++
	return m.After(clipTime, clipOverMsg{msg.secretOf, m.timers.copies, sum(d.Secret().Reveal())})
}

// notCopied says why something was not copied.
func (m *Model) notCopied(msg copiedMsg) tea.Cmd {
	line := dialog.Line{Text: msg.what + " has characters that don't belong in it, and wasn't copied.", Tone: dialog.Bad}
	if d, ok := m.revealed(msg.secretOf); ok {
		d.SetSaved(line, false)
		return nil
	}
	return m.Say(line.Tone, line.Text)
}

// overwritten notes that the clipboard holds the secret of this key, or none, and so no other one any more.
func (m *Model) overwritten(keyID string) {
	for _, w := range m.Windows {
		if d, ok := w.Dialog.(*dialog.Reveal); ok && d.Key().ID != keyID {
			d.Lost(dialog.Line{Text: "Something else was copied since: copy the secret again or save it.", Tone: dialog.Warn})
		}
	}
}

// clipOver takes a secret off the clipboard, unless a secret was copied since: that has a time of its own.
func (m *Model) clipOver(msg clipOverMsg) tea.Cmd {
	if msg.time != m.timers.copies {
		return nil
	}
	return clearClipboard(m.Config.Clipboard, msg)
}

// sum tells whether a text is a secret that was copied, without keeping the secret.
func sum(text string) [sha256.Size]byte { return sha256.Sum256([]byte(text)) }

// clearClipboard takes a secret off the machine's clipboard if that still holds it.
func clearClipboard(c Clipboard, over clipOverMsg) tea.Cmd {
	return func() tea.Msg {
		switch now, err := c.Read(); {
		case err != nil:
			return clearedMsg{over.keyID, clipUnknown}
		case sum(now) != over.secret:
			return clearedMsg{over.keyID, clipOther}
		case c.Copy("") != nil:
			return clearedMsg{over.keyID, clipStuck}
		}
		return clearedMsg{over.keyID, clipCleared}
	}
}

// clipEnd is what became of a secret on the clipboard when its time was over.
type clipEnd uint8

const (
	clipCleared clipEnd = iota // it was taken off
	clipOther                  // something else had taken its place
	clipStuck                  // it could not be taken off
	clipUnknown                // what is on the clipboard could not be read
)

// cleared says whether the clipboard was cleared. A secret that is still on the screen is then there alone again.
func (m *Model) cleared(msg clearedMsg) tea.Cmd {
	var lost string
	var said tea.Cmd
	switch msg.end {
	case clipCleared:
		lost = "The secret was taken off the clipboard: copy it again or save it."
		said = m.Say(dialog.Good, "The secret was taken off the clipboard")
	case clipOther:
		lost = "The clipboard holds something else: copy the secret again or save it."
	case clipStuck:
		return m.Say(dialog.Warn, "The secret is still on the clipboard: it could not be cleared")
	case clipUnknown:
		lost = "The clipboard could not be read: copy the secret again or save it."
		said = m.Say(dialog.Warn, "The clipboard could not be read: clear it if the secret is still on it")
	}
	if d, ok := m.revealed(msg.keyID); ok {
		d.Lost(dialog.Line{Text: lost, Tone: dialog.Warn})
	}
	return said
}

// maskSecrets hides every secret that is shown.
func (m *Model) maskSecrets() {
	for _, w := range m.Windows {
		if d, ok := w.Dialog.(*dialog.Reveal); ok {
			d.Mask()
		}
	}
}

// suspend hands the terminal back to the shell, where there is one that can resume akia.
func (m *Model) suspend() tea.Cmd {
	m.maskSecrets()
	if !m.Config.CanSuspend {
		return m.Say(dialog.Dim, "There is no shell here that could resume akia")
	}
	return tea.Suspend
}

// revealed returns the window that shows the secret of a key.
func (m *Model) revealed(keyID string) (*dialog.Reveal, bool) {
	for _, w := range m.Windows {
		if d, ok := w.Dialog.(*dialog.Reveal); ok && d.Key().ID == keyID {
			return d, true
		}
	}
	return nil, false
}

// unsaved returns the keys whose secret is on the screen and nowhere else.
func (m *Model) unsaved() []iamsvc.Key {
	var keys []iamsvc.Key
	for _, w := range m.Windows {
		if d, ok := w.Dialog.(*dialog.Reveal); ok && !d.Saved() {
			keys = append(keys, d.Key())
		}
	}
	return keys
}
