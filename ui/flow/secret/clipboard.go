package secret

import (
	"crypto/sha256"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"akia/ui/dialog"
	"akia/ui/stage"
)

// clipTime is how long a secret stays on the machine's clipboard.
const clipTime = 45 * time.Second

// Copy copies a text that is no secret, and says so; what names it to the person.
func (r *Flow) Copy(what, text string) tea.Cmd { return r.copyOut(text, copied{flow: r, what: what}) }

// CopySeveral copies n things in one text, and says so; what names them to the person.
func (r *Flow) CopySeveral(what string, n int, text string) tea.Cmd {
	return r.copyOut(text, copied{flow: r, what: what, several: n > 1})
}

// copied says how copying to the machine's own clipboard went. It never holds what was copied.
type copied struct {
	flow     *Flow
	what     string
	several  bool   // things, as what names them
	secretOf string // the key whose secret it was; empty for other text
	native   bool   // the machine has a clipboard
	refused  bool   // it was not copied: it is not what it should be
	err      error
}

// copyOut asks the terminal and the machine's own clipboard for a copy. The terminal does not answer. What would do
// more than stand where it is pasted, such as a line break that runs a command, is not copied.
func (r *Flow) copyOut(text string, done copied) tea.Cmd {
	if strings.ContainsFunc(text, breaksOut) {
		done.refused = true
		return func() tea.Msg { return done }
	}
	c := r.Config.Clipboard
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

// Take implements stage.Message: it says where the copy went. Only the machine's own clipboard is sure, and can be
// cleared again.
func (msg copied) Take() tea.Cmd {
	r := msg.flow
	if msg.refused {
		return r.notCopied(msg)
	}
	sure := msg.native && msg.err == nil
	if sure {
		r.overwritten(msg.secretOf)
	}
	was, it := " was ", "it"
	if msg.several {
		was, it = " were ", "them"
	}
	line := dialog.Line{Text: msg.what + was + "copied to the clipboard.", Tone: dialog.Good}
	if !sure {
		line.Text = msg.what + was + "sent to the terminal's clipboard, which does not confirm it: paste " + it +
			" to be sure."
		line.Tone = dialog.Warn
	}
	if msg.secretOf == "" {
		return r.Say(line.Tone, line.Text)
	}
	d, ok := r.of(msg.secretOf)
	if !ok {
		return nil
	}
	if !sure {
		d.SetSent(line)
		return nil
	}
	seconds := strconv.Itoa(int(clipTime / time.Second))
	line.Text += " In " + seconds + " s it is taken off again, unless akia has ended by then."
	d.SetCopied(line)
	r.copies++
	return r.After(clipTime, clipOver{r, msg.secretOf, r.copies, sum(d.Secret().Reveal())})
}

// notCopied says why something was not copied.
func (r *Flow) notCopied(msg copied) tea.Cmd {
	line := dialog.Line{Text: msg.what + " has characters that don't belong in it, and wasn't copied.", Tone: dialog.Bad}
	if d, ok := r.of(msg.secretOf); ok {
		d.SetSaved(line, false)
		return nil
	}
	return r.Say(line.Tone, line.Text)
}

// overwritten notes that the clipboard holds the secret of this key, or none, and so no other one any more.
func (r *Flow) overwritten(keyID string) {
	for _, d := range r.all() {
		if d.Key().ID != keyID {
			d.Lost(dialog.Line{Text: "Something else was copied since: copy the secret again or save it.", Tone: dialog.Warn})
		}
	}
}

// sum tells whether a text is a secret that was copied, without keeping the secret.
func sum(text string) [sha256.Size]byte { return sha256.Sum256([]byte(text)) }

// clipOver ends the time that a secret may stay on the clipboard since the time-th copy; it holds a digest, never the
// secret.
type clipOver struct {
	flow   *Flow
	keyID  string
	time   int
	secret [sha256.Size]byte
}

// Take implements stage.Message: it takes the secret off the clipboard, unless one was copied since, which has a time
// of its own.
func (msg clipOver) Take() tea.Cmd {
	if msg.time != msg.flow.copies {
		return nil
	}
	c := msg.flow.Config.Clipboard
	return func() tea.Msg { return cleared{msg.flow, msg.keyID, msg.clear(c)} }
}

// clipEnd is what became of a secret on the clipboard when its time was over.
type clipEnd uint8

const (
	clipCleared clipEnd = iota // it was taken off
	clipOther                  // something else had taken its place
	clipStuck                  // it could not be taken off
	clipUnknown                // what is on the clipboard could not be read
)

// clear takes the secret off the machine's clipboard if that still holds it.
func (msg clipOver) clear(c stage.Clipboard) clipEnd {
	switch now, err := c.Read(); {
	case err != nil:
		return clipUnknown
	case sum(now) != msg.secret:
		return clipOther
	case c.Copy("") != nil:
		return clipStuck
	}
	return clipCleared
}

// cleared says how taking a secret off the clipboard went.
type cleared struct {
	flow  *Flow
	keyID string
	end   clipEnd
}

// Take implements stage.Message: it says so. A secret that is still on the screen is then there alone again.
func (msg cleared) Take() tea.Cmd {
	r := msg.flow
	var lost string
	var said tea.Cmd
	switch msg.end {
	case clipCleared:
		lost = "The secret was taken off the clipboard: copy it again or save it."
		said = r.Say(dialog.Good, "The secret was taken off the clipboard")
	case clipOther:
		lost = "The clipboard holds something else: copy the secret again or save it."
	case clipStuck:
		return r.Say(dialog.Warn, "The secret is still on the clipboard: it could not be cleared")
	case clipUnknown:
		lost = "The clipboard could not be read: copy the secret again or save it."
		said = r.Say(dialog.Warn, "The clipboard could not be read: clear it if the secret is still on it")
	}
	if d, ok := r.of(msg.keyID); ok {
		d.Lost(dialog.Line{Text: lost, Tone: dialog.Warn})
	}
	return said
}
