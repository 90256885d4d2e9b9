package dialog

import (
	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"akia/ui/text"
	"akia/ui/theme"
)

// Field is one line of text of a Form. Check, if there is one, is asked with each change and returns what is wrong with
// the text in one sentence; empty if nothing is.
type Field struct {
	Label string
	Value string
	Check func(string) string
	// Masked draws dots in place of the text, until ctrl+o shows it.
	Masked bool
}

// Form asks for one or more lines of text. Only enter, esc and the keys that go between fields act; every other is
// text.
type Form struct {
	title  string
	lines  []Line
	fields []Field
	inputs []textinput.Model
	focus  int
	danger bool
	accept func([]string) (Result, string)
	fault  string
	keys   keyMap
}

// NewForm returns a form whose first field is in focus. When enter is pressed, accept gets the texts and returns the
// result, or nil and one sentence on what is wrong. Danger frames it as something that destroys.
func NewForm(title string, lines []Line, danger bool, fields []Field, accept func([]string) (Result, string)) *Form {
	d := &Form{title: title, lines: lines, fields: fields, danger: danger, accept: accept, keys: newKeyMap()}
	d.keys.Peek.SetEnabled(false)
	for _, f := range fields {
		in := NewInput()
		in.SetValue(f.Value)
		in.CursorEnd()
		if f.Masked {
			in.EchoMode, in.EchoCharacter = textinput.EchoPassword, '*'
			d.keys.Peek.SetEnabled(true)
		}
		d.inputs = append(d.inputs, in)
	}
	d.keys.Press.SetHelp("enter", "confirm")
	d.keys.NextField.SetEnabled(len(fields) > 1)
	d.keys.PrevField.SetEnabled(len(fields) > 1)
	return d
}

// NewTyped returns a form of one field without a label.
func NewTyped(title string, lines []Line, danger bool, accept func(string) (Result, string)) *Form {
	return NewForm(title, lines, danger, []Field{{}}, func(texts []string) (Result, string) { return accept(texts[0]) })
}

// destroys reports whether what is confirmed by it cannot be taken back.
func (d *Form) destroys() bool { return d.danger }

// Kind returns KindTyped.
func (d *Form) Kind() Kind { return KindTyped }

// Update edits the field in focus and returns the result once enter is pressed and the texts are accepted.
func (d *Form) Update(msg tea.Msg) Result {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch {
		case key.Matches(press, d.keys.Press):
			return d.confirm()
		case key.Matches(press, d.keys.Cancel):
			return Cancelled{}
		case key.Matches(press, d.keys.Peek):
			d.peek()
			return nil
		case key.Matches(press, d.keys.NextField):
			d.focus = (d.focus + 1) % len(d.fields)
			return nil
		case key.Matches(press, d.keys.PrevField):
			d.focus = (d.focus + len(d.fields) - 1) % len(d.fields)
			return nil
		}
	}
	Feed(&d.inputs[d.focus], msg)
	d.fault = d.check(d.focus)
	return nil
}

// peek shows what is masked, or masks it again.
func (d *Form) peek() {
	in := &d.inputs[d.focus]
	if in.EchoMode == textinput.EchoNormal {
		in.EchoMode = textinput.EchoPassword
		return
	}
	in.EchoMode = textinput.EchoNormal
}

// check returns what is wrong with the text of a field.
func (d *Form) check(i int) string {
	if c := d.fields[i].Check; c != nil {
		return c(d.inputs[i].Value())
	}
	return ""
}

// confirm returns the result if every field is right, else goes to the first that is not.
func (d *Form) confirm() Result {
	texts := make([]string, len(d.fields))
	for i := range d.fields {
		if fault := d.check(i); fault != "" {
			d.focus, d.fault = i, fault
			return nil
		}
		texts[i] = d.inputs[i].Value()
	}
	result, fault := d.accept(texts)
	d.fault = fault
	return result
}

// View draws the form.
func (d *Form) View(t theme.Theme, width, height int) string {
	w := wide(width, d.lines)
	inner := w - 4
	labels := 0
	for _, f := range d.fields {
		labels = max(labels, text.Width(f.Label))
	}
	foot := []string{""}
	for i, f := range d.fields {
		in, mark := d.inputs[i], "  "
		if i == d.focus {
			mark = t.Marks.Cursor + " "
		} else {
			in.Blur()
		}
		label := ""
		if labels > 0 {
			label = text.Fit(f.Label, labels, t.Marks.Ellipsis) + "  "
		}
		FitInput(&in, max(inner-3-text.Width(label), 1))
		foot = append(foot, t.Area(Point{i}, t.Accent.Render(mark)+t.Dim.Render(label)+in.View()))
	}
	foot = append(foot, t.Bad.Render(text.Cut(d.fault, inner, t.Marks.Ellipsis)))
	return frame(t, d.title, d.danger, w, height, Render(t, d.lines, inner), foot)
}

// Bindings returns the keys that act.
func (d *Form) Bindings() []key.Binding {
	return []key.Binding{d.keys.NextField, d.keys.Peek, d.keys.Press, d.keys.Cancel}
}
