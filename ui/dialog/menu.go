package dialog

import (
	"slices"
	"strconv"

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

// CancelFirst adds an option that cancels and puts it in focus, where enter alone is to do nothing.
func (m *Menu) CancelFirst() *Menu {
	m.options = append(m.options, Option{Label: "Cancel", Result: Cancelled{}})
	m.focus = len(m.options) - 1
	return m
}

// Set replaces one of the options.
func (m *Menu) Set(i int, o Option) { m.options[i] = o }

// Follow takes over what another menu offers; the option in focus stays, wherever it is now. What enter does has
// changed if it is not there any more.
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
	case key.Matches(press, m.keys.Number):
		if at := int(press.String()[0] - '1'); at < len(m.options) {
			m.focus = at
		}
	}
	return nil
}

// View draws the menu, as wide as its options need. Where not all of them fit, those around the one in focus are shown,
// and how many there are above and below.
func (m *Menu) View(t theme.Theme, width, height int) string {
	labels, notes := m.widths()
	w := min(width, max(common, labels+notes+menuMargin))
	body := Render(t, m.lines, w-4)
	if len(body) > 0 {
		body = append(body, "")
	}
	room := height - 3 - len(body)
	if len(m.options) <= room {
		return frame(t, m.title, false, w, height, body, m.draw(t, 0, len(m.options), labels, w-4))
	}
	room = max(room-2, 1)
	from := max(min(m.focus-room/2, len(m.options)-room), 0)
	to := min(from+room, len(m.options))
	foot := []string{t.Dim.Render(moreOptions(from, "above"))}
	foot = append(foot, m.draw(t, from, to, labels, w-4)...)
	foot = append(foot, t.Dim.Render(moreOptions(len(m.options)-to, "below")))
	return frame(t, m.title, false, w, height, body, foot)
}

// menuMargin is what an option takes besides its label and its note: the frame, the cursor, the number and the gaps.
const menuMargin = 10

// numbered are how many options have a number, which goes to them.
const numbered = 9

// number returns what stands before the label of an option.
func number(i int) string {
	if i < numbered {
		return strconv.Itoa(i+1) + " "
	}
	return "  "
}

// widths returns the widths of the longest label and the longest note.
func (m *Menu) widths() (labels, notes int) {
	for _, o := range m.options {
		labels, notes = max(labels, text.Width(o.Label)), max(notes, text.Width(o.Note))
	}
	return labels, notes
}

func moreOptions(n int, where string) string {
	if n == 0 {
		return ""
	}
	return "  " + text.Count(n) + " more " + where
}

// draw draws some of the options in inner cells.
func (m *Menu) draw(t theme.Theme, from, to, labels, inner int) []string {
	lines := make([]string, 0, to-from+2)
	for i := from; i < to; i++ {
		o := m.options[i]
		p, mark := t.Palette, "  "
		if i == m.focus {
			p, mark = t.Selected, t.Marks.Cursor+" "
		}
		label := text.Fit(o.Label, min(labels, inner-4), t.Marks.Ellipsis)
		note := text.Fit(o.Note, max(inner-6-text.Width(label), 0), t.Marks.Ellipsis)
		line := p.Accent.Render(mark) + p.Dim.Render(number(i))
		line += p.Strong.Render(label) + p.Text.Render("  ") + p.Dim.Render(note)
		lines = append(lines, t.Area(Point{i}, line))
	}
	return lines
}

// Bindings returns the keys of a menu.
func (m *Menu) Bindings() []key.Binding {
	next, prev := m.keys.Next, m.keys.Prev
	next.SetHelp("↓", "next")
	prev.SetHelp("↑", "previous")
	return []key.Binding{next, prev, m.keys.Number, m.keys.Press, m.keys.Cancel}
}
