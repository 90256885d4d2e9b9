package audit

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc/store"
)

// waiting is something that a person has asked for, and that is done once what it needs is known.
type waiting struct {
	until until
	held  bool // it is not known yet whether the key that asked is part of a burst

	wants func() []store.Want // what is to be known for it; nil for what is asked anyway
	ready func() bool         // that is known, or cannot be
	stale func() bool         // nobody expects it any more; nil if it stays until it is stopped
	gone  func() tea.Cmd      // says why it was given up when it went stale; nil for nothing
	do    func() tea.Cmd      // a window that it opens opens by itself
	words func() string       // for the lower edge; nil for none
}

// until is what something waits for. One thing waits for each at a time.
type until uint8

const (
	rowSettled    until = iota // what is known of the row under the cursor is certain
	markedSettled              // what is known of the marked rows is
	allRead                    // there is nothing more to read
)

// wait has something done later. What has waited for the same is forgotten: the person has asked for something else
// since.
func (a *Room) wait(w *waiting) {
	a.forget(w.until)
	a.waiting = append(a.waiting, w)
}

// forget gives up what waits for any of these.
func (a *Room) forget(these ...until) {
	a.waiting = slices.DeleteFunc(a.waiting, func(w *waiting) bool { return slices.Contains(these, w.until) })
}

// waitHeld is wait for what a key has asked for: it is held until it is known that the key is no part of a burst, and
// is forgotten if it is.
func (a *Room) waitHeld(w *waiting) tea.Cmd {
	a.wait(w)
	cmd, held := a.host.OnceKnown(func() { w.held = false }, func() { a.drop(w) })
	w.held = held
	return cmd
}

func (a *Room) drop(w *waiting) {
	a.waiting = slices.DeleteFunc(a.waiting, func(o *waiting) bool { return o == w })
}

// wantsOfWaiting returns what is to be known for what waits.
func (a *Room) wantsOfWaiting() []store.Want {
	var wants []store.Want
	for _, w := range a.waiting {
		if w.wants != nil {
			wants = append(wants, w.wants()...)
		}
	}
	return wants
}

// goOn does what is ready, once nothing else is open, and gives up what is stale.
func (a *Room) goOn() tea.Cmd {
	var cmds []tea.Cmd
	for _, w := range slices.Clone(a.waiting) {
		switch {
		case w.stale != nil && w.stale():
			a.drop(w)
			if w.gone != nil {
				cmds = append(cmds, w.gone())
			}
		case w.held || len(a.Windows) > 0 || !a.open || !w.ready():
		default:
			a.drop(w)
			cmds = append(cmds, a.OpensByItself(w.do))
		}
	}
	return tea.Batch(cmds...)
}
