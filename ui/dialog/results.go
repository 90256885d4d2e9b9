package dialog

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"akia/ui/action"
	"akia/ui/text"
	"akia/ui/theme"
)

// What a Results window can be answered with. After Stop, Repeat and Renew it stays open.
type (
	// Stop is the result when what still waits is not to be done.
	Stop struct{}
	// Repeat is the result when what failed, or was not begun, is to be tried again.
	Repeat struct{}
	// Renew is the result when credentials are to be looked for anew.
	Renew struct{}
	// Undo is the result when what was done is to be taken back.
	Undo struct{}
)

// Results shows the progress of several changes, one entry for each. Its opener sets them as the answers come.
type Results struct {
	title    string
	items    []Line // what each change is about
	states   []Line // how it stands
	widest   int    // of the items
	longest  int    // of the states there have been
	progress Progress
	moved    bool // the person has scrolled: from then on the answers leave the view where it is
	keys     keyMap
	scroller
}

// Progress is how the changes of a Results window stand as a whole, and what can be done about them. It is words, with
// what failed among them: a bar, as bubbles has, would show that as done.
type Progress struct {
	Words    string // how many are done, failed and to go
	Answered int    // of the changes; the bar shows how many
	At       int    // the first change under way
	Running  bool   // changes are under way
	Note     Line   // what the person has to know or do; empty if there is nothing
	Again    string // what Repeat does; empty if there is nothing to repeat
	Undo     bool   // there is something that Undo takes back
	Renew    bool   // new credentials would help
}

// NewResults returns a window for changes that are about to begin.
func NewResults(title string, items []Line) *Results {
	r := &Results{title: title, items: items, states: make([]Line, len(items)), keys: newKeyMap()}
	for _, l := range items {
		r.widest = max(r.widest, text.Width(l.Text))
	}
	r.SetProgress(Progress{Running: true})
	return r
}

// UseKeys takes the keys that the window shares with the screen from the key map.
func (r *Results) UseKeys(keys *action.Keymap) { r.keys.use(keys) }

// Set tells how a change stands.
func (r *Results) Set(i int, state Line) {
	r.states[i] = state
	r.longest = max(r.longest, text.Width(state.Text))
}

// SetProgress tells how all changes stand. The first one under way is in view, unless the person has scrolled.
func (r *Results) SetProgress(p Progress) {
	r.progress = p
	r.keys.Cancel.SetHelp("esc", "close")
	if p.Running {
		r.keys.Cancel.SetHelp("esc", "stop")
	}
	r.keys.Repeat.SetHelp(r.keys.Repeat.Help().Key, p.Again)
	r.keys.Repeat.SetEnabled(!p.Running && p.Again != "")
	r.keys.Undo.SetEnabled(!p.Running && p.Undo)
	r.keys.Renew.SetEnabled(!p.Running && p.Renew)
}

// Kind returns KindButtons: letters act.
func (r *Results) Kind() Kind { return KindButtons }

// Update scrolls, stops, repeats, takes back and closes.
func (r *Results) Update(msg tea.Msg) Result {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	switch {
	case key.Matches(press, r.keys.Repeat):
		r.moved = false
		return Repeat{}
	case key.Matches(press, r.keys.Undo):
		return Undo{}
	case key.Matches(press, r.keys.Renew):
		return Renew{}
	case key.Matches(press, r.keys.Cancel) && r.progress.Running:
		return Stop{}
	case key.Matches(press, r.keys.Cancel), key.Matches(press, r.keys.Press) && !r.progress.Running:
		return Cancelled{}
	}
	r.moved = r.press(r.keys, press) || r.moved
	return nil
}

// widestResults is the width of a window of results where there is room for it: more than of one that is read through.
const widestResults = 110

// View draws how the changes stand as a whole, those that fit, and which lines these are.
func (r *Results) View(t theme.Theme, width, height int) string {
	w := min(width, widestResults)
	c := r.columns(w - 4)
	head := append(r.head(t, w-4), "")
	foot := []string{"", t.Dim.Render(text.Cut(r.foot(), w-4, t.Marks.Ellipsis))}
	r.measure(c, height-2-len(head)-len(foot))
	if r.total > r.room {
		foot[0] = t.Dim.Render("lines " + strconv.Itoa(r.off+1) + "-" + strconv.Itoa(r.off+r.room) + " of " +
			strconv.Itoa(r.total))
	}
	return frame(t, r.title, false, w, height, append(head, r.body(t, c)...), foot)
}

// head says how the changes stand as a whole, with a bar where there is room for one.
func (r *Results) head(t theme.Theme, inner int) []string {
	const bar = 20
	p := r.progress
	words := text.Wrap(p.Words, inner)
	for i := range words {
		words[i] = t.Strong.Render(words[i])
	}
	if n := len(r.items); len(words) == 1 && n > 0 && text.Width(p.Words)+bar+2 <= inner {
		full, pieces := p.Answered*bar/n, t.Marks.Bar
		words[0] = t.Accent.Render(strings.Repeat(pieces[len(pieces)-1], full)) +
			t.Dim.Render(strings.Repeat(t.Marks.Unknown, bar-full)) + "  " + words[0]
	}
	if p.Note.Text == "" {
		return words
	}
	return append(words, Render(t, []Line{p.Note}, inner)...)
}

// foot names the keys that act now.
func (r *Results) foot() string {
	if r.progress.Running {
		return "esc stops what has not begun"
	}
	var keys []string
	for _, b := range []key.Binding{r.keys.Renew, r.keys.Repeat, r.keys.Undo, r.keys.Cancel} {
		if b.Enabled() {
			keys = append(keys, b.Help().Key+" "+b.Help().Desc)
		}
	}
	return strings.Join(keys, "   ")
}

// columns are the widths of what the changes are about and of how they stand.
type columns struct{ item, state int }

// columns gives a state what the items do not need, and an item at least half where the states are long.
func (r *Results) columns(inner int) columns {
	item := min(r.widest, max(inner/2, inner-2-r.longest))
	return columns{item, max(inner-2-item, 1)}
}

// height is how many lines an entry takes. Nearly all take one, and are not wrapped to find that out.
func (r *Results) height(i int, c columns) int {
	n := 1
	if text.Width(r.items[i].Text) > c.item {
		n = len(text.Wrap(r.items[i].Text, c.item))
	}
	if text.Width(r.states[i].Text) > c.state {
		n = max(n, len(text.Wrap(r.states[i].Text, c.state)))
	}
	return n
}

// measure counts the lines there are, and brings the first change under way into view.
func (r *Results) measure(c columns, room int) {
	at := 0
	r.total = 0
	for i := range r.items {
		if i == r.progress.At {
			at = r.total
		}
		r.total += r.height(i, c)
	}
	r.room = max(min(r.total, room), 1)
	if r.progress.Running && !r.moved {
		r.off = at - r.room/2
	}
	r.scroll(r.off)
}

// body draws the entries in view.
func (r *Results) body(t theme.Theme, c columns) []string {
	var lines []string
	skip := r.off
	for i := 0; i < len(r.items) && len(lines) < skip+r.room; i++ {
		if n := r.height(i, c); len(lines) == 0 && n <= skip {
			skip -= n
			continue
		}
		lines = append(lines, r.entry(t, i, c)...)
	}
	return lines[min(skip, len(lines)):min(skip+r.room, len(lines))]
}

// entry draws one change and how it stands, each in its column.
func (r *Results) entry(t theme.Theme, i int, c columns) []string {
	item, state := r.items[i], r.states[i]
	left, right := text.Wrap(item.Text, c.item), text.Wrap(state.Text, c.state)
	lines := make([]string, max(len(left), len(right)))
	for n := range lines {
		var l, s string
		if n < len(left) {
			l = left[n]
		}
		if n < len(right) {
			s = right[n]
		}
		lines[n] = item.Tone.paint(t.Palette).Render(text.Fit(l, c.item, "")) + "  " + state.Tone.paint(t.Palette).Render(s)
	}
	return lines
}

// Bindings returns the keys that act now.
func (r *Results) Bindings() []key.Binding {
	return []key.Binding{r.keys.Up, r.keys.Down, r.keys.PageDown, r.keys.Renew, r.keys.Repeat, r.keys.Undo, r.keys.Cancel}
}
