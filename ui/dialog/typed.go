package dialog

import (
	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"akia/ui/text"
	"akia/ui/theme"
)

// pasteLimit bounds what is taken of a paste: more is a mistake, and would only cost time.
const pasteLimit = 4 << 10

// Typed asks for a text. Only enter and esc act; every other key is text.
type Typed struct {
	title  string
	lines  []Line
	input  textinput.Model
	danger bool
	accept func(string) (Result, string)
	fault  string
	keys   keyMap
}

// NewTyped returns a question that wants a text. When enter is pressed, accept gets it and returns the result, or nil and
// one sentence on what is wrong with it. Danger frames it as something that destroys.
func NewTyped(title string, lines []Line, danger bool, accept func(string) (Result, string)) *Typed {
	d := &Typed{title: title, lines: lines, input: NewInput(), danger: danger, accept: accept, keys: newKeyMap()}
	d.keys.Press.SetHelp("enter", "confirm")
	return d
}

// NewInput returns a focused line of text without a blinking cursor, which would be a timer that runs when nothing happens.
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
	*in, _ = in.Update(msg)
}

// Kind returns KindTyped.
func (d *Typed) Kind() Kind { return KindTyped }

// Update edits the text and returns the result once enter is pressed and the text is accepted.
func (d *Typed) Update(msg tea.Msg) Result {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch {
		case key.Matches(press, d.keys.Press):
			result, fault := d.accept(d.input.Value())
			d.fault = fault
			return result
		case key.Matches(press, d.keys.Cancel):
			return Cancelled{}
		}
	}
	d.fault = ""
	Feed(&d.input, msg)
	return nil
}

// View draws the question with its line of text.
func (d *Typed) View(t theme.Theme, width, height int) string {
	inner := min(width, widest) - 4
	in := d.input
	in.SetWidth(max(inner-3, 1))
	fault := ""
	if d.fault != "" {
		fault = t.Bad.Render(text.Cut(d.fault, inner, t.Marks.Ellipsis))
	}
	body := func(inner int) []string { return render(t, d.lines, inner) }
	foot := []string{"", t.Accent.Render(t.Marks.Cursor) + " " + in.View(), fault}
	return frame(t, d.title, d.danger, width, height, body, foot)
}

// Bindings returns the two keys that act.
func (d *Typed) Bindings() []key.Binding { return []key.Binding{d.keys.Press, d.keys.Cancel} }
