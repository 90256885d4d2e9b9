package dialog

import (
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/theme"
)

// CopySecret is the result of a Reveal when the secret is to be copied; the window stays open.
type CopySecret struct{}

// Leave is the result of a Reveal when it is to be closed: at once if the secret was saved, else after a question.
type Leave struct{}

// SaveSecret is the result of a Reveal when the secret is to be saved to a file; the window stays open.
type SaveSecret struct{}

// CheckSecret is the result of a Reveal when the new key is to be tried; the window stays open.
type CheckSecret struct{}

// Shown is the result of a Reveal when the secret has come to be seen; the window stays open. Time counts how often it
// has.
type Shown struct{ Time int }

// Reveal shows a new key and its secret, masked until it is asked for. It is the only place that holds the secret: it
// is gone when the window is.
type Reveal struct {
	new     iamsvc.NewKey
	account string
	shown   bool
	times   int  // how often it was shown
	copied  bool // is on the clipboard, for a while
	sent    bool // to the terminal's clipboard, which does not say whether it is there
	saved   bool
	note    Line
	focus   int
	keys    keyMap
}

// NewReveal returns the window for a key that was just created in the account that label names.
func NewReveal(k iamsvc.NewKey, account string) *Reveal {
	d := &Reveal{new: k, account: account, keys: newKeyMap()}
	d.keys.Cancel.SetHelp("esc", "close")
	return d
}

// Key returns the key, without its secret.
func (d *Reveal) Key() iamsvc.Key { return d.new.Key }

// Secret returns the secret, to hand it over where the person asked.
func (d *Reveal) Secret() iamsvc.Secret { return d.new.Secret }

// Saved reports whether the secret is known to be somewhere else than on this screen.
func (d *Reveal) Saved() bool { return d.saved || d.copied }

// SetSaved records where the secret went. Sure is false where that cannot be confirmed: it does not count as saved.
func (d *Reveal) SetSaved(note Line, sure bool) {
	d.note = note
	d.saved = d.saved || sure
}

// SetNote shows a line of news in the window.
func (d *Reveal) SetNote(note Line) { d.note = note }

// SetCopied records that the secret is on the machine's clipboard, until Lost.
func (d *Reveal) SetCopied(note Line) { d.note, d.copied = note, true }

// SetSent records that the terminal was asked to copy the secret, which it does not confirm.
func (d *Reveal) SetSent(note Line) { d.note, d.sent = note, true }

// Sent reports whether the secret may be on the terminal's clipboard, which the person alone can tell.
func (d *Reveal) Sent() bool { return d.sent }

// Lost records that the secret is not on the clipboard any more, if it was.
func (d *Reveal) Lost(note Line) {
	if d.copied || d.sent {
		d.note, d.copied, d.sent = note, false, false
	}
}

// Mask hides the secret.
func (d *Reveal) Mask() { d.shown = false }

// MaskAfter hides the secret if it still is shown for the time-th time: it was not hidden and shown again since.
func (d *Reveal) MaskAfter(time int) {
	if d.times == time {
		d.shown = false
	}
}

func (d *Reveal) toggle() Result {
	d.shown = !d.shown
	if !d.shown {
		return nil
	}
	d.times++
	return Shown{d.times}
}

// Kind returns KindReveal.
func (d *Reveal) Kind() Kind { return KindReveal }

// Update shows, masks, and returns CopySecret or Leave.
func (d *Reveal) Update(msg tea.Msg) Result {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	switch {
	case key.Matches(press, d.keys.Copy):
		return CopySecret{}
	case key.Matches(press, d.keys.Check):
		return CheckSecret{}
	case key.Matches(press, d.keys.Save):
		return SaveSecret{}
	case key.Matches(press, d.keys.Show):
		return d.toggle()
	case key.Matches(press, d.keys.Next):
		d.focus = (d.focus + 1) % len(d.buttons())
	case key.Matches(press, d.keys.Prev):
		d.focus = (d.focus + len(d.buttons()) - 1) % len(d.buttons())
	case key.Matches(press, d.keys.Press):
		return d.press()
	case key.Matches(press, d.keys.Cancel):
		return Leave{}
	}
	return nil
}

func (d *Reveal) press() Result {
	r := d.buttons()[d.focus].Result
	if _, ok := r.(toggleShown); ok {
		return d.toggle()
	}
	return r
}

type toggleShown struct{}

func (d *Reveal) buttons() []Button {
	show := "Show (v)"
	if d.shown {
		show = "Mask (v)"
	}
	return []Button{
		{Label: "Copy (y)", Result: CopySecret{}},
		{Label: show, Result: toggleShown{}},
		{Label: "Save (s)", Result: SaveSecret{}},
		{Label: "Check (c)", Result: CheckSecret{}},
		{Label: "Close", Result: Leave{}},
	}
}

// View draws the window.
func (d *Reveal) View(t theme.Theme, width, height int) string {
	secret := strings.Repeat(t.Marks.Dots, utf8.RuneCountInString(d.new.Secret.Reveal()))
	if d.shown {
		secret = d.new.Secret.Reveal()
	}
	w := min(width, common)
	inner := w - 4
	body := Render(t, []Line{
		{Text: "Account " + d.account, Tone: Dim},
		{Text: "", Tone: Plain},
		{Text: labelled("Access key ID", d.new.ID, inner), Tone: Strong},
		{Text: labelled("Secret access key", secret, inner), Tone: Strong},
		{Text: "", Tone: Plain},
		{Text: "This secret is shown only once. You can't retrieve it after you close this window.", Tone: Warn},
		d.note,
	}, inner)
	row := buttonRow(t, d.buttons(), d.focus, inner)
	return frame(t, "New access key of "+d.new.User.String(), false, w, height, body, []string{"", row})
}

// labelled puts a value beside its label, or on a line of its own: a secret must not be broken in two.
func labelled(label, value string, width int) string {
	const column = 19
	if column+utf8.RuneCountInString(value) > width {
		return value
	}
	return label + strings.Repeat(" ", column-len(label)) + value
}

// Bindings returns the keys of the window.
func (d *Reveal) Bindings() []key.Binding {
	return []key.Binding{d.keys.Copy, d.keys.Show, d.keys.Save, d.keys.Check, d.keys.Press, d.keys.Cancel}
}
