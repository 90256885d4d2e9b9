package ui

import (
	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/ui/action"
	"akia/ui/overview"
)

// Sight implements toggle.Host: it is what decides how much is asked before a key is toggled.
func (h host) Sight(k iamsvc.Key) action.Status {
	m := h.m
	_, asking := m.Store.Identity.Asking()
	s := action.Status{
		Active: k.Status == iamsvc.Active, Own: m.Own(k), MaybeOwn: !m.Store.Identity.Known() && !asking, Seen: h.sees(k),
	}
	if !m.audit.open && !m.browse.OnKeys() {
		s.Several = len(m.Store.Keys(k.User).Value) > 1
	}
	if use := m.Store.LastUse(k.ID); use.Known() {
		s.UseKnown, s.Used = true, use.Value.At
		return s
	}
	if _, row, ok := m.audit.row(); m.audit.open && ok && row.KeyID == k.ID && row.Exact() {
		s.UseKnown = row.Use.State == audit.UseKnown || row.Use.State == audit.UseNever
		s.Used = row.Use.At
	}
	return s
}

// sees reports whether the row of a key is on the screen under the cursor: its ID, its status and its last use.
func (h host) sees(k iamsvc.Key) bool {
	m := h.m
	switch {
	case len(m.Windows) > 0, m.audit.late:
		return false
	case m.audit.open:
		_, row, ok := m.audit.row()
		return ok && row.KeyID == k.ID && showsAll(overview.Columns(m.Width-2, m.Times != 0))
	default:
		return m.browse.SeesWhole(k)
	}
}

// showsAll reports whether the columns show the ID of a key whole, its status and its last use.
func showsAll(columns []overview.Column) bool {
	shown := map[overview.Cell]bool{}
	for _, c := range columns {
		shown[c.Cell] = !c.Short || c.Cell == overview.Status
	}
	return shown[overview.KeyID] && shown[overview.Status] && shown[overview.Used]
}
