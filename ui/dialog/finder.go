package dialog

import (
	"strconv"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"akia/ui/text"
	"akia/ui/theme"
)

// Choice is one line of a Finder.
type Choice struct {
	Label string
	Key   string // that does the same; at the right
	// Why says why choosing it does nothing now; nil, or empty, if it does something. It is asked with each drawing.
	Why func() string
	// Fill is what completing puts into the line.
	Fill string
	// Result is what the window ends with; nil if choosing it only completes the line.
	Result Result
}

// Finder is a line to type into, and what is found by that. Every key but the few that move, complete, choose and leave
// is text.
type Finder struct {
	title   string
	head    func() []Line
	find    func(typed string) []Choice
	input   textinput.Model
	choices []Choice
	focus   int
	room    int // choices shown at the last drawing
	keys    finderKeys
}

type finderKeys struct{ Up, Down, PageUp, PageDown, Fill, Choose, Close key.Binding }

func newFinderKeys() finderKeys {
	all, moves := newKeyMap(), NewFilterKeys()
	k := finderKeys{
		Up: moves.Up, Down: moves.Down, PageUp: all.ReadBack, PageDown: all.ReadOn,
		Fill:   key.NewBinding(key.WithKeys("tab"), key.WithHelp("tab", "complete")),
		Choose: all.Press, Close: all.Cancel,
	}
	k.PageUp.SetHelp("pgup", "page up")
	k.PageDown.SetHelp("pgdn", "page down")
	k.Choose.SetHelp("enter", "choose")
	k.Close.SetHelp("esc", "close")
	return k
}

// NewFinder returns a window in which nothing is typed yet. Head says above the line what the choices are about, and is
// asked with each drawing; find returns what is found by a text, the best first, and is asked when the text changes.
func NewFinder(title string, head func() []Line, find func(typed string) []Choice) *Finder {
	return &Finder{title: title, head: head, find: find, input: NewInput(), choices: find(""), keys: newFinderKeys()}
}

// destroys reports that what is typed is no answer before it is confirmed.
func (f *Finder) destroys() bool { return false }

// Kind returns KindTyped.
func (f *Finder) Kind() Kind { return KindTyped }

// Update edits the line, moves, completes, and returns the result of what was chosen.
func (f *Finder) Update(msg tea.Msg) Result {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch {
		case key.Matches(press, f.keys.Close):
			return Cancelled{}
		case key.Matches(press, f.keys.Choose):
			return f.choose()
		case key.Matches(press, f.keys.Fill):
			f.fill()
			return nil
		case f.move(press):
			return nil
		}
	}
	before := f.input.Value()
	Feed(&f.input, msg)
	if f.input.Value() != before {
		f.search()
	}
	return nil
}

// move moves by a key, and reports whether it is one that does.
func (f *Finder) move(press tea.KeyPressMsg) bool {
	by := 0
	switch {
	case key.Matches(press, f.keys.Up):
		by = -1
	case key.Matches(press, f.keys.Down):
		by = 1
	case key.Matches(press, f.keys.PageUp):
		by = -max(f.room, 1)
	case key.Matches(press, f.keys.PageDown):
		by = max(f.room, 1)
	default:
		return false
	}
	f.focus = max(min(f.focus+by, len(f.choices)-1), 0)
	return true
}

// Again looks anew for what is found by what is typed: there is more to find. The choice in focus keeps it; false if
// another one has it now, or there was none.
func (f *Finder) Again() (same bool) {
	was := ""
	if len(f.choices) > 0 {
		was = f.choices[f.focus].Label
	}
	f.search()
	for i, c := range f.choices {
		if c.Label == was {
			f.focus = i
			return true
		}
	}
	return false
}

func (f *Finder) search() { f.choices, f.focus = f.find(f.input.Value()), 0 }

// choose returns the result of the choice in focus; one that has none completes the line.
func (f *Finder) choose() Result {
	if len(f.choices) == 0 {
		return nil
	}
	if r := f.choices[f.focus].Result; r != nil {
		return r
	}
	f.fill()
	return nil
}

// fill puts the choice in focus into the line, and looks for what is found by that.
func (f *Finder) fill() {
	if len(f.choices) == 0 || f.choices[f.focus].Fill == "" {
		return
	}
	f.input.SetValue(f.choices[f.focus].Fill)
	f.input.CursorEnd()
	f.search()
}

// widestFinder is the width of a Finder where there is room for it: names, reasons and keys stand side by side.
const widestFinder = 100

// View draws the line and as many choices as fit. The height does not follow what is found, so that nothing jumps.
func (f *Finder) View(t theme.Theme, width, height int) string {
	w := min(width, widestFinder)
	body := Render(t, f.head(), w-4)
	in := f.input
	FitInput(&in, max(w-7, 1))
	body = append(body, t.Accent.Render(t.Marks.Cursor+" ")+in.View())
	f.room = max(min(height, mostFinder)-3-len(body), 1)
	from := max(min(f.focus-f.room/2, len(f.choices)-f.room), 0)
	to := min(from+f.room, len(f.choices))
	names := 0
	for _, c := range f.choices {
		names = max(names, text.Width(c.Label))
	}
	for i := from; i < to; i++ {
		body = append(body, t.Area(Point{i}, f.draw(t, i, names, w-4)))
	}
	if len(f.choices) == 0 {
		body = append(body, t.Dim.Render("  Nothing is called that"))
	}
	for range f.room - max(to-from, 1) {
		body = append(body, "")
	}
	return frame(t, f.title, false, w, height, body, []string{t.Dim.Render(text.Cut(f.foot(), w-4, t.Marks.Ellipsis))})
}

// foot says why the choice in focus does nothing now, as a line has room for more of it; else which of them it is.
func (f *Finder) foot() string {
	if len(f.choices) == 0 {
		return ""
	}
	if why := f.choices[f.focus].why(); why != "" {
		return why
	}
	if len(f.choices) <= f.room {
		return ""
	}
	return strconv.Itoa(f.focus+1) + " of " + text.Count(len(f.choices))
}

// why says why a choice does nothing now; empty if it does something.
func (c Choice) why() string {
	if c.Why == nil {
		return ""
	}
	return c.Why()
}

// mostFinder is the height of a Finder where there is room for it.
const mostFinder = 30

// draw draws one choice: its label, why it does nothing now, and its key.
func (f *Finder) draw(t theme.Theme, i, names, inner int) string {
	c := f.choices[i]
	p, mark := t.Palette, "  "
	if i == f.focus {
		p, mark = t.Selected, t.Marks.Cursor+" "
	}
	shown := t.Marks.Key(c.Key)
	room := max(inner-2-text.Width(shown)-2, 1)
	why := c.why()
	label, paint := text.Cut(c.Label, room, t.Marks.Ellipsis), p.Text
	if why != "" {
		label, paint = text.Fit(c.Label, min(names, room), t.Marks.Ellipsis), p.Dim
		why = text.Cut("  "+why, room-text.Width(label), t.Marks.Ellipsis)
	}
	rest := text.Spaces(max(room-text.Width(label)-text.Width(why), 0))
	return p.Accent.Render(mark) + paint.Render(label) + p.Dim.Render(why+rest+"  ") + p.Accent.Render(shown)
}

// Bindings returns the keys that act.
func (f *Finder) Bindings() []key.Binding {
	return []key.Binding{f.keys.Choose, f.keys.Fill, f.keys.Close, f.keys.Up, f.keys.Down, f.keys.PageDown, f.keys.PageUp}
}
