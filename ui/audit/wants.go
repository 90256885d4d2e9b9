package audit

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/queue"
	"akia/iamsvc/store"
	"akia/ui/text"
)

// again is a user whose keys are asked for although they are known, and since when.
type again struct {
	user  iamsvc.Principal
	since time.Time
}

// AskAgain has the audit ask for a user's keys anew. By itself it asks only what it has never known.
func (a *Room) AskAgain(user iamsvc.Principal) {
	a.Asker.End(store.Read{Op: store.AskKeys, User: user})
	if a.table != nil {
		a.again = append(a.again, again{user, a.Config.Now()})
	}
}

// Wants returns what the audit wants to know: what a bulk or a key press waits for, what the rows in view lack,
// behind them the key IDs of all other rows, and what the scan has come to.
func (a *Room) Wants() []store.Want {
	if a.table == nil {
		return nil
	}
	wants := append(a.wantsOfWaiting(), a.wantsAgain()...)
	if a.open && !a.stopped && (!a.report.asking || a.report.had) { // else the report will tell most of it
		wants = append(wants, a.wantsInView()...)
		if !a.scan.running() {
			wants = append(wants, a.table.Wants()...)
		}
	}
	if a.scan.begun() {
		wants = append(wants, a.scan.sweep.Wants()...)
	}
	return wants
}

// wantsInView returns what the rows in view lack, once the cursor is at rest, and what was asked about rows that have
// left it: an answer that is on its way is worth waiting for.
func (a *Room) wantsInView() []store.Want {
	a.seen = slices.DeleteFunc(a.seen, func(r store.Read) bool { return !a.Asker.Asking(r) })
	if !a.host.Moving() {
		for _, ref := range a.visible {
			if r, lacks := a.table.Lacks(ref); lacks && !slices.Contains(a.seen, r) {
				a.seen = append(a.seen, r)
			}
		}
	}
	return inView(a.seen...)
}

// wantsAgain returns the lists that are asked for although they are known, until they were answered.
func (a *Room) wantsAgain() []store.Want {
	var wants []store.Want
	a.again = slices.DeleteFunc(a.again, func(w again) bool {
		f := a.Store.Keys(w.user)
		_, asking := f.Asking()
		answered := !asking && !f.At().IsZero() && !f.At().Before(w.since)
		if answered && (f.Err != nil || !f.Sent().Before(w.since)) {
			return true
		}
		wants = append(wants, inView(store.Read{Op: store.AskKeys, User: w.user})...)
		return false
	})
	return wants
}

func inView(reads ...store.Read) []store.Want {
	wants := make([]store.Want, len(reads))
	for i, r := range reads {
		wants[i] = store.Want{Read: r, Class: queue.InView}
	}
	return wants
}

// FollowStore brings the rows of the audit and its scan up to date with what is known.
func (a *Room) FollowStore() tea.Cmd {
	if a.table == nil {
		return nil
	}
	a.table.Follow()
	if a.scan.begun() && a.scan.sweep.Follow() {
		return a.scanEnded()
	}
	return nil
}

// NextAge returns when the first of the ages on the screen reads differently; the zero time if there are none.
func (a *Room) NextAge() time.Time {
	now, next := a.Config.Clock.Now(), a.table.Due()
	note := func(t time.Time) {
		if t.IsZero() {
			return
		}
		if at := text.Change(t, now); next.IsZero() || at.Before(next) {
			next = at
		}
	}
	note(a.table.Generated())
	if a.scan.done {
		note(a.Config.Clock.Service(a.scan.ended))
	}
	for _, ref := range a.visible {
		row, _ := a.table.Row(ref)
		note(row.Created)
		note(row.Use.At)
	}
	return a.Config.Clock.Here(next)
}

// stop stops what the audit waits for; false if it waits for nothing.
func (a *Room) stop() bool {
	stopped, besides := a.Waits(), a.asking()
	a.waiting = nil
	if a.report.asking {
		a.report.cancel()
		a.report.asking, a.report.stopped, stopped = false, true, true
		a.report.id++
	}
	if a.scan.running() {
		a.StopScan()
		stopped = true
	}
	if a.facts.stop() || besides {
		a.stopped, stopped = true, true
	}
	return stopped
}

// asking reports whether answers about rows of the audit are under way, besides those that the scan asks for.
func (a *Room) asking() bool {
	besides := func(r store.Read) bool {
		return a.Asker.Asking(r) && (!a.scan.begun() || !a.scan.sweep.Asks(r))
	}
	return a.table != nil && (slices.ContainsFunc(a.seen, besides) || slices.ContainsFunc(a.table.Behind(), besides))
}

// Busy reports whether the person waits for something that the audit shows.
func (a *Room) Busy() bool {
	return a.open && (a.report.asking || a.Waits() || a.asking() ||
		a.scan.running() && !a.scan.paused())
}

// Removed notes that a key was deleted here: the mark of its row is not missed.
func (a *Room) Removed() {
	if a.table != nil {
		a.table.Follow()
		a.dropMarks()
	}
}
