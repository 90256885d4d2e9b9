package browse

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/store"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/text"
)

// View tells the plan what is on the screen: in the panes, and in the windows above whatever is.
func (r *Room) View() store.View {
	v := store.View{
		Pace: r.pace.now, Selected: r.pace.user, SelectedAt: r.pace.userAt,
		HasSelected: r.pace.hasUser && (r.wantsSelected() || r.then != nil),
		NearEnd:     !r.host.Covered() && r.users.nearEnd(), WantAll: r.users.filtered() || !r.seek.user.IsZero(),
		Descriptions: r.wantsDescriptions(), Details: append(r.WantedDetails(), r.asideDetails()...),
	}
	if v.HasSelected {
		v.Uses, v.UsesAhead = r.wantedUses()
	}
	if v.Pace == store.Settled && !r.host.Covered() {
		for _, user := range r.InView() {
			v.Shown = append(v.Shown, user)
		}
	}
	return v
}

// wantsSelected reports whether the keys of the user who is looked at are to be asked for the panes, or for a window.
// What covers the panes asks for itself.
func (r *Room) wantsSelected() bool {
	if !r.host.Covered() || r.AwaitsDescription() {
		return true
	}
	return slices.ContainsFunc(r.Windows, func(w stage.Window) bool { return w.Live != nil })
}

// wantsDescriptions reports whether the descriptions of the selected user's keys are on the screen or about to be.
func (r *Room) wantsDescriptions() bool {
	if r.AwaitsDescription() || r.wantsAside() {
		return true
	}
	return !r.host.Covered() && len(r.columns(r.tableWidth()-2)) > descriptionColumn
}

// FallBack shows the caller's own keys where users may not be listed.
func (r *Room) FallBack() {
	err := r.Store.UsersErr()
	if err == nil || err.Kind != iamsvc.KindDenied || len(r.Store.Users()) > 0 || !r.Store.Identity.Known() {
		return
	}
	id := r.Store.Identity.Value
	var known []iamsvc.User
	if name, isUser := id.UserName(); isUser || id.Root() {
		known = append(known, iamsvc.User{Name: name, ARN: id.ARN})
	}
	if !r.seek.user.IsZero() {
		known = append(known, iamsvc.User{Name: r.seek.user.UserName()})
	}
	if len(known) == 0 {
		return
	}
	r.Store.Only(known...)
	r.users.update(r.Store)
	r.arrive()
}

// UsersFailed takes note that the users could not be read.
func (r *Room) UsersFailed(err *iamsvc.Error) {
	if err.Kind != iamsvc.KindDenied {
		r.EndSeek()
	}
	r.FallBack()
}

// awaited is the key whose description is to be edited as soon as it is known. It is given up when the person goes
// elsewhere.
type awaited struct {
	place
	keyID string
}

// AwaitDescription notes that the description of a key is to be edited as soon as it is known.
func (r *Room) AwaitDescription(keyID string) { r.edits = &awaited{r.place(), keyID} }

// AwaitsDescription reports whether the description of a key is to be edited as soon as it is known.
func (r *Room) AwaitsDescription() bool { return r.edits != nil }

// TakeAwaited returns the ID of the key whose description is to be edited, which then is nobody's; empty if there is
// none.
func (r *Room) TakeAwaited() string {
	if r.edits == nil {
		return ""
	}
	keyID := r.edits.keyID
	r.edits = nil
	return keyID
}

// IAM allows a user two keys, but other servers that speak its API may have thousands: so, as everywhere, only the last
// uses that are looked at are asked for, and a few around them.

// leastRows is how many rows the table of keys has on the lowest screen. As many are taken to be in view while the size
// of the screen is not known.
const leastRows = leastTable - 3

// keysInView returns which rows of the table of keys are in view.
func (r *Room) keysInView(rows keyRows) (from, to int) {
	from, to = r.table.window.Range(rows)
	from = min(from, len(rows))
	return from, min(max(to, from+leastRows), len(rows))
}

// wantedUses returns the IDs of the selected user's keys whose last use is looked at: those in view, and those that a
// window is about. Behind them come the rows around the view; or all others, where something depends on the last use of
// every key.
func (r *Room) wantedUses() (seen, ahead []string) {
	rows := r.keyRows()
	from, to := r.keysInView(rows)
	around := (to - from) / 2
	shown, all := r.WantedUses()
	all = all || r.table.order == byLastUse
	if then := r.then; then != nil {
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

// place is where the person is: what waits for an answer is given up when that has changed by the time it comes.
type place struct {
	user    iamsvc.Principal
	hasUser bool
	covered bool // the panes are
	windows int  // how many are open
}

func (r *Room) place() place {
	return place{r.pace.user, r.pace.hasUser, r.host.Covered(), len(r.Windows)}
}

// afterUses is what waits for the last uses of keys. It is given up when the person goes elsewhere.
type afterUses struct {
	place
	keyIDs []string // nil: of all keys of the user
	do     func() tea.Cmd
}

// AfterUses does what depends on the last use of some keys of a user, or of all if keyIDs is nil, when each is known,
// or cannot be: at once if they are. What is compared with nothing before a deletion would be no check.
func (r *Room) AfterUses(user iamsvc.Principal, keyIDs []string, do func() tea.Cmd) tea.Cmd {
	if user != r.pace.user || r.openUses(r.keyRows(), keyIDs) == 0 {
		return do()
	}
	r.then = &afterUses{r.place(), keyIDs, do}
	return r.Say(dialog.Dim, "Asking IAM for last uses that are not known yet")
}

// GoOn does what has waited, once nothing is open.
func (r *Room) GoOn() tea.Cmd {
	here := r.place()
	if e := r.edits; e != nil && (e.place != here || !here.covered && e.keyID != r.KeyID()) {
		r.edits = nil
	}
	w := r.then
	switch {
	case w == nil:
		return nil
	case w.place != here || !here.hasUser:
		r.then = nil
		return nil
	case r.openUses(r.keyRows(), w.keyIDs) > 0:
		return nil
	}
	r.then = nil
	return r.OpensByItself(w.do)
}

// GiveUp gives up what waits for last uses or a description; false if nothing does.
func (r *Room) GiveUp() bool {
	waited := r.then != nil || r.edits != nil
	r.then, r.edits = nil, nil
	return waited
}

// usesNote says how many last uses are to come, while something waits for them or the table is sorted by them.
func (r *Room) usesNote() (note string, asking bool) {
	if then := r.then; then != nil {
		n := r.openUses(r.keyRows(), then.keyIDs)
		return "asking for last uses, " + text.Count(n) + " to come; esc stops", n > 0
	}
	if r.table.order != byLastUse {
		return "", false
	}
	n := r.openUsesOutOfView()
	return r.table.order.String() + ", " + text.Count(n) + " to come", n > 0
}

// openUsesOutOfView returns of how many keys out of view the last use is not known yet.
func (r *Room) openUsesOutOfView() int {
	rows := r.keyRows()
	from, to := r.keysInView(rows)
	return r.openUses(rows[:from], nil) + r.openUses(rows[to:], nil)
}

// openUses returns of how many of the keys, of those given or of all, the last use is neither known nor could not be
// read.
func (r *Room) openUses(keys []iamsvc.Key, keyIDs []string) int {
	n := 0
	for _, k := range keys {
		s := r.Store.LastUse(k.ID).State()
		if (s == store.Unasked || s == store.Loading) && (keyIDs == nil || slices.Contains(keyIDs, k.ID)) {
			n++
		}
	}
	return n
}
