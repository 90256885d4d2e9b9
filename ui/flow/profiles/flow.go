// Package profiles is the list of the accounts that can be entered from here: every profile of the AWS configuration,
// or the accounts of an organization. It reads files in a command, and asks nobody.
package profiles

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/text"
)

// Flow is the list. Make it with New.
type Flow struct {
	*stage.Stage
	doors   []stage.Door
	read    bool // at least once
	reading bool
}

// New returns the list of a screen, of which nothing was read yet.
func New(s *stage.Stage) *Flow { return &Flow{Stage: s} }

// Ask opens the list, and reads it anew.
func (f *Flow) Ask() tea.Cmd {
	if f.Config.Doors == nil || f.Config.Enter == nil {
		return f.Say(dialog.Dim, "There is no other account to switch to")
	}
	f.Open(dialog.NewFinder("Switch account", f.head, f.find))
	return f.Read()
}

// Read reads what can be entered, for those lists that are open.
func (f *Flow) Read() tea.Cmd {
	doors := f.Config.Doors
	if doors == nil || f.reading {
		return nil
	}
	f.reading = true
	return func() tea.Msg { return listed{f, doors()} }
}

// listed says what can be entered.
type listed struct {
	flow  *Flow
	doors []stage.Door
}

// Take implements stage.Message: a list that is open shows what was read. What came under its cursor takes no answer
// before it was seen.
func (l listed) Take() tea.Cmd {
	f := l.flow
	f.doors, f.read, f.reading = l.doors, true, false
	for i := range f.Windows {
		w := &f.Windows[i]
		if list, ok := w.Dialog.(*dialog.Finder); ok && !list.Again() {
			w.Changed(f.Config.Now())
		}
	}
	return nil
}

// head says how many accounts there are to switch to.
func (f *Flow) head() []dialog.Line {
	switch {
	case !f.read:
		return []dialog.Line{{Text: "Reading the AWS configuration" + f.Theme.Marks.Ellipsis, Tone: dialog.Dim}}
	case len(f.doors) == 0:
		return []dialog.Line{{Text: "The AWS configuration has no profile", Tone: dialog.Warn}}
	default:
		return []dialog.Line{{Text: "PROFILE, KIND, ACCOUNT, REGION: type to filter", Tone: dialog.Dim}}
	}
}

// find returns the rows in which every word of a text is.
func (f *Flow) find(typed string) []dialog.Choice {
	rows := table(f.doors, f.Theme.Marks.Ellipsis)
	var choices []dialog.Choice
	for i, d := range f.doors {
		if !has(rows[i], typed) {
			continue
		}
		c := dialog.Choice{Label: rows[i], Fill: title(d), Result: chosen{f, d.Entry}}
		if d.Entry == f.Config.At {
			c.Why = inUse
		}
		choices = append(choices, c)
	}
	slices.SortStableFunc(choices, func(x, y dialog.Choice) int { return rank(x, typed) - rank(y, typed) })
	return choices
}

// rank puts what begins as was typed before the rest.
func rank(c dialog.Choice, typed string) int {
	switch {
	case typed != "" && strings.EqualFold(c.Fill, typed):
		return 0
	case typed != "" && len(c.Fill) >= len(typed) && strings.EqualFold(c.Fill[:len(typed)], typed):
		return 1
	default:
		return 2
	}
}

func has(row, typed string) bool {
	row = strings.ToLower(row)
	for word := range strings.FieldsSeq(strings.ToLower(typed)) {
		if !strings.Contains(row, word) {
			return false
		}
	}
	return true
}

func inUse() string { return "shown now" }

// title is what a door is called.
func title(d stage.Door) string {
	if d.Profile != "" {
		return text.Clean(d.Profile)
	}
	return d.Number
}

// widest is how many cells a column has at most.
const widest = 36

// table returns the doors as rows whose columns stand below each other.
func table(doors []stage.Door, ellipsis string) []string {
	cells := make([][]string, len(doors))
	var widths []int
	for i, d := range doors {
		cells[i] = []string{title(d), d.Kind, d.Number, d.Name, d.Region, d.Details}
		for j := range cells[i] {
			cells[i][j] = text.Clean(cells[i][j])
			if len(widths) <= j {
				widths = append(widths, 0)
			}
			widths[j] = max(widths[j], min(text.Width(cells[i][j]), widest))
		}
	}
	rows := make([]string, len(doors))
	for i := range cells {
		var parts []string
		for j, cell := range cells[i] {
			if widths[j] > 0 && (j != 2 || title(doors[i]) != cell) {
				parts = append(parts, text.Fit(cell, widths[j], ellipsis))
			}
		}
		rows[i] = strings.TrimRight(strings.Join(parts, "  "), " ")
	}
	return rows
}

// chosen is the account that was chosen.
type chosen struct {
	flow *Flow
	to   stage.Entry
}

// Do implements stage.Result.
func (c chosen) Do() tea.Cmd { return c.flow.Enter(c.to) }

// Enter goes to another account.
func (f *Flow) Enter(to stage.Entry) tea.Cmd {
	if to == f.Config.At {
		return f.Say(dialog.Dim, to.String()+" is shown already")
	}
	return f.Config.Enter(to)
}

// Doors are the accounts that can be entered, as they were read last.
func (f *Flow) Doors() []stage.Door { return f.doors }

// Why says why entering an account does nothing; empty if it does something.
func (f *Flow) Why(to stage.Entry) string {
	if to == f.Config.At {
		return inUse()
	}
	return ""
}

// AccountName is what the account behind a door is called; empty where that is not known.
func AccountName(d stage.Door) string {
	name := strings.TrimSpace(text.Clean(d.Name) + " " + d.Number)
	if name != "" && d.Profile != "" {
		name += " (profile " + text.Clean(d.Profile) + ")"
	}
	return name
}
