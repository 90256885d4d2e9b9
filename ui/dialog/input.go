package dialog

import (
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"akia/ui/text"
)

// pasteLimit bounds what is taken of a paste: more is a mistake, and would only cost time.
const pasteLimit = 4 << 10

// NewInput returns a focused line of text without a blinking cursor, which would be a timer that runs when nothing
// happens.
func NewInput() textinput.Model {
	in := textinput.New()
	in.Prompt = ""
	in.CharLimit = 256
	// Pastes come from the terminal, as a message of their own; reading a clipboard is not for an update.
	in.KeyMap.Paste.SetEnabled(false)
	styles := in.Styles()
	styles.Cursor.Blink = false
	plain := textinput.StyleState{Text: lipgloss.NewStyle(), Placeholder: lipgloss.NewStyle().Faint(true)}
	styles.Focused, styles.Blurred = plain, plain
	styles.Cursor.Color = nil
	in.SetStyles(styles)
	_ = in.Focus() // returns no command: the cursor does not blink
	return in
}

// Feed gives a key press or a paste to a line of text.
func Feed(in *textinput.Model, msg tea.Msg) {
	if p, ok := msg.(tea.PasteMsg); ok {
		if len(p.Content) > pasteLimit {
			p.Content = p.Content[:pasteLimit]
		}
		msg = tea.PasteMsg{Content: text.Trim(p.Content)}
	}
	if press, ok := msg.(tea.KeyPressMsg); ok && press.Text != "" {
		press.Text = text.Clean(press.Text)
		msg = press
	}
	*in, _ = in.Update(msg)
}

// FitInput makes a line of text about to be drawn at most width cells wide, and one for the cursor behind its end. What
// is shown of a longer one is the part with the cursor in it.
func FitInput(in *textinput.Model, width int) {
	at := in.Position()
	in.SetWidth(width)
	in.CursorEnd()
	in.SetCursor(at)
}
