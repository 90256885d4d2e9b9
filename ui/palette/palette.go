// Package palette is the list of everything that can be done now, found by its name. It knows no action: what it lists
// comes from its [Host], as entries and as commands that take a word. A new kind of entry, such as a saved view, is a
// row that the host adds; a new command, such as one that goes to an account, is a [Command].
package palette

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"

	"akia/ui/dialog"
	"akia/ui/stage"
)

// Entry is one line of the palette.
type Entry struct {
	Name string
	Also []string // other words that it is found by
	Key  string   // that does the same; empty for none
	// Why says why it does not apply now; nil, or empty, if it does.
	Why func() string
	// Do does it. It is called for a key press like any other: what acts on the account asks the guards that a key of its
	// own would meet.
	Do func() tea.Cmd
}

// Command is a word that takes another one: "user alice".
type Command struct {
	Word, Takes string // the word, and what it takes, as "NAME"
	Name        string // what it does
	// Entries are what can be meant by what was typed behind the word, the best first.
	Entries func(typed string) []Entry
	// Alone reports whether a text is meant for the command without its word; nil if none is.
	Alone func(typed string) bool
}

// Host is what the palette needs of the screen.
type Host interface {
	// Entries are all that can be done, the most useful first.
	Entries() []Entry
	// Commands are the words that take another one.
	Commands() []Command
	// Subject says what the entries would act on.
	Subject() []dialog.Line
}

// Room is the palette. Make it with New.
type Room struct {
	*stage.Stage
	host Host
}

// New returns the palette of a screen.
func New(s *stage.Stage, host Host) *Room { return &Room{s, host} }

// Ask opens the palette.
func (r *Room) Ask() tea.Cmd {
	f := finder{entries: r.host.Entries(), commands: r.host.Commands()}
	r.Open(dialog.NewFinder("Actions", r.host.Subject, f.find))
	return nil
}

// chosen is the choice of an entry.
type chosen struct{ entry Entry }

// Do implements stage.Result.
func (c chosen) Do() tea.Cmd { return c.entry.Do() }

// finder finds entries by what is typed.
type finder struct {
	entries  []Entry
	commands []Command
}

func (f finder) find(typed string) []dialog.Choice {
	typed = strings.TrimLeft(typed, ": ")
	word, rest, takes := strings.Cut(typed, " ")
	if f.named(strings.TrimSpace(typed)) {
		return f.byName(strings.TrimSpace(typed))
	}
	for _, c := range f.commands {
		switch {
		case takes && strings.EqualFold(word, c.Word):
			return choices(c.Word+" ", c.Entries(strings.TrimSpace(rest)))
		case c.Alone != nil && c.Alone(strings.TrimSpace(typed)):
			return choices(c.Word+" ", c.Entries(strings.TrimSpace(typed)))
		}
	}
	return f.byName(strings.TrimSpace(typed))
}

// named reports whether an entry is called as was typed: then that is meant, though a command begins with the same
// word.
func (f finder) named(typed string) bool {
	several := strings.Contains(typed, " ")
	return several && slices.ContainsFunc(f.entries, func(e Entry) bool { return called(typed, e.Name, e.Also) })
}

// called reports whether a text is a name or one of its other words.
func called(typed, name string, also []string) bool {
	same := func(word string) bool { return strings.EqualFold(typed, word) }
	return same(name) || slices.ContainsFunc(also, same)
}

// choices are those of the entries of a command, or of the palette itself.
func choices(fill string, entries []Entry) []dialog.Choice {
	out := make([]dialog.Choice, len(entries))
	for i, e := range entries {
		out[i] = dialog.Choice{Label: e.Name, Key: e.Key, Why: e.Why, Fill: fill + e.Name, Result: chosen{e}}
	}
	return out
}

// found is a choice and how well a text matches it.
type found struct {
	dialog.Choice
	score int
}

// byName returns the entries and commands that a text matches, the best first; all if it is empty.
func (f finder) byName(typed string) []dialog.Choice {
	var all []found
	for i, c := range choices("", f.entries) {
		if score, ok := matches(typed, f.entries[i].Name, f.entries[i].Also); ok {
			all = append(all, found{c, score})
		}
	}
	for _, c := range f.commands {
		if score, ok := matches(typed, c.Name, []string{c.Word}); ok {
			choice := dialog.Choice{Label: c.Name, Key: ":" + c.Word + " " + c.Takes, Fill: c.Word + " "}
			all = append(all, found{choice, score})
		}
	}
	slices.SortStableFunc(all, func(x, y found) int { return cmp.Compare(y.score, x.score) })
	out := make([]dialog.Choice, len(all))
	for i := range all {
		out[i] = all[i].Choice
	}
	return out
}

// A name that is typed as it is comes first, and what is found by another word comes behind what is found by its name.
const (
	exactly = 1 << 20
	byOther = -1 << 20
)

// matches reports whether a text matches a name, or one of its other words, and how well.
func matches(typed, name string, also []string) (score int, ok bool) {
	switch {
	case typed == "":
		return 0, true
	case called(typed, name, also):
		return exactly, true
	}
	if m := fuzzy.Find(typed, []string{name}); len(m) > 0 {
		return m[0].Score, true
	}
	if m := fuzzy.Find(typed, also); len(m) > 0 {
		return byOther + m[0].Score, true
	}
	return 0, false
}

// Nearest returns those of some names that a text matches, the best first and the exact one before all, at most so
// many.
func Nearest(typed string, names fuzzy.Source, most int) []string {
	var out []string
	if typed == "" {
		for i := range min(names.Len(), most) {
			out = append(out, names.String(i))
		}
		return out
	}
	for _, m := range fuzzy.FindFrom(typed, names) {
		if m.Str == typed {
			out = slices.Insert(out, 0, m.Str)
		} else if len(out) < most {
			out = append(out, m.Str)
		}
	}
	return out
}
