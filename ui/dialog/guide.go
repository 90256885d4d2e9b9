package dialog

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"akia/ui/text"
	"akia/ui/theme"
)

// Step is one thing to do of a Guide. The one in focus shows its lines and its command.
type Step struct {
	Title string
	State Line // how it stands, in a word or two
	Lines []Line
	// Command is to be copied and run elsewhere; empty for none.
	Command string
	// Action is what enter does, and Result the result of it; empty for nothing.
	Action string
	Result Result
}

// CopyCommand is the result of a Guide when a command is to be copied; the window stays open.
type CopyCommand struct{ Command string }

// Guide is a list of things to do one after the other, some of them elsewhere. A question may stand above them.
type Guide struct {
	title    string
	lines    []Line
	steps    []Step
	focus    int
	question *Ask // nil for none
	asking   bool // the question is in focus, not a step
	keys     keyMap
}

// NewGuide returns a guide whose first step is in focus. There must be one.
func NewGuide(title string, lines []Line, steps ...Step) *Guide {
	g := &Guide{title: title, lines: lines, steps: steps, keys: newKeyMap()}
	g.keys.Cancel.SetHelp("esc", "close")
	g.keys.Copy.SetHelp("y", "copy the command")
	g.keys.Next.SetHelp("↓", "next step")
	g.keys.Prev.SetHelp("↑", "step before")
	g.update()
	return g
}

// Ask puts a question above the steps, with the button that cancels in focus. While the question is in focus y answers
// it; tab and down go to the steps, where the keys mean what they mean there.
func (g *Guide) Ask(lines []Line, buttons ...Button) *Guide {
	g.question, g.asking = NewAsk("", lines, buttons...).CancelFirst(), true
	g.update()
	return g
}

// Focus puts a step in focus.
func (g *Guide) Focus(i int) *Guide {
	g.focus = i
	g.update()
	return g
}

// update shows the keys that act on the step in focus.
func (g *Guide) update() {
	s := g.steps[g.focus]
	g.keys.Copy.SetEnabled(s.Command != "" && !g.asking)
	g.keys.Press.SetEnabled(s.Action != "" || g.asking)
	g.keys.Press.SetHelp("enter", s.Action)
	if g.asking {
		g.keys.Press.SetHelp("enter", "press")
	}
}

// Follow takes over what another guide says; the step in focus stays, and so does the question while there is one. What
// enter does there has changed if its words have.
func (g *Guide) Follow(next Dialog) (changed bool) {
	n, ok := next.(*Guide)
	if !ok {
		return false
	}
	before := g.steps[g.focus]
	g.title, g.lines, g.steps = n.title, n.lines, n.steps
	g.focus = min(g.focus, len(g.steps)-1)
	if g.asking {
		changed = g.followQuestion(n.question)
	} else {
		now := g.steps[g.focus]
		g.question = n.question
		changed = before.Title != now.Title || before.Action != now.Action
	}
	g.update()
	return changed
}

// followQuestion takes over the question in focus, and reports whether what it can be answered has changed.
func (g *Guide) followQuestion(next *Ask) (changed bool) {
	if next == nil {
		g.question, g.asking = nil, false
		return true
	}
	return g.question.Follow(next)
}

// Kind returns KindButtons: letters act.
func (g *Guide) Kind() Kind { return KindButtons }

// Update moves between the steps, and returns what is to be done about the one in focus.
func (g *Guide) Update(msg tea.Msg) Result {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	if g.asking {
		return g.answer(press)
	}
	s := g.steps[g.focus]
	switch {
	case key.Matches(press, g.keys.Copy):
		return CopyCommand{s.Command}
	case key.Matches(press, g.keys.Press):
		return s.Result
	case key.Matches(press, g.keys.Next):
		g.Focus(min(g.focus+1, len(g.steps)-1))
	case key.Matches(press, g.keys.Prev) && g.focus == 0 && g.question != nil:
		g.asking = true
		g.question.CancelFirst()
		g.update()
	case key.Matches(press, g.keys.Prev):
		g.Focus(max(g.focus-1, 0))
	case key.Matches(press, g.keys.Cancel):
		return Cancelled{}
	}
	return nil
}

// answer takes a key while the question is in focus.
func (g *Guide) answer(press tea.KeyPressMsg) Result {
	switch {
	case key.Matches(press, g.keys.ToSteps):
		g.asking = false
		g.Focus(0)
		return nil
	case key.Matches(press, g.keys.Up): // who goes up a list is not to come to a button
		return nil
	}
	return g.question.Update(press)
}

// View draws the question and the steps; where not all fit, what is in focus.
func (g *Guide) View(t theme.Theme, width, height int) string {
	w := min(width, widest)
	inner := w - 4
	lines := append(Render(t, g.lines, inner), "")
	if g.question != nil {
		lines = append(lines, g.drawQuestion(t, inner)...)
	}
	from := 0
	for i, s := range g.steps {
		if i == g.focus && !g.asking {
			from = len(lines)
		}
		lines = append(lines, g.draw(t, i, s, inner)...)
	}
	room := max(height-4, 1)
	if len(lines) > room {
		from = min(from, len(lines)-room)
		lines = lines[from : from+room : from+room]
	}
	return frame(t, g.title, false, w, height, lines, []string{"", g.foot(t)})
}

// drawQuestion draws the question with its buttons. None of these stands out while a step is in focus.
func (g *Guide) drawQuestion(t theme.Theme, inner int) []string {
	focus := g.question.focus
	if !g.asking {
		focus = -1
	}
	return append(Render(t, g.question.lines, inner), buttonRow(t, g.question.buttons, focus, inner), "")
}

// foot names the keys that act on what is in focus.
func (g *Guide) foot(t theme.Theme) string {
	if g.asking {
		return t.Accent.Render("tab") + t.Dim.Render(" steps  ") + t.Dim.Render("esc close")
	}
	foot := t.Dim.Render(t.Marks.Key("↑↓") + " step  ")
	if g.keys.Press.Enabled() {
		foot += pressable(t, g.keys.Press, t.Accent.Render("enter")+t.Dim.Render(" "+g.steps[g.focus].Action+"  "))
	}
	if g.keys.Copy.Enabled() {
		foot += pressable(t, g.keys.Copy, t.Accent.Render("y")+t.Dim.Render(" copy  "))
	}
	return foot + pressable(t, g.keys.Cancel, t.Dim.Render("esc close"))
}

// draw draws one step: its head, and below it what it says if it is in focus.
func (g *Guide) draw(t theme.Theme, i int, s Step, inner int) []string {
	mark, paint := "  ", t.Text
	focus := i == g.focus && !g.asking
	if focus {
		mark, paint = t.Marks.Cursor+" ", t.Strong
	}
	title := strconv.Itoa(i+1) + " " + s.Title
	state := text.Cut(s.State.Text, max(inner-4-text.Width(title), 0), t.Marks.Ellipsis)
	gap := text.Spaces(max(inner-2-text.Width(title)-text.Width(state), 1))
	head := t.Accent.Render(mark) + paint.Render(title) + gap + s.State.Tone.paint(t.Palette).Render(state)
	lines := []string{t.Area(Point{i}, head)}
	if !focus {
		return lines
	}
	for _, l := range Render(t, s.Lines, inner-4) {
		lines = append(lines, "    "+l)
	}
	if s.Command != "" {
		for _, l := range text.Wrap(s.Command, inner-6) {
			lines = append(lines, "    "+t.Dim.Render(t.Marks.Border.Side+" ")+t.Accent.Render(l))
		}
	}
	return lines
}

// Bindings returns the keys that act on what is in focus.
func (g *Guide) Bindings() []key.Binding {
	if g.asking {
		bindings := []key.Binding{g.keys.ToSteps, g.keys.Press, g.keys.Cancel}
		for _, b := range g.question.buttons {
			if b.Yes {
				yes := g.keys.Yes
				yes.SetHelp("y", strings.ToLower(b.Label))
				bindings = append([]key.Binding{yes}, bindings...)
			}
		}
		return bindings
	}
	return []key.Binding{g.keys.Prev, g.keys.Next, g.keys.Press, g.keys.Copy, g.keys.Cancel}
}
