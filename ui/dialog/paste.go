package dialog

import (
	tea "charm.land/bubbletea/v2"
)

// mostPasted bounds what is looked at of a pasted text.
const mostPasted = 4 << 20

// Paste is a form of one line into which a text of any length can be pasted.
type Paste struct {
	*Form
	take func(string) Result
}

// NewPaste returns a form of one field. What is pasted is given to take first; if that returns nil it goes into the
// line, as what is typed does.
func NewPaste(title string, lines []Line, take func(string) Result, accept func(string) (Result, string)) *Paste {
	return &Paste{NewTyped(title, lines, false, accept), take}
}

// Update takes a paste, and edits the line.
func (d *Paste) Update(msg tea.Msg) Result {
	if p, ok := msg.(tea.PasteMsg); ok {
		if r := d.take(p.Content[:min(len(p.Content), mostPasted)]); r != nil {
			return r
		}
	}
	return d.Form.Update(msg)
}
