package audit

import (
	"iter"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc/audit"
	"akia/iamsvc/filter"
	"akia/ui/dialog"
	"akia/ui/filterline"
	"akia/ui/list"
	"akia/ui/text"
)

// filtered reports whether not all rows are shown.
func (a *Room) filtered() bool {
	return a.view != nil && a.view.Filter() != audit.Filter{}
}

// Searching reports whether the filter takes the keys.
func (a *Room) Searching() bool { return a.open && a.filter.Editing }

// newFilter returns the line of the filter. It completes to what the rows have, gathered once while the same field is
// typed.
func (a *Room) newFilter() filterline.Line {
	return filterline.New(filterline.Rules{
		Check: audit.CheckFilter,
		Complete: func(text string, at int) []filter.Completion {
			return audit.Complete(text, at, func(field string) []string {
				if a.gathered.field != field {
					a.gathered = gathered{field, audit.Values(field, a.allRows())}
				}
				return a.gathered.values
			})
		},
	})
}

// gathered is the values of a field that were gathered last.
type gathered struct {
	field  string
	values []string
}

// allRows goes through all rows, whatever the filter is.
func (a *Room) allRows() iter.Seq[audit.Row] {
	return func(yield func(audit.Row) bool) {
		for _, row := range a.table.All() {
			if !yield(row) {
				return
			}
		}
	}
}

// OpenFilter gives the keys to the filter.
func (a *Room) OpenFilter() tea.Cmd {
	a.gathered = gathered{}
	a.filter.Open()
	a.choose()
	return nil
}

// SetFilter filters the rows by a text, whatever findings they have.
func (a *Room) SetFilter(text string) tea.Cmd {
	a.choose()
	a.filter.SetValue(text)
	a.setFilter(audit.Filter{Text: text})
	return a.host.Moved()
}

// InputFilter edits the filter and applies it with each change.
func (a *Room) InputFilter(msg tea.Msg) tea.Cmd {
	switch a.filter.Input(msg) {
	case filterline.Up:
		return a.Move(func(w *list.Window, s list.Source) { w.Move(s, -1) })
	case filterline.Down:
		return a.Move(func(w *list.Window, s list.Source) { w.Move(s, 1) })
	case filterline.Kept:
		a.choose()
		return nil
	case filterline.Left:
		a.filter.Editing = false
		a.filter.Reset()
		a.applyFilter()
		return nil
	case filterline.Quit:
		return a.host.Interrupt()
	case filterline.Changed:
		a.applyFilter()
	case filterline.Nothing:
	}
	return a.host.Moved()
}

// applyFilter shows the rows that the text and the findings let through. The row that was chosen stays selected if it
// is among them, else the first is.
func (a *Room) applyFilter() {
	f := a.view.Filter()
	f.Text = a.filter.Value()
	a.setFilter(f)
}

func (a *Room) setFilter(f audit.Filter) {
	a.view.SetFilter(f)
	rows := a.rows()
	if a.anchor == "" || !a.window.Select(rows, a.anchor) {
		a.window.First(rows)
	}
	a.stretch()
	a.Look()
}

func (a *Room) clearFilter() {
	a.filter.Reset()
	a.setFilter(audit.Filter{})
}

// byFinding is the choice to show the rows that have one of these findings; sortBy that of an order.
type (
	byFinding struct {
		room     *Room
		findings audit.Set
	}
	sortBy struct {
		room  *Room
		order audit.Order
	}
)

// findingsMenu is the choice of a finding. It follows what becomes known.
type findingsMenu struct{ *dialog.Menu }

// AskFindings offers the findings that there are, with how many keys have each.
func (a *Room) AskFindings() tea.Cmd {
	a.OpenHarmless(findingsMenu{a.findings()})
	return nil
}

// followFindings brings the choice of a finding up to date. If the one in focus has gone, it takes no key for a moment.
func (a *Room) followFindings() {
	for i := range a.Windows {
		if menu, ok := a.Windows[i].Dialog.(findingsMenu); ok && menu.Follow(a.findings()) {
			a.Windows[i].Changed(a.Config.Now())
		}
	}
}

func (a *Room) findings() *dialog.Menu {
	s := a.table.Summary()
	options := []dialog.Option{
		{Label: "All keys", Note: text.Count(s.Keys), Result: byFinding{room: a}},
		{Label: "Any finding", Note: text.Count(s.Faulty), Result: byFinding{a, audit.SetOf(audit.AllFindings()...)}},
	}
	for _, f := range audit.AllFindings() {
		if n := s.Findings[f]; n > 0 {
			options = append(options, dialog.Option{
				Label: f.String(), Note: text.Count(n) + ", " + f.Title(a.table.Thresholds()), Result: byFinding{a, audit.SetOf(f)},
			})
		}
	}
	return dialog.NewMenu("Show keys with a finding", nil, options...)
}

// Do implements stage.Result.
func (b byFinding) Do() tea.Cmd {
	a := b.room
	f := a.view.Filter()
	f.Findings = b.findings
	a.choose()
	a.setFilter(f)
	return nil
}

// AskOrder offers the columns to sort by. The one that the table is sorted by is offered in reverse.
func (a *Room) AskOrder() tea.Cmd {
	now := a.view.Order()
	var options []dialog.Option
	for _, c := range audit.Columns() {
		o, note := audit.Order{By: c}, orderNote(audit.Order{By: c})
		if c == now.By && !now.Reverse {
			o.Reverse = true
			note = "reversed: " + orderNote(o)
		}
		options = append(options, dialog.Option{Label: c.String(), Note: note, Result: sortBy{a, o}})
	}
	a.OpenHarmless(dialog.NewMenu("Sort by", nil, options...))
	return nil
}

// Do implements stage.Result.
func (s sortBy) Do() tea.Cmd { return s.room.Sort(s.order) }

// Sort puts the rows in an order, and says so.
func (a *Room) Sort(o audit.Order) tea.Cmd {
	a.view.SetOrder(o)
	a.Look()
	a.stretch()
	return a.Say(dialog.Dim, "Keys: "+orderNote(o))
}

// orderNote words an order.
func orderNote(o audit.Order) string {
	words := map[audit.Column][2]string{
		audit.ByRisk: {"worst first", "best first"}, audit.ByUser: {"users from A to Z", "users from Z to A"},
		audit.ByKeyID: {"key IDs from A to Z", "key IDs from Z to A"}, audit.ByStatus: {"active first", "inactive first"},
		audit.ByAge: {"oldest first", "newest first"}, audit.ByLastUse: {"never and longest unused first", "used last first"},
		audit.ByService: {"services from A to Z", "services from Z to A"},
		audit.ByRegion:  {"regions from A to Z", "regions from Z to A"},
	}[o.By]
	if o.Reverse {
		return words[1]
	}
	return words[0]
}

// FilterLine shows the filter while it is typed, with how many rows it shows.
func (a *Room) FilterLine() string { return a.filter.View(a.Theme, "  "+a.count(), a.Width) }

// UnderFilter says what is wrong with the filter that is being typed, or how it can go on; empty for nothing.
func (a *Room) UnderFilter() string { return a.filter.Under(a.Theme, "  "+a.count(), a.Width) }

// FilterBindings are the keys that act while the filter is typed.
func (a *Room) FilterBindings() []key.Binding { return a.filter.Bindings() }
