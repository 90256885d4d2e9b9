package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc/audit"
	"akia/ui/dialog"
	"akia/ui/list"
	"akia/ui/text"
)

// filtered reports whether not all rows are shown.
func (a *auditPane) filtered() bool {
	return a.view != nil && a.view.Filter() != audit.Filter{}
}

func (m *Model) openAuditFilter() tea.Cmd {
	m.audit.editing = true
	m.audit.anchor = m.audit.window.ID()
	return nil
}

// inputAuditFilter edits the filter and applies it with each change.
func (m *Model) inputAuditFilter(msg tea.Msg) tea.Cmd {
	a := &m.audit
	keys := dialog.NewFilterKeys()
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch {
		case key.Matches(press, keys.Up):
			return m.moveAudit(func(w *list.Window, s list.Source) { w.Move(s, -1) })
		case key.Matches(press, keys.Down):
			return m.moveAudit(func(w *list.Window, s list.Source) { w.Move(s, 1) })
		case key.Matches(press, keys.Done):
			a.editing = false
			a.anchor = a.window.ID()
			return nil
		case key.Matches(press, keys.Leave):
			a.editing = false
			a.filter.Reset()
			m.applyAuditFilter()
			return nil
		case key.Matches(press, keys.Quit):
			return m.interrupt()
		}
	}
	before := a.filter.Value()
	dialog.Feed(&a.filter, msg)
	if a.filter.Value() != before {
		m.applyAuditFilter()
	}
	return m.browse.Moved()
}

// applyAuditFilter shows the rows that the text and the findings let through. The row that was chosen stays selected if it
// is among them, else the first is.
func (m *Model) applyAuditFilter() {
	a := &m.audit
	f := a.view.Filter()
	f.Text = a.filter.Value()
	m.setAuditFilter(f)
}

func (m *Model) setAuditFilter(f audit.Filter) {
	a := &m.audit
	a.view.SetFilter(f)
	rows := a.rows()
	if a.anchor == "" || !a.window.Select(rows, a.anchor) {
		a.window.First(rows)
	}
	a.stretch()
	a.look()
}

func (m *Model) clearAuditFilter() {
	m.audit.filter.Reset()
	m.setAuditFilter(audit.Filter{})
}

// byFinding is the choice to show the rows that have one of these findings; sortBy that of an order.
type (
	byFinding struct{ findings audit.Set }
	sortBy    struct{ order audit.Order }
)

// findingsMenu is the choice of a finding. It follows what becomes known.
type findingsMenu struct{ *dialog.Menu }

// askFindings offers the findings that there are, with how many keys have each.
func (m *Model) askFindings() tea.Cmd {
	m.OpenHarmless(findingsMenu{m.findings()})
	return nil
}

// followFindings brings the choice of a finding up to date. If the one in focus has gone, it takes no key for a moment.
func (m *Model) followFindings() {
	for i := range m.Windows {
		if menu, ok := m.Windows[i].Dialog.(findingsMenu); ok && menu.Follow(m.findings()) {
			m.Windows[i].Changed(m.Config.Now())
		}
	}
}

func (m *Model) findings() *dialog.Menu {
	a := &m.audit
	s := a.table.Summary()
	options := []dialog.Option{
		{Label: "All keys", Note: text.Count(s.Keys), Result: byFinding{}},
		{Label: "Any finding", Note: text.Count(s.Faulty), Result: byFinding{audit.SetOf(audit.AllFindings()...)}},
	}
	for _, f := range audit.AllFindings() {
		if n := s.Findings[f]; n > 0 {
			options = append(options, dialog.Option{
				Label: f.String(), Note: text.Count(n) + ", " + f.Title(a.table.Thresholds()), Result: byFinding{audit.SetOf(f)},
			})
		}
	}
	return dialog.NewMenu("Show keys with a finding", nil, options...)
}

func (b byFinding) do(m *Model) tea.Cmd {
	f := m.audit.view.Filter()
	f.Findings = b.findings
	m.audit.anchor = m.audit.window.ID()
	m.setAuditFilter(f)
	return nil
}

// askOrder offers the columns to sort by. The one that the table is sorted by is offered in reverse.
func (m *Model) askOrder() tea.Cmd {
	now := m.audit.view.Order()
	var options []dialog.Option
	for _, c := range audit.Columns() {
		o, note := audit.Order{By: c}, orderNote(audit.Order{By: c})
		if c == now.By && !now.Reverse {
			o.Reverse = true
			note = "the other way round: " + orderNote(o)
		}
		options = append(options, dialog.Option{Label: c.String(), Note: note, Result: sortBy{o}})
	}
	m.OpenHarmless(dialog.NewMenu("Sort by", nil, options...))
	return nil
}

func (s sortBy) do(m *Model) tea.Cmd {
	a := &m.audit
	a.view.SetOrder(s.order)
	a.look()
	a.stretch()
	return m.Say(dialog.Dim, "Keys: "+orderNote(s.order))
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

// auditFilterLine shows the filter while it is typed, with how many rows it shows.
func (m *Model) auditFilterLine() string {
	t, in := m.Theme, m.audit.filter
	note := "  " + m.auditCount()
	dialog.FitInput(&in, max(min(40, m.Width-8-text.Width(note)), 8))
	return " " + t.Accent.Render("/") + " " + in.View() + t.Dim.Render(note)
}
