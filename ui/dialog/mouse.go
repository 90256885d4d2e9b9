package dialog

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"akia/ui/area"
	"akia/ui/theme"
)

// What the mouse does to a dialog. All but PressButton only move about in it.
type (
	// PressButton is a click on a button: it answers as the button does.
	PressButton struct{ Button int }
	// Point is a click on a line of a list: it comes into focus.
	Point struct{ Line int }
	// Wheel scrolls by so many lines, up if that is less than 0.
	Wheel struct{ Lines int }
)

// Mouse is a dialog that the mouse can act on.
type Mouse interface {
	Dialog
	// Mouse takes a PressButton, a Point or a Wheel.
	Mouse(msg tea.Msg) Result
}

// Mouse implements Mouse: buttons answer, the wheel reads on.
func (a *Ask) Mouse(msg tea.Msg) Result {
	switch msg := msg.(type) {
	case PressButton:
		if msg.Button < len(a.buttons) {
			return a.buttons[msg.Button].Result
		}
	case Wheel:
		a.off = max(a.off+msg.Lines, 0) // as far as there is more, which the drawing knows
	}
	return nil
}

// Mouse implements Mouse: buttons answer.
func (d *Reveal) Mouse(msg tea.Msg) Result {
	if click, ok := msg.(PressButton); ok && click.Button < len(d.buttons()) {
		d.focus = click.Button
		return d.press()
	}
	return nil
}

// Mouse implements Mouse: the buttons of the question answer, a step comes into focus.
func (g *Guide) Mouse(msg tea.Msg) Result {
	switch msg := msg.(type) {
	case PressButton:
		if g.question != nil {
			return g.question.Mouse(msg)
		}
	case Point:
		if msg.Line < len(g.steps) {
			g.asking = false
			g.Focus(msg.Line)
		}
	}
	return nil
}

// Mouse implements Mouse: an option comes into focus, and the wheel goes from one to the next.
func (m *Menu) Mouse(msg tea.Msg) Result {
	switch msg := msg.(type) {
	case Point:
		m.focus = min(msg.Line, len(m.options)-1)
	case Wheel:
		m.focus = max(min(m.focus+msg.Lines, len(m.options)-1), 0)
	}
	return nil
}

// Mouse implements Mouse: a choice comes into focus, and the wheel goes from one to the next. Enter chooses.
func (f *Finder) Mouse(msg tea.Msg) Result {
	switch msg := msg.(type) {
	case Point:
		if msg.Line < len(f.choices) {
			f.focus = msg.Line
		}
	case Wheel:
		f.focus = max(min(f.focus+msg.Lines, len(f.choices)-1), 0)
	}
	return nil
}

// Mouse implements Mouse: the wheel scrolls.
func (p *Page) Mouse(msg tea.Msg) Result {
	if wheel, ok := msg.(Wheel); ok {
		p.scroll(p.off + wheel.Lines)
	}
	return nil
}

// Mouse implements Mouse: the wheel scrolls.
func (r *Results) Mouse(msg tea.Msg) Result {
	if wheel, ok := msg.(Wheel); ok {
		r.scroll(r.off + wheel.Lines)
		r.moved = true
	}
	return nil
}

// Mouse implements Mouse: a field comes into focus.
func (d *Form) Mouse(msg tea.Msg) Result {
	if at, ok := msg.(Point); ok && at.Line < len(d.fields) {
		d.focus = at.Line
	}
	return nil
}

// pressable is what names a key, as an area that stands for the key.
func pressable(t theme.Theme, b key.Binding, drawn string) string {
	if t.Areas == nil || len(b.Keys()) == 0 {
		return drawn
	}
	return t.Area(area.Press(b.Keys()[0]), drawn)
}
