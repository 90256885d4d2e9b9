package dialog

import (
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"akia/ui/text"
	"akia/ui/theme"
)

// Stop is the result of a Results window when what still waits is not to be done; the window stays open.
type Stop struct{}

// Repeat is the result of a Results window when what failed is to be tried again; the window stays open.
type Repeat struct{}

// Results shows the progress of several changes, one line for each. Its opener sets the lines as the answers come.
type Results struct {
	title   string
	items   []Line // what each change is about
	states  []Line // how it stands
	running bool
	failed  bool
	off     int
	room    int
	keys    keyMap
}

// NewResults returns a window for changes that are about to begin.
func NewResults(title string, items []Line) *Results {
	r := &Results{title: title, items: items, states: make([]Line, len(items)), running: true, keys: newKeyMap()}
	r.update()
	return r
}

// Set tells how a change stands, and scrolls to it.
func (r *Results) Set(i int, state Line) {
	r.states[i] = state
	if r.running && r.room > 0 {
		r.off = max(min(max(r.off, i-r.room+1), len(r.items)-r.room), 0)
	}
}

// SetRunning tells whether changes are under way or waiting, and whether any has failed.
func (r *Results) SetRunning(running, failed bool) {
	r.running, r.failed = running, failed
	r.update()
}

func (r *Results) update() {
	r.keys.Cancel.SetHelp("esc", "close")
	if r.running {
		r.keys.Cancel.SetHelp("esc", "stop")
	}
	r.keys.Repeat.SetEnabled(!r.running && r.failed)
}

// Kind returns KindButtons: letters act.
func (r *Results) Kind() Kind { return KindButtons }

// Update scrolls, stops, repeats and closes.
func (r *Results) Update(msg tea.Msg) Result {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	switch {
	case key.Matches(press, r.keys.Up):
		r.off = max(r.off-1, 0)
	case key.Matches(press, r.keys.Down):
		r.off = max(min(r.off+1, len(r.items)-r.room), 0)
	case key.Matches(press, r.keys.Repeat):
		return Repeat{}
	case key.Matches(press, r.keys.Cancel) && r.running:
		return Stop{}
	case key.Matches(press, r.keys.Cancel), key.Matches(press, r.keys.Press) && !r.running:
		return Cancelled{}
	}
	return nil
}

// View draws the changes that fit, and how many there are.
func (r *Results) View(t theme.Theme, width, height int) string {
	inner := min(width, widest) - 4
	r.room = max(min(len(r.items), height-4), 1)
	r.off = max(min(r.off, len(r.items)-r.room), 0)
	var lines []string
	for i := r.off; i < r.off+r.room; i++ {
		item := text.Cut(r.items[i].Text, inner/2, t.Marks.Ellipsis)
		state := text.Cut(r.states[i].Text, inner-inner/2-2, t.Marks.Ellipsis)
		lines = append(lines, r.items[i].Tone.paint(t.Palette).Render(text.Fit(item, inner/2, ""))+"  "+r.states[i].Tone.paint(t.Palette).Render(state))
	}
	foot := "esc close"
	switch {
	case r.running:
		foot = "esc stops what has not begun"
	case r.failed:
		foot = "r repeats what failed   esc close"
	}
	if len(r.items) > r.room {
		foot = strconv.Itoa(r.off+r.room) + " of " + strconv.Itoa(len(r.items)) + "   " + foot
	}
	return frame(t, r.title, false, width, height, func(int) []string { return lines }, []string{"", t.Dim.Render(foot)})
}

// Bindings returns the keys that act now.
func (r *Results) Bindings() []key.Binding {
	return []key.Binding{r.keys.Up, r.keys.Down, r.keys.Repeat, r.keys.Cancel}
}
