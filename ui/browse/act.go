package browse

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/queue"
	"akia/iamsvc/store"
	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/list"
	"akia/ui/stage"
	"akia/ui/text"
	"akia/ui/words"
)

// Move moves the cursor of the pane in focus.
func (r *Room) Move(f func(*list.Window, list.Source)) tea.Cmd {
	if r.focus == onKeys {
		return r.moveKeys(f)
	}
	return r.moveUsers(f)
}

// OtherPane gives the keys to the other pane.
func (r *Room) OtherPane() tea.Cmd {
	if r.focus == onUsers {
		return r.ToKeys()
	}
	return r.ToUsers()
}

// ToKeys gives the keys to the table of keys.
func (r *Room) ToKeys() tea.Cmd { r.focus = onKeys; return nil }

// ToUsers gives the keys to the list of users.
func (r *Room) ToUsers() tea.Cmd { r.focus = onUsers; return nil }

// Enter goes into the keys of a user; on a key it opens the details.
func (r *Room) Enter() tea.Cmd {
	if r.focus == onUsers {
		return r.ToKeys()
	}
	if k, ok := r.SelectedKey(); ok {
		r.OpenPage(r.keyDetails(k), stage.About{User: k.User, Row: k.ID, Status: k.Status})
		return nil
	}
	return r.NoKey()
}

// Escape undoes one thing: it dismisses an error, stops what loads, clears the filter, or goes back a pane.
func (r *Room) Escape() tea.Cmd {
	switch {
	case r.Status.Dismiss():
	case r.stopLoading():
	case r.users.filtered():
		r.users.filter.Reset()
		r.users.refilter()
	case r.focus == onKeys:
		return r.ToUsers()
	default:
		return r.host.LeavePanes()
	}
	return nil
}

// stopLoading stops what the panes wait for; false if they wait for nothing.
func (r *Room) stopLoading() bool {
	if r.seek.active() {
		r.EndSeek()
		return true
	}
	stopped := r.GiveUp()
	for read, class := range r.Asker.UnderWay() {
		if class == queue.Sweep || class == queue.Ahead && (read.Op != store.AskUsers || !r.users.filtered()) {
			continue
		}
		if !r.Asker.End(read) {
			continue
		}
		stopped = true
		if read.Op == store.AskUsers {
			r.Store.StopUsers()
			continue
		}
		err := &iamsvc.Error{Kind: iamsvc.KindCancelled, Op: "load", Subject: read.User.String()}
		r.Store.Fail(read, err, r.Config.Now())
	}
	return stopped
}

// NextOrder sorts the pane in focus by the next order.
func (r *Room) NextOrder() tea.Cmd {
	if r.focus == onKeys {
		r.table.order = (r.table.order + 1) % keyOrders
		return r.Say(dialog.Dim, "Keys: "+r.table.order.String())
	}
	r.users.order = (r.users.order + 1) % userOrders
	r.users.update(r.Store)
	return r.Say(dialog.Dim, "Users: "+r.users.order.String())
}

// Refresh asks again what the pane in focus shows.
func (r *Room) Refresh() tea.Cmd {
	r.users.window.Sync(&r.users)
	r.rereads = rereads{}
	if r.focus == onKeys {
		r.rereads.keysOf = r.pace.user
		r.ForgetKeys(r.pace.user)
		r.Store.ForgetDetails(r.pace.user)
		return nil
	}
	r.rereads.users = true
	if r.Store.UsersStopped() {
		r.Store.ResumeUsers()
		return nil
	}
	r.RefreshUsers()
	return nil
}

// rereads is what the person has asked to be read again, until that was said.
type rereads struct {
	users  bool
	keysOf iamsvc.Principal
}

// sayUsersRead says how many users were read, if the person has asked for that.
func (r *Room) sayUsersRead() tea.Cmd {
	if !r.rereads.users || r.Store.UsersErr() != nil || r.Store.UsersState() != store.Known || r.Status.Offers() {
		return nil
	}
	r.rereads.users = false
	said := "Read " + text.Many(len(r.Store.Users()), "user")
	if r.Store.MoreUsers() {
		said += " so far"
	}
	return r.Say(dialog.Dim, said)
}

// KeysRead says how many keys of a user were read, if the person has asked for that.
func (r *Room) KeysRead(user iamsvc.Principal) tea.Cmd {
	f := r.Store.Keys(user)
	if user.IsZero() || user != r.rereads.keysOf || !f.Known() || r.Status.Offers() {
		return nil
	}
	r.rereads.keysOf = iamsvc.Principal{}
	return r.Say(dialog.Dim, "Read "+text.Many(len(f.Value), "key")+" of "+user.String())
}

// RefreshUsers reads the list of users anew.
func (r *Room) RefreshUsers() {
	r.Asker.End(store.Read{Op: store.AskUsers})
	r.Store.RefreshUsers()
}

// noUser says that there is no user to move to, and why.
func (r *Room) noUser() tea.Cmd {
	switch {
	case r.Store.UsersState() != store.Known && r.Store.UsersErr() == nil && !r.Store.UsersStopped():
		return r.Say(dialog.Warn, "The users are not known yet")
	case r.users.filtered():
		return r.Say(dialog.Warn, "No user matches the filter")
	default:
		return r.Say(dialog.Warn, "There is no user to select")
	}
}

// NoKey says why there is no key to act on.
func (r *Room) NoKey() tea.Cmd { return r.Say(dialog.Warn, r.WhyNoKey()) }

// WhyNoKey returns why there is no key to act on.
func (r *Room) WhyNoKey() string {
	f := r.Store.Keys(r.pace.user)
	switch {
	case !r.pace.hasUser:
		return words.NoUser
	case f.Known():
		return r.pace.user.String() + " has no access key; " + r.KeyFor(action.Create) + " creates one"
	default:
		return "The keys of " + r.pace.user.String() + " are not known yet"
	}
}
