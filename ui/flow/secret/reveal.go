package secret

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/stage"
)

// ShowTime is how long a secret can be read before it is masked again by itself.
const ShowTime = 30 * time.Second

// discardWord is what must be typed to lose an unsaved secret: no habit types it.
const discardWord = "discard"

// Flow is the windows that show the secrets of new keys. Make it with New. It keeps no secret: each is in its window
// alone, and is forgotten when that is closed.
type Flow struct {
	*stage.Stage
	copies int // counts the copies of secrets to the clipboard: the last one alone is on it
}

// New returns the flow of a screen, without a window.
func New(s *stage.Stage) *Flow { return &Flow{Stage: s} }

// Show opens the window of a new key, masked. It opens by itself, wherever the person is by now.
func (r *Flow) Show(k iamsvc.NewKey) {
	d := dialog.NewReveal(k, r.AccountLabel())
	r.Push(stage.Window{Dialog: d, ByItself: true, Stays: window{r, d}})
}

// window takes what the window of one secret is answered with.
type window struct {
	flow   *Flow
	reveal *dialog.Reveal
}

// Answer implements stage.Answerer: it copies the secret, or closes its window if it is safe somewhere, else asks.
func (w window) Answer(result dialog.Result) tea.Cmd {
	r, d := w.flow, w.reveal
	switch result := result.(type) {
	case dialog.CopySecret:
		return r.copyOut(d.Secret().Reveal(), copied{flow: r, what: "The secret", secretOf: d.Key().ID})
	case dialog.CheckSecret:
		return r.verify(d)
	case dialog.SaveSecret:
		r.askSave(d.Key())
	case dialog.Shown:
		return r.After(ShowTime, shownLong{r, d.Key().ID, result.Time})
	case dialog.Leave:
		r.leave(d)
	}
	return nil
}

// shownLong ends the time-th showing of the secret of a key.
type shownLong struct {
	flow  *Flow
	keyID string
	time  int
}

// Take implements stage.Message: it masks the secret.
func (msg shownLong) Take() tea.Cmd {
	if d, ok := msg.flow.of(msg.keyID); ok {
		d.MaskAfter(msg.time)
	}
	return nil
}

// leave closes the window of a secret that is safe, and asks about one that is not.
func (r *Flow) leave(d *dialog.Reveal) {
	switch {
	case d.Saved():
		r.Close()
	case d.Sent():
		r.Open(r.askWhetherCopied(d.Key().ID))
	default:
		r.Open(r.askDiscard(d.Key().ID))
	}
}

// discard is the answer that an unsaved secret may be lost.
type discard struct{ flow *Flow }

// Do implements stage.Result: it closes the window of the secret, which is on top now.
func (a discard) Do() tea.Cmd {
	a.flow.Close()
	return nil
}

func (r *Flow) askDiscard(keyID string) dialog.Dialog {
	return dialog.NewTyped("Discard the secret?", []dialog.Line{
		{Text: "The secret of " + keyID + " wasn't saved, and can't be retrieved later.", Tone: dialog.Warn},
		{Text: "Type " + discardWord + " to close anyway; esc goes back."},
	}, true, func(s string) (dialog.Result, string) {
		if strings.TrimSpace(s) == discardWord {
			return discard{r}, ""
		}
		return nil, "Type " + discardWord + ", or press esc to go back to the secret."
	})
}

// askWhetherCopied asks what the terminal does not tell: whether its clipboard has the secret.
func (r *Flow) askWhetherCopied(keyID string) dialog.Dialog {
	return dialog.NewAsk("Do you have the secret?", []dialog.Line{
		{Text: "The secret of " + keyID + " was copied through the terminal (unconfirmed). " +
			"Paste it somewhere safe first: it can't be retrieved later.", Tone: dialog.Warn},
	}, dialog.Button{Label: "I have it, close", Result: discard{r}, Danger: true, Yes: true})
}

// Mask hides every secret that is shown.
func (r *Flow) Mask() {
	for _, d := range r.all() {
		d.Mask()
	}
}

// Unsaved returns the keys whose secret is on the screen and nowhere else.
func (r *Flow) Unsaved() []iamsvc.Key {
	var keys []iamsvc.Key
	for _, d := range r.all() {
		if !d.Saved() {
			keys = append(keys, d.Key())
		}
	}
	return keys
}

// of returns the window that shows the secret of a key.
func (r *Flow) of(keyID string) (*dialog.Reveal, bool) {
	for _, d := range r.all() {
		if d.Key().ID == keyID {
			return d, true
		}
	}
	return nil, false
}

// all returns the windows that are open, the lowest first.
func (r *Flow) all() []*dialog.Reveal {
	var all []*dialog.Reveal
	for _, w := range r.Windows {
		if d, ok := w.Dialog.(*dialog.Reveal); ok {
			all = append(all, d)
		}
	}
	return all
}
