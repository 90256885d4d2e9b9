package ui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"

	"akia/ui/action"
	"akia/ui/area"
	"akia/ui/text"
)

// hint is a key and what it does, as the help line shows them.
type hint struct {
	key, does string
	press     string // the key that a click on it presses; empty for none
}

func (h hint) width() int { return text.Width(h.key) + 1 + text.Width(h.does) + 2 }

// helpLine shows the keys that do something now, the most useful first, as many as fit; how to get help and how to
// leave are always among them. The help of bubbles cuts the end off where it is narrow, which is where these stand.
func (m *Model) helpLine() string {
	if under := m.underFilter(); under != "" {
		return under
	}
	hints, end := m.hints()
	room := m.Width + 1 // the last one needs no space behind it
	for _, h := range end {
		room -= h.width()
	}
	var b strings.Builder
	b.Grow(styledCells * m.Width)
	b.WriteString(" ")
	show := func(h hint) {
		shown := m.Theme.Accent.Render(h.key) + m.Theme.Dim.Render(" "+h.does)
		if m.Theme.Areas != nil && h.press != "" {
			shown = m.Theme.Area(area.Press(h.press), shown)
		}
		b.WriteString(shown)
		b.WriteString("  ")
	}
	for _, h := range hints {
		if w := h.width(); w <= room {
			room -= w
			show(h)
		}
	}
	for _, h := range end {
		show(h)
	}
	return strings.TrimRight(b.String(), " ")
}

// styledCells is how many bytes a cell of the help line takes with its style, roughly.
const styledCells = 6

// underFilter says what is wrong with the filter that is being typed, or how it can go on; empty for nothing.
func (m *Model) underFilter() string {
	switch m.mode() {
	case filtering:
		return m.browse.UnderFilter()
	case searching:
		return m.audit.UnderFilter()
	default:
		return ""
	}
}

// hints are what the help line has to show now, in its order, and those that end it.
func (m *Model) hints() (hints, end []hint) {
	switch m.mode() {
	case asking:
		return m.hintsOf(append(m.Top().Bindings(), m.pageBindings()...)), nil
	case filtering:
		return m.hintsOf(m.browse.FilterBindings()), nil
	case searching:
		return m.hintsOf(m.audit.FilterBindings()), nil
	default:
		return m.hintsOfActions()
	}
}

// first returns the first of some keys; empty if there are none.
func first(keys []string) string {
	if len(keys) == 0 {
		return ""
	}
	return keys[0]
}

// hintsOf are those of keys that act.
func (m *Model) hintsOf(bindings []key.Binding) []hint {
	var hints []hint
	for _, k := range bindings {
		if k.Enabled() {
			hints = append(hints, hint{m.Theme.Marks.Key(k.Help().Key), k.Help().Desc, first(k.Keys())})
		}
	}
	return hints
}

// hintsOfActions are those of the actions that apply now.
func (m *Model) hintsOfActions() (hints, end []hint) {
	now := nowOn(m)
	move := hint{m.KeyFor(action.Up) + m.KeyFor(action.Down), "move", ""}
	ranked := m.present().ranked
	var marked []hint
	hints = make([]hint, 0, len(ranked)+1)
	for _, a := range ranked {
		h := hint{m.Theme.Marks.Key(a.Binding.Help().Key), now.Short(a.Action), first(a.Binding.Keys())}
		switch {
		case a.Ends() && h.key != "":
			end = append(end, h)
		case h.key == "", now.WhyNot(a.Action) != action.Applies:
		case now.OnMarks(a.Action): // whoever has marked rows means to do something with them
			marked = append(marked, h)
		default:
			hints = append(hints, h)
		}
	}
	return slices.Insert(hints, 0, append([]hint{move}, marked...)...), end
}
