package dialog

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"akia/ui/text"
	"akia/ui/theme"
)

// Option is one line of a Menu, with a note on what it does.
type Option struct {
	Label  string
	Note   string
	Result Result
}

// Menu is a choice among more options than buttons could show.
type Menu struct {
	title   string
	lines   []Line
	options []Option
	focus   int
	keys    keyMap
}

// NewMenu returns a menu whose first option is in focus.
func NewMenu(title string, lines []Line, options ...Option) *Menu {
	m := &Menu{title: title, lines: lines, options: options, keys: newKeyMap()}
	m.keys.Press.SetHelp("enter", "choose")
	return m
}

// Set replaces one of the options.
func (m *Menu) Set(i int, o Option) { m.options[i] = o }

// Follow takes over what another menu offers; the option in focus stays, wherever it is now. What enter does has changed if
// it is not there any more.
func (m *Menu) Follow(next Dialog) (changed bool) {
	n, ok := next.(*Menu)
	if !ok {
		return false
	}
	label := m.options[m.focus].Label
	m.title, m.lines, m.options = n.title, n.lines, n.options
	at := slices.IndexFunc(m.options, func(o Option) bool { return o.Label == label })
	m.focus = max(at, 0)
	return at < 0
}

// Kind returns KindButtons: letters act, and none of them is text.
func (m *Menu) Kind() Kind { return KindButtons }

// Update moves between the options and returns the result of the one that was chosen.
func (m *Menu) Update(msg tea.Msg) Result {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	switch {
	case key.Matches(press, m.keys.Press):
		return m.options[m.focus].Result
	case key.Matches(press, m.keys.No, m.keys.Cancel):
		return Cancelled{}
	case key.Matches(press, m.keys.Next):
		m.focus = (m.focus + 1) % len(m.options)
	case key.Matches(press, m.keys.Prev):
		m.focus = (m.focus + len(m.options) - 1) % len(m.options)
	}
	return nil
}

// View draws the menu; where not all options fit, those around the one in focus are shown.
func (m *Menu) View(t theme.Theme, width, height int) string {
	labels := 0
	for _, o := range m.options {
		labels = max(labels, text.Width(o.Label))
	}
	inner := min(width, widest) - 4
	body := render(t, m.lines, inner)
	if len(body) > 0 {
		body = append(body, "")
	}
	room := max(min(len(m.options), height-3-len(body)), 1)
	from := max(min(m.focus-room/2, len(m.options)-room), 0)
	var foot []string
	for i := from; i < from+room; i++ {
		o := m.options[i]
		p, mark := t.Palette, "  "
		if i == m.focus {
			p, mark = t.Selected, t.Marks.Cursor+" "
		}
		label := text.Fit(o.Label, min(labels, inner-2), t.Marks.Ellipsis)
		note := text.Fit(o.Note, max(inner-4-text.Width(label), 0), t.Marks.Ellipsis)
		foot = append(foot, p.Accent.Render(mark)+p.Strong.Render(label)+p.Text.Render("  ")+p.Dim.Render(note))
	}
	return frame(t, m.title, false, width, height, func(int) []string { return body }, foot)
}

// Bindings returns the keys of a menu.
func (m *Menu) Bindings() []key.Binding {
	next, prev := m.keys.Next, m.keys.Prev
	next.SetHelp("↓", "next")
	prev.SetHelp("↑", "previous")
	return []key.Binding{next, prev, m.keys.Press, m.keys.Cancel}
}
