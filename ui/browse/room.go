// Package browse is the main screen: the users at the left, the keys of the selected one at the right, the filter and
// the order of both, the search for a user or the owner of a key, and the pages about one user and one key. What it
// looks at decides what the plan asks for ([Room.View]). It changes nothing in IAM and knows no other room: what is
// being changed it is told by its [Host]. A new column belongs into drawtable.go, a new part of the page about a user
// into details.go, a new order into users.go or table.go.
package browse

import (
	"iter"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/ui/action"
	"akia/ui/filterline"
	"akia/ui/stage"
)

// Room is the two panes. Make it with New. It belongs to the goroutine of Update.
type Room struct {
	*stage.Stage
	host Host

	users   usersPane
	table   keysPane
	back    keysPane // the table of before another room has covered the panes
	focus   focus
	pace    pace
	seek    seek
	asked   uint64     // counts the look-ups of owners
	then    *afterUses // nil for nothing
	edits   *awaited   // nil for nothing
	rereads rereads
	// gathered are the values that the filter being typed can go on with.
	gathered gathered
}

// Host is what the panes need of the root.
type Host interface {
	// Covered reports whether another room is on the screen in place of the panes.
	Covered() bool
	// Uncover brings the panes back to the screen.
	Uncover()
	// Changing says what is being made of a key; busy is false if nothing is.
	Changing(user iamsvc.Principal, keyID string) (words string, busy bool)
	// ReadAll has what IAM tells of all users together be read, the credential report first, and Reads reports whether
	// that can tell more than is known and is not under way.
	ReadAll() tea.Cmd
	Reads() bool
	// Interrupt leaves as ctrl+c does.
	LeavePanes() tea.Cmd
	Interrupt() tea.Cmd
}

// focus is the pane that takes the keys.
type focus uint8

const (
	onUsers focus = iota
	onKeys
)

// New returns the panes of an account of which nothing is known yet.
func New(s *stage.Stage, host Host) *Room {
	r := &Room{Stage: s, host: host, users: newUsersPane(s.Config.Clock, s.Config.Thresholds)}
	r.users.filter = filterline.New(filterline.Rules{Check: audit.CheckFilter, Complete: r.complete})
	return r
}

// Start opens at a user name or an access key ID, at the first user if it is empty, and returns what begins by that.
func (r *Room) Start(at string) tea.Cmd {
	open := r.openAt(at)
	r.pace.last = r.Config.Now().Add(-quiet) // at rest: the first user is asked about at once
	return tea.Batch(open, r.rest())
}

// Freshen brings the users that are shown up to date with what has become known of their keys.
func (r *Room) Freshen() { r.users.freshen(r.Store) }

// Relist brings the users that are shown up to date with those of the account, which are not what they were.
func (r *Room) Relist() { r.users.update(r.Store) }

// Follow notes whose keys are looked at. If that is somebody else now, the table starts at the first of that user's
// keys.
func (r *Room) Follow(user iamsvc.Principal, selected bool) {
	if user != r.pace.user || selected != r.pace.hasUser {
		r.look(user, selected)
		r.table = r.table.anew()
	}
	r.syncKeys()
}

// Cover leaves the panes for another room: the search ends, and the table is that of the user whom the room looks at.
func (r *Room) Cover() {
	r.EndSeek()
	r.back, r.table = r.table, r.table.anew()
}

// Uncovered takes note that the panes are on the screen again: everything is where it was.
func (r *Room) Uncovered() {
	r.users.update(r.Store)
	r.look(r.Selected())
	r.table = r.back
}

// look notes whose keys are looked at from now on.
func (r *Room) look(user iamsvc.Principal, selected bool) {
	r.pace.user, r.pace.hasUser, r.pace.userAt = user, selected, r.Config.Now()
}

// User returns the user whose keys are looked at; false if that is nobody.
func (r *Room) User() (iamsvc.Principal, bool) { return r.pace.user, r.pace.hasUser }

// Selected returns the user that the panes would show the keys of: the one that is being looked for, else the one under
// the cursor. It may be nobody.
func (r *Room) Selected() (iamsvc.Principal, bool) {
	if !r.seek.user.IsZero() {
		return r.seek.user, true
	}
	if r.users.Len() == 0 || !r.users.window.Selected() {
		return iamsvc.Principal{}, false
	}
	return r.users.selected(), true
}

// SelectedKey returns the key under the cursor of the table, of the user that Selected returns.
func (r *Room) SelectedKey() (iamsvc.Key, bool) {
	user, ok := r.Selected()
	if !ok {
		return iamsvc.Key{}, false
	}
	return r.Store.Key(user, r.KeyID())
}

// KeyID returns the ID of the key under the cursor of the table; empty if there is none.
func (r *Room) KeyID() string { return r.table.window.ID() }

// OnKeys reports whether the table of keys takes the keys.
func (r *Room) OnKeys() bool { return r.focus == onKeys }

// Keys returns the keys of the user who is looked at as the table shows them; none while they are not known.
func (r *Room) Keys() []iamsvc.Key { return r.keyRows() }

// InView returns the users whose rows are on the screen, from the top.
func (r *Room) InView() iter.Seq2[int, iamsvc.Principal] {
	from, to := r.users.window.Range(&r.users)
	return func(yield func(int, iamsvc.Principal) bool) {
		for i := from; i < to && yield(i-from, r.users.at(i).Principal()); i++ {
		}
	}
}

// Shown returns how many users are shown, on the screen or beyond it.
func (r *Room) Shown() int { return r.users.Len() }

// Sight is what the panes show under the cursor.
func (r *Room) Sight() action.Sight {
	return action.Sight{HasUser: r.pace.hasUser, User: r.pace.user, KeysFocus: r.OnKeys(), Row: r.KeyID()}
}

// SeesWhole reports whether the row of a key is on the screen under the cursor of the table: its ID, its status and its
// last use.
func (r *Room) SeesWhole(k iamsvc.Key) bool {
	return r.blocked() == nil && r.KeyID() == k.ID && len(r.columns(r.tableWidth()-2)) > usedColumn
}

// Want selects a key of a user as soon as it is listed, if it is that user who is looked at.
func (r *Room) Want(user iamsvc.Principal, keyID string) {
	if r.pace.user == user {
		r.table.want = keyID
	}
}

// Renamed goes on under the present name of a user.
func (r *Room) Renamed(was, now iamsvc.Principal) {
	selected := r.users.selected() == was
	r.users.update(r.Store)
	if selected {
		r.users.window.Select(&r.users, now.ReportName())
		r.users.choose()
	}
	if r.seek.user == was {
		r.seek.user = now
	}
	for i := range r.Windows {
		w := &r.Windows[i]
		if w.About != nil && w.About.User == was {
			w.About.User = now
		}
		if about, ok := w.Live.(userDetails); ok && about.room == r && about.user == was {
			about.user = now
			w.Live = about
		}
	}
}

// Busy reports whether the person waits for something that the panes look for.
func (r *Room) Busy() bool {
	return r.seek.active() || r.then != nil || r.users.filtered() && r.usersLoading()
}

// OtherAccount forgets where the panes were: they are of another account now.
func (r *Room) OtherAccount() {
	r.users.update(r.Store)
	r.EndSeek()
}

// LooksAt reports whether it is this user whose keys are looked at.
func (r *Room) LooksAt(user iamsvc.Principal) bool { return r.pace.user == user }
