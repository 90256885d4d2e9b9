package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/store"
	"akia/ui/dialog"
	"akia/ui/text"
)

// IAM allows a user two keys, but other servers that speak its API may have thousands: so, as everywhere, only the last uses
// that are looked at are asked for, and a few around them.

// leastRows is how many rows the table of keys has on the lowest screen. As many are taken to be in view while the size of the
// screen is not known.
const leastRows = leastTable - 3

// keysInView returns which rows of the table of keys are in view.
func (m *Model) keysInView(rows keyRows) (from, to int) {
	from, to = m.table.window.Range(rows)
	from = min(from, len(rows))
	return from, min(max(to, from+leastRows), len(rows))
}

// wantedUses returns the IDs of the selected user's keys whose last use is looked at: those in view, and those that a window is
// about. Behind them come the rows around the view; or all others, where something depends on the last use of every key.
func (m *Model) wantedUses() (seen, ahead []string) {
	rows := m.keyRows()
	from, to := m.keysInView(rows)
	around := (to - from) / 2
	shown, all := m.WantedUses()
	all = all || m.table.order == byLastUse
	if then := m.loads.then; then != nil {
		shown, all = append(shown, then.keyIDs...), all || then.keyIDs == nil
	}
	for i, k := range rows {
		switch {
		case i >= from && i < to, slices.Contains(shown, k.ID):
			seen = append(seen, k.ID)
		case all, i >= from-around && i < to+around:
			ahead = append(ahead, k.ID)
		}
	}
	return seen, ahead
}

// afterUses is what waits for the last uses of keys. It is given up when the person goes elsewhere.
type afterUses struct {
	user    iamsvc.Principal
	keyIDs  []string // nil: of all keys of the user
	inAudit bool
	dialogs int // how many were open
	do      func(*Model) tea.Cmd
}

// afterUses does what depends on the last use of some keys of a user, or of all if keyIDs is nil, when each is known, or cannot
// be: at once if they are. What is compared with nothing before a deletion would be no check.
func (m *Model) afterUses(user iamsvc.Principal, keyIDs []string, do func(*Model) tea.Cmd) tea.Cmd {
	if user != m.pace.user || m.openUses(m.keyRows(), keyIDs) == 0 {
		return do(m)
	}
	m.loads.then = &afterUses{user, keyIDs, m.audit.open, len(m.Windows), do}
	return m.Say(dialog.Dim, "Asking IAM for last uses that are not known yet")
}

// goOnAfterUses does what has waited, once nothing is open.
func (m *Model) goOnAfterUses() tea.Cmd {
	w := m.loads.then
	switch {
	case w == nil:
		return nil
	case w.user != m.pace.user || !m.pace.hasUser || w.inAudit != m.audit.open || w.dialogs != len(m.Windows):
		m.loads.then = nil
		return nil
	case m.openUses(m.keyRows(), w.keyIDs) > 0:
		return nil
	}
	m.loads.then = nil
	return m.OpensByItself(func() tea.Cmd { return w.do(m) })
}

// giveUpUses gives up what waits for last uses; false if nothing does.
func (m *Model) giveUpUses() bool {
	waited := m.loads.then != nil
	m.loads.then = nil
	return waited
}

// usesNote says how many last uses are to come, while something waits for them or the table is sorted by them.
func (m *Model) usesNote() (note string, asking bool) {
	if then := m.loads.then; then != nil {
		n := m.openUses(m.keyRows(), then.keyIDs)
		return "asking for last uses, " + text.Count(n) + " to come; esc stops", n > 0
	}
	if m.table.order != byLastUse {
		return "", false
	}
	n := m.openUsesOutOfView()
	return m.table.order.String() + ", " + text.Count(n) + " to come", n > 0
}

// openUsesOutOfView returns of how many keys out of view the last use is not known yet.
func (m *Model) openUsesOutOfView() int {
	rows := m.keyRows()
	from, to := m.keysInView(rows)
	return m.openUses(rows[:from], nil) + m.openUses(rows[to:], nil)
}

// openUses returns of how many of the keys, of those given or of all, the last use is neither known nor could not be read.
func (m *Model) openUses(keys []iamsvc.Key, keyIDs []string) int {
	n := 0
	for _, k := range keys {
		s := m.Store.LastUse(k.ID).State()
		if (s == store.Unasked || s == store.Loading) && (keyIDs == nil || slices.Contains(keyIDs, k.ID)) {
			n++
		}
	}
	return n
}
