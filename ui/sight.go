package ui

import (
	"akia/iamsvc"
	"akia/ui/action"
)

// Sight implements toggle.Host: it is what decides how much is asked before a key is toggled.
func (h host) Sight(k iamsvc.Key) action.Status {
	m := h.m
	_, asking := m.Store.Identity.Asking()
	s := action.Status{
		Active: k.Status == iamsvc.Active, Own: m.Own(k), MaybeOwn: !m.Store.Identity.Known() && !asking, Seen: h.sees(k),
	}
	if !m.audit.OnScreen() && !m.browse.OnKeys() {
		s.Several = len(m.Store.Keys(k.User).Value) > 1
	}
	if use := m.Store.LastUse(k.ID); use.Known() {
		s.UseKnown, s.Used = true, use.Value.At
		return s
	}
	if m.audit.OnScreen() {
		s.Used, s.UseKnown = m.audit.UseOf(k)
	}
	return s
}

// sees reports whether the row of a key is on the screen under the cursor: its ID, its status and its last use.
func (h host) sees(k iamsvc.Key) bool {
	m := h.m
	switch {
	case len(m.Windows) > 0:
		return false
	case m.audit.OnScreen():
		return m.audit.SeesWhole(k)
	default:
		return m.browse.SeesWhole(k)
	}
}
