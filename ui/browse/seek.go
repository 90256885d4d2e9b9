package browse

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/filter"
	"akia/iamsvc/queue"
	"akia/iamsvc/store"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/text"
)

// seek is a search: first for the owner of a key ID, then for that user in the list, whose pages are read until it
// comes. The user's keys are shown meanwhile.
type seek struct {
	id     uint64 // of the owner look-up that is waited for
	keyID  string
	user   iamsvc.Principal
	cancel context.CancelFunc // of the look-up; nil if there is none
}

func (s seek) active() bool { return !s.user.IsZero() || s.id != 0 }

// EndSeek ends the search that is under way, if any.
func (r *Room) EndSeek() {
	if r.seek.cancel != nil {
		r.seek.cancel()
	}
	r.seek = seek{}
}

// openAt opens at a user name or an access key ID; at the first user if it is empty. Until that user is found, nobody
// else is selected.
func (r *Room) openAt(name string) tea.Cmd {
	if name == "" {
		return nil
	}
	r.users.deselect()
	if iamsvc.LooksLikeKeyID(name) {
		return r.FindOwner(name)
	}
	r.seekUser(iamsvc.NamedUser(name), "")
	return nil
}

// FindOwner looks for the owner of a key ID, and goes there.
func (r *Room) FindOwner(keyID string) tea.Cmd {
	r.EndSeek()
	r.asked++
	ctx, cancel := stage.ReadContext(queue.InView)
	r.seek = seek{id: r.asked, keyID: keyID, cancel: cancel}
	return tea.Batch(r.Say(dialog.Dim, "Looking for the owner of "+keyID), r.findOwner(ctx, r.seek.id, keyID))
}

// Take implements stage.Message: it goes to the owner of a key, if that is still what the person waits for.
func (msg ownerFound) Take() tea.Cmd {
	r := msg.room
	if msg.id != r.seek.id {
		return nil
	}
	keyID := r.seek.keyID
	r.EndSeek()
	if err := iamsvc.AsError(msg.err); err != nil {
		if !r.users.window.Selected() { // it was asked for on the command line
			r.users.miss(keyID)
		}
		if msg.of != "" && err.Kind == iamsvc.KindNotFound {
			return r.Fail(r.notHere(keyID, msg.of))
		}
		return r.Fail(err)
	}
	if msg.use.User.IsRoot() {
		return r.Say(dialog.Good, keyID+" has no user that IAM names: it may be the root user's")
	}
	r.GoTo(msg.use.User, keyID)
	return r.Say(dialog.Good, keyID+" belongs to "+msg.use.User.String())
}

// GoTo goes to a user, and to one of its keys if that is not empty, whatever filter is set.
func (r *Room) GoTo(user iamsvc.Principal, keyID string) {
	r.EndSeek()
	r.users.filter.Reset()
	r.users.refilter()
	r.seekUser(user, keyID)
}

// seekUser goes to a user, and to one of its keys; if the user is not listed yet, its keys are shown and pages are read
// until it is.
func (r *Room) seekUser(user iamsvc.Principal, keyID string) {
	r.host.Uncover()
	r.seek = seek{user: user, keyID: keyID}
	r.Store.ResumeUsers()
	r.Follow(r.Selected())
	r.table.want = keyID
	if keyID != "" {
		r.focus = onKeys
	}
	if !r.arrive() && r.Store.UsersState() == store.Known && !r.Store.UsersOpen() {
		r.RefreshUsers() // all were read, and somebody is named who came, or was renamed, later
	}
}

// arrive ends the search if the user is in the list.
func (r *Room) arrive() bool {
	if r.seek.user.IsZero() {
		return false
	}
	name, listed := r.Store.Find(r.seek.user)
	if !listed || !r.users.window.Select(&r.users, name.ReportName()) {
		return false
	}
	r.users.choose()
	r.EndSeek()
	return true
}

// UsersRead brings the list up to date after a page of it was read, and looks in it for the user who is searched for;
// when all was read without finding it, the search ends.
func (r *Room) UsersRead() tea.Cmd {
	r.users.grow(r.Store)
	said := r.sayUsersRead()
	if r.seek.user.IsZero() || r.Store.UsersErr() != nil || r.arrive() {
		return said
	}
	if r.Store.MoreUsers() || r.Store.UsersState() != store.Known {
		return said
	}
	user, keyID := r.seek.user, r.seek.keyID
	r.EndSeek()
	return r.notListed(user, keyID)
}

// notHere says whose a key is that was not found in this account.
func (r *Room) notHere(keyID, of string) *iamsvc.Error {
	here := r.Store.Identity.Value.Account
	if of == here {
		return iamsvc.Refused("GetAccessKeyLastUsed", keyID,
			keyID+" belongs to this account, but there is no such key, or you may not look it up.",
			"Ask for the permission iam:GetAccessKeyLastUsed.")
	}
	which := "."
	if here != "" {
		which = ", not to this one (" + here + ")."
	}
	return iamsvc.Refused("GetAccessKeyLastUsed", keyID, keyID+" belongs to account "+of+which,
		"Sign in to account "+of+" to look at it.")
}

// ownerFound answers a search for the owner of a key ID.
type ownerFound struct {
	room *Room
	id   uint64
	use  iamsvc.LastUse
	err  error
	of   string // the account that a key belongs to which was not found here; empty if that is not known
}

func (r *Room) findOwner(ctx context.Context, id uint64, keyID string) tea.Cmd {
	svc := r.Config.Service
	return func() tea.Msg {
		use, err := svc.FindOwner(ctx, keyID)
		msg := ownerFound{room: r, id: id, use: use, err: err}
		if e := iamsvc.AsError(err); e != nil && e.Kind == iamsvc.KindNotFound {
			msg.of = stage.AccountOf(ctx, svc, keyID)
		}
		return msg
	}
}

// Seeking reports whether a user or the owner of a key is being searched for.
func (r *Room) Seeking() bool { return r.seek.active() }

// SeekWords says what is being searched for.
func (r *Room) SeekWords() string {
	if r.seek.user.IsZero() {
		return "Looking for the owner of " + r.seek.keyID + "; esc stops"
	}
	return "Looking for " + r.seek.user.String() + " in the list, " + r.users.count() + " read; esc stops"
}

// offered is how many near names are said; the list has all of them.
const offered = 3

// deselect takes the cursor off the users, so that no key press can act on somebody who was not chosen.
func (p *usersPane) deselect() {
	p.anchor = ""
	p.window.Deselect(p)
}

// miss shows what a name or key ID that is not there may be meant for: the filter holds it, and nobody is selected.
func (p *usersPane) miss(word string) {
	p.missed = word
	p.filter.SetValue(filter.Quote(word))
	p.update(p.account)
	p.deselect()
}

// near returns the names that one which is not there may be meant for, the nearest first.
func (p *usersPane) near(word string) []string {
	var names []string
	for _, u := range p.account.Users() {
		names = append(names, u.Name)
	}
	return text.Near(word, names, offered)
}

// nearScore returns the score of a name that the one which is not there may be meant for: below those that the filter
// matches, above those that it was found in otherwise. False for the others, and for all once the filter holds
// something else.
func (p *usersPane) nearScore(name string) (score int, near bool) {
	if p.missed == "" || p.word() != p.missed || !text.IsNear(p.missed, name) {
		return 0, false
	}
	return behindNames + len(p.missed) - text.Distance(p.missed, name), true
}

// notListed ends the search for a user who is not in the list, as far as that goes. That one of the command line is not
// there is worth near names; of one that IAM has named, or that was created here, it is not said that there is none.
func (r *Room) notListed(user iamsvc.Principal, keyID string) tea.Cmd {
	name, where := user.String(), r.UnderPath()
	if r.users.window.Selected() || keyID != "" {
		return r.Fail(iamsvc.Refused("ListUsers", name, user.String()+" is not in the list of users"+where+".", ""))
	}
	r.users.miss(name)
	r.focus = onUsers
	words := "There is no user " + name + where + "."
	if near := r.users.near(name); near != nil {
		words += " Similar: " + strings.Join(near, ", ") + "."
	}
	return r.Fail(iamsvc.Refused("ListUsers", name, words, ""))
}
