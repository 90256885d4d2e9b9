package audit

import (
	"time"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/store"
)

// What the audit is like, for whoever only looks at it.

// Table returns all rows; nil before the audit is entered first.
func (a *Room) Table() *audit.Table { return a.table }

// View returns the rows as they are filtered and sorted; nil before the audit is entered first.
func (a *Room) View() *audit.View { return a.view }

// Visible returns the rows on the screen, as of the last Look.
func (a *Room) Visible() []audit.Ref { return a.visible }

// InView returns what was asked about rows that are on the screen, or were when it was asked.
func (a *Room) InView() []store.Read { return a.seen }

// UseOf returns when a key was used last as its row has it under the cursor, zero for never; false if that is not
// certain.
func (a *Room) UseOf(k iamsvc.Key) (at time.Time, known bool) {
	_, row, ok := a.Row()
	if !ok || row.KeyID != k.ID || !row.Exact() {
		return time.Time{}, false
	}
	return row.Use.At, row.Use.State == audit.UseKnown || row.Use.State == audit.UseNever
}

// SeesWhole reports whether the row of a key is under the cursor with its whole ID, its status and its last use, and
// what is being done is what was asked while it was: not what has waited for the row.
func (a *Room) SeesWhole(k iamsvc.Key) bool {
	_, row, ok := a.Row()
	if a.late || !ok || row.KeyID != k.ID {
		return false
	}
	shown := map[field]bool{}
	for _, c := range a.columns() {
		shown[c.field] = !c.short || c.field == statusField
	}
	return shown[keyIDField] && shown[statusField] && shown[usedField]
}

// Stopped reports whether the person has stopped what the audit asks by itself.
func (a *Room) Stopped() bool { return a.stopped }

// Waits reports whether something waits for rows to be settled, or for everything to be read.
func (a *Room) Waits() bool { return len(a.waiting) > 0 }

// ScanState is how the full scan stands.
type ScanState struct {
	Begun, Running, Paused, Done bool

	Ended    time.Time // when it was done first
	Progress store.Progress
}

// Scan returns how the full scan stands.
func (a *Room) Scan() ScanState {
	s := &a.scan
	return ScanState{s.begun(), s.running(), s.paused(), s.done, s.ended, s.progress()}
}
