package dialog

import (
	"reflect"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"akia/ui/text"
	"akia/ui/theme"
)

// Button is one answer to a question.
type Button struct {
	Label  string
	Result Result
	// Yes marks the button that y presses; at most one of a question has it.
	Yes bool
	// Danger marks a button that destroys something. It is never in focus first.
	Danger bool
}

// Ask is a question with buttons. A last button that cancels is added to those given.
type Ask struct {
	title   string
	lines   []Line
	buttons []Button
	focus   int
	off     int // the first line that is shown
	page    int // lines that go by at a time
	keys    keyMap
}

// NewAsk returns a question. The first button that is not dangerous is in focus, be it the one that cancels.
func NewAsk(title string, lines []Line, buttons ...Button) *Ask {
	a := &Ask{title: title, lines: lines, keys: newKeyMap()}
	a.buttons = append(append(a.buttons, buttons...), Button{Label: "Cancel", Result: Cancelled{}})
	for a.buttons[a.focus].Danger {
		a.focus++
	}
	return a
}

// CancelFirst puts the button that cancels in focus, where enter alone is to do nothing.
func (a *Ask) CancelFirst() *Ask {
	a.focus = len(a.buttons) - 1
	return a
}

// LeaveBy gives the button that cancels another label, where nothing is cancelled by it.
func (a *Ask) LeaveBy(label string) *Ask {
	a.buttons[len(a.buttons)-1].Label = label
	a.keys.Cancel.SetHelp("esc", strings.ToLower(label))
	return a
}

// Follow makes the question the one that next is. If it can be answered in the same way, the button in focus stays.
func (a *Ask) Follow(next Dialog) (changed bool) {
	b, ok := next.(*Ask)
	if !ok {
		return false
	}
	changed = !reflect.DeepEqual(a.buttons, b.buttons)
	a.title, a.lines, a.buttons = b.title, b.lines, b.buttons
	if changed {
		a.focus = b.focus
	}
	return changed
}

// Kind returns KindButtons.
func (a *Ask) Kind() Kind { return KindButtons }

// Update moves between the buttons and returns the result of the one that was pressed.
func (a *Ask) Update(msg tea.Msg) Result {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	switch {
	case key.Matches(press, a.keys.Press):
		return a.buttons[a.focus].Result
	case key.Matches(press, a.keys.Yes):
		for _, b := range a.buttons {
			if b.Yes {
				return b.Result
			}
		}
	case key.Matches(press, a.keys.No, a.keys.Cancel):
		return Cancelled{}
	case key.Matches(press, a.keys.Next):
		a.focus = (a.focus + 1) % len(a.buttons)
	case key.Matches(press, a.keys.ReadOn):
		a.off += a.page // as far as there is more, which the drawing knows
	case key.Matches(press, a.keys.ReadBack):
		a.off = max(a.off-a.page, 0)
	case key.Matches(press, a.keys.Prev):
		a.focus = (a.focus + len(a.buttons) - 1) % len(a.buttons)
	}
	return nil
}

// View draws the question.
func (a *Ask) View(t theme.Theme, width, height int) string {
	danger := false
	for _, b := range a.buttons {
		danger = danger || b.Danger && b.Yes // one that y does not press is no default
	}
	w := wide(width, a.lines)
	inner := w - 4
	lines := Render(t, a.lines, inner)
	room := max(height-4, 2)
	a.keys.ReadOn.SetEnabled(len(lines) > room)
	a.keys.ReadBack.SetEnabled(len(lines) > room)
	if len(lines) > room {
		a.page = max(room-2, 1)
		a.off = min(a.off, len(lines)-room+1)
		till := min(a.off+room-1, len(lines))
		more := t.Marks.Ellipsis + " to line " + strconv.Itoa(till) + " of " + strconv.Itoa(len(lines)) + ", pgdn pgup scroll"
		lines = append(lines[a.off:till:till], t.Dim.Render(more))
	}
	foot := []string{"", buttonRow(t, a.buttons, a.focus, inner)}
	return frame(t, a.title, danger, w, height, lines, foot)
}

// Bindings returns the keys of a question.
func (a *Ask) Bindings() []key.Binding {
	b := []key.Binding{a.keys.Next, a.keys.Press, a.keys.ReadOn, a.keys.Cancel}
	for _, button := range a.buttons {
		if button.Yes {
			yes := a.keys.Yes
			yes.SetHelp("y", strings.ToLower(button.Label))
			b = append([]key.Binding{yes}, b...)
		}
	}
	return b
}

// buttonRow draws the buttons side by side, without the keys in their labels where there is no room for these.
func buttonRow(t theme.Theme, buttons []Button, focus, width int) string {
	labels := make([]string, len(buttons))
	total := 0
	for i, b := range buttons {
		labels[i] = b.Label
		if b.Yes {
			labels[i] += " (y)"
		}
		total += text.Width(labels[i]) + buttonFrame
	}
	row := make([]string, len(buttons))
	used := 0
	for i, b := range buttons {
		label := labels[i]
		if total > width {
			label, _, _ = strings.Cut(label, " (")
		}
		label = text.Cut("[ "+label+" ]", width-used, t.Marks.Ellipsis)
		used += text.Width(label) + 2
		paint := t.Button
		switch {
		case i == focus && b.Danger:
			paint = t.ButtonDanger
		case i == focus:
			paint = t.ButtonFocus
		}
		row[i] = t.Area(PressButton{i}, paint.Render(label))
	}
	return strings.Join(row, "  ")
}

// buttonFrame is what a button takes besides its label, with the space to the next.
const buttonFrame = 6
