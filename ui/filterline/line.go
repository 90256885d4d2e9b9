// Package filterline is the line in which a filter is typed: the text, what it can be completed to, and what is wrong
// with it. It knows the language of filters and no table: a room has one Line, says what may be typed, and applies what
// was.
package filterline

import (
	"errors"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc/filter"
	"akia/ui/dialog"
	"akia/ui/text"
	"akia/ui/theme"
)

// Rules say what may be typed into a line.
type Rules struct {
	// Check returns what is wrong with a text, as a [*filter.Error]; nil if nothing is.
	Check func(text string) error
	// Complete returns what the term that ends at a place can become.
	Complete func(text string, at int) []filter.Completion
}

// Line is a filter, and the line in which it is typed while Editing. Make it with New.
type Line struct {
	Editing bool

	input   textinput.Model
	rules   Rules
	mistake *filter.Error
	offers  []filter.Completion
	insists bool // the mistake is shown whatever could be completed
}

// Event is what a key or a paste means to whoever has the line.
type Event uint8

// The events.
const (
	Nothing Event = iota
	Changed       // the text is another one
	Up
	Down
	Kept // the person is done: Editing is off
	Left // the person leaves the filter; what follows is for the room to say
	Quit
)

// New returns an empty line.
func New(rules Rules) Line { return Line{input: dialog.NewInput(), rules: rules} }

// Value returns the text.
func (l *Line) Value() string { return l.input.Value() }

// Empty reports whether there is no text.
func (l *Line) Empty() bool { return l.input.Value() == "" }

// SetValue puts a text in place of the present one.
func (l *Line) SetValue(text string) {
	l.input.SetValue(text)
	l.input.CursorEnd()
	l.look()
}

// Reset takes the text away.
func (l *Line) Reset() { l.SetValue("") }

// Open gives the keys to the line.
func (l *Line) Open() {
	l.Editing = true
	l.look()
}

// Mistake returns what is wrong with the text; nil if nothing is.
func (l *Line) Mistake() *filter.Error { return l.mistake }

// Input takes a key or a paste. A mistaken text isn't kept: enter then says what is wrong with it.
func (l *Line) Input(msg tea.Msg) Event {
	keys := dialog.NewFilterKeys()
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch {
		case key.Matches(press, keys.Up):
			return Up
		case key.Matches(press, keys.Down):
			return Down
		case key.Matches(press, keys.Take) && len(l.offers) > 0:
			l.take(l.offers[0])
			return Changed
		case key.Matches(press, keys.Done, keys.Take):
			return l.keep()
		case key.Matches(press, keys.Leave):
			return Left
		case key.Matches(press, keys.Quit):
			return Quit
		}
	}
	before := l.input.Value()
	dialog.Feed(&l.input, msg)
	l.look()
	if l.input.Value() == before {
		return Nothing
	}
	return Changed
}

func (l *Line) keep() Event {
	if l.mistake != nil {
		l.insists = true
		return Nothing
	}
	l.Editing = false
	return Kept
}

// look finds out what is wrong with the text, and what it can become.
func (l *Line) look() {
	l.mistake, l.insists = nil, false
	errors.As(l.rules.Check(l.input.Value()), &l.mistake)
	l.offers = nil
	if l.Editing {
		l.offers = l.rules.Complete(l.input.Value(), l.at())
	}
}

// at returns the place of the cursor, in bytes.
func (l *Line) at() int {
	value, at := l.input.Value(), 0
	for range l.input.Position() {
		_, size := utf8.DecodeRuneInString(value[at:])
		at += size
	}
	return at
}

// take completes the text. What begins a term goes on; what ends one doesn't need a blank to be read.
func (l *Line) take(c filter.Completion) {
	value := l.input.Value()
	head := value[:c.From] + c.Text
	l.input.SetValue(head + value[c.To:])
	l.input.SetCursor(utf8.RuneCountInString(head))
	l.look()
}

// Bindings are the keys for the help line.
func (l *Line) Bindings() []key.Binding {
	keys := dialog.NewFilterKeys()
	keys.Take.SetEnabled(len(l.offers) > 0)
	return keys.Bindings()
}

// lead is what stands before the text.
const lead = 3

// View draws the line with a note behind it, in width cells.
func (l *Line) View(t theme.Theme, note string, width int) string {
	in := l.input
	dialog.FitInput(&in, l.room(note, width))
	left := width - lead - l.room(note, width) - 1
	return " " + t.Accent.Render("/") + " " + in.View() + t.Dim.Render(text.Cut(note, left, t.Marks.Ellipsis))
}

// room is how many cells the text has.
func (l *Line) room(note string, width int) int {
	return max(min(max(40, text.Width(l.input.Value())), width-8-text.Width(note)), 8)
}
