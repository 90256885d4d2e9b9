package audit

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc/audit"
	"akia/ui/dialog"
	"akia/ui/list"
	"akia/ui/text"
)

// filtered reports whether not all rows are shown.
func (a *Room) filtered() bool {
	return a.view != nil && a.view.Filter() != audit.Filter{}
}

// Searching reports whether the filter takes the keys.
func (a *Room) Searching() bool { return a.open && a.editing }

// OpenFilter gives the keys to the filter.
func (a *Room) OpenFilter() tea.Cmd {
	a.editing = true
	a.choose()
	return nil
}

// InputFilter edits the filter and applies it with each change.
func (a *Room) InputFilter(msg tea.Msg) tea.Cmd {
	keys := dialog.NewFilterKeys()
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch {
		case key.Matches(press, keys.Up):
			return a.Move(func(w *list.Window, s list.Source) { w.Move(s, -1) })
		case key.Matches(press, keys.Down):
			return a.Move(func(w *list.Window, s list.Source) { w.Move(s, 1) })
		case key.Matches(press, keys.Done):
			a.editing = false
			a.choose()
			return nil
		case key.Matches(press, keys.Leave):
			a.editing = false
			a.filter.Reset()
			a.applyFilter()
			return nil
		case key.Matches(press, keys.Quit):
			return a.host.Interrupt()
		}
	}
	before := a.filter.Value()
	dialog.Feed(&a.filter, msg)
	if a.filter.Value() != before {
		a.applyFilter()
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
			note = "the other way round: " + orderNote(o)
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
func (a *Room) FilterLine() string {
	t, in := a.Theme, a.filter
	note := "  " + a.count()
	dialog.FitInput(&in, max(min(40, a.Width-8-text.Width(note)), 8))
	return " " + t.Accent.Render("/") + " " + in.View() + t.Dim.Render(note)
}
