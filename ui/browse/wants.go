package browse

import (
	"akia/iamsvc"
	"akia/iamsvc/store"
	"akia/ui/stage"
	"slices"
)

// View tells the plan what is on the screen: in the panes, and in the windows above whatever is.
func (r *Room) View() store.View {
	v := store.View{
		Pace: r.pace.now, Selected: r.pace.user, SelectedAt: r.pace.userAt,
		HasSelected: r.pace.hasUser && (r.wantsSelected() || r.then != nil),
		NearEnd:     !r.host.Covered() && r.users.nearEnd(), WantAll: r.users.filtered() || !r.seek.user.IsZero(),
		Descriptions: r.wantsDescriptions(), Details: r.WantedDetails(),
	}
	if v.HasSelected {
		v.Uses, v.UsesAhead = r.wantedUses()
	}
	if v.Pace == store.Settled && !r.host.Covered() {
		v.Shown = r.InView()
	}
	return v
}

// wantsSelected reports whether the keys of the user who is looked at are to be asked for the panes, or for a window. What
// covers the panes asks for itself.
func (r *Room) wantsSelected() bool {
	if !r.host.Covered() || r.AwaitsDescription() {
		return true
	}
	return slices.ContainsFunc(r.Windows, func(w stage.Window) bool { return w.Live != nil })
}

// wantsDescriptions reports whether the descriptions of the selected user's keys are on the screen or about to be.
func (r *Room) wantsDescriptions() bool {
	if r.AwaitsDescription() {
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

// AwaitDescription notes that the description of a key is to be edited as soon as it is known.
func (r *Room) AwaitDescription(keyID string) { r.table.describe = keyID }

// AwaitsDescription reports whether the description of a key is to be edited as soon as it is known.
func (r *Room) AwaitsDescription() bool { return r.table.describe != "" }

// TakeAwaited returns the ID of the key whose description is to be edited, which then is nobody's; empty if there is none.
func (r *Room) TakeAwaited() string {
	keyID := r.table.describe
	r.table.describe = ""
	return keyID
}
