package browse

import (
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/clock"
	"akia/iamsvc/filter"
	"akia/iamsvc/store"
	"akia/ui/filterline"
	"akia/ui/list"
	"akia/ui/text"
)

// usersPane is the list of users: which of them are shown, in what order, and where the cursor is. It is the
// list.Source of its own window.
type usersPane struct {
	window list.Window
	filter filterline.Line
	language
	query  filter.Query[audit.Row] // what filter says, as of the last match
	asOf   time.Time               // when ages were compared for it
	open   map[int]bool            // users of whom it is not known whether they match, by their position
	anchor string                  // the user the person chose last, whom a filter keeps or gives back when cleared
	missed string                  // a user that is not there: while the filter holds it, near names are shown too
	order  userOrder

	widest, measured int // the width of the widest name of the first so many users of the account

	account *store.Store
	rows    []row // nil: all users in the service's order
	// loaded is how many users were matched for rows, reordered the account's count then, and changed the mark of its
	// changes.
	loaded, reordered, changed int
	// oldest is when the key was made that users are sorted by, as of the last match; zero for none, empty for other
	// orders.
	oldest []time.Time
}

// row is one user that is shown: its position in the account, and what of it the filter matched.
type row struct {
	user int
	hit  hit
}

// userOrder is what the users are sorted by.
type userOrder uint8

const (
	byService userOrder = iota
	byCreated
	byOldestKey
	userOrders
)

// String names the order for the pane's edge.
func (o userOrder) String() string {
	switch o {
	case byCreated:
		return "newest user first"
	case byOldestKey:
		return "oldest key first"
	default:
		return "A–Z"
	}
}

// newUsersPane returns the list of no users. Findings are by these thresholds, ages by that clock.
func newUsersPane(c *clock.Clock, t *audit.Thresholds) usersPane {
	p := usersPane{account: store.New(), language: newLanguage(c, t)}
	p.filter = filterline.New(filterline.Rules{
		Check:    audit.CheckFilter,
		Complete: func(text string, at int) []filter.Completion { return audit.Complete(text, at, nil) },
	})
	return p
}

// Len returns how many users are shown.
func (p *usersPane) Len() int {
	if p.rows == nil {
		return len(p.account.Users())
	}
	return len(p.rows)
}

// ID returns the name of the user in row i.
func (p *usersPane) ID(i int) string { return p.at(i).Principal().ReportName() }

// selected returns the user under the cursor; nobody if there is none.
func (p *usersPane) selected() iamsvc.Principal { return iamsvc.InReport(p.window.ID()) }

// Index returns the row of a user, -1 if it is not shown.
func (p *usersPane) Index(id string) int {
	i := p.account.Index(iamsvc.InReport(id))
	if i < 0 || p.rows == nil {
		return i
	}
	if i < p.loaded {
		if at, shown := p.place(i); shown {
			return at
		}
	}
	return -1
}

// at returns the user in row i.
func (p *usersPane) at(i int) iamsvc.User {
	if p.rows == nil {
		return p.account.Users()[i]
	}
	return p.account.Users()[p.rows[i].user]
}

// hitOf returns what the filter matched in row i.
func (p *usersPane) hitOf(i int) hit {
	if p.rows == nil {
		return hit{}
	}
	return p.rows[i].hit
}

// filtered reports whether a filter is set.
func (p *usersPane) filtered() bool { return p.filter.Value() != "" }

// usesKeys reports whether which users are shown, or in which order, depends on their keys.
func (p *usersPane) usesKeys() bool { return p.filtered() || p.order == byOldestKey }

// update brings the rows up to date with the account, the filter and the order; the cursor keeps its user and its line.
func (p *usersPane) update(a *store.Store) {
	if a != p.account || a.Reordered() != p.reordered {
		p.widest, p.measured = 0, 0
	}
	p.account, p.rows, p.loaded, p.reordered = a, nil, len(a.Users()), a.Reordered()
	_, p.changed, _ = a.Changes(0)
	p.measure()
	p.compile()
	if p.filtered() || p.order != byService {
		p.rows = p.match(0)
	}
	p.sync()
}

// grow brings the rows up to date after a page of users was read. Only the users of the page are matched: reading n
// users costs as much as n users do, not as much for each page.
func (p *usersPane) grow(a *store.Store) {
	if a != p.account || a.Reordered() != p.reordered {
		p.update(a)
		return
	}
	if p.rows != nil {
		p.rows = p.merge(p.rows, p.match(p.loaded))
	}
	p.loaded = len(a.Users())
	p.measure()
	p.sync()
}

// measure takes the names into account that were read since it was called last.
func (p *usersPane) measure() {
	users := p.account.Users()
	for _, u := range users[min(p.measured, len(users)):] {
		p.widest = max(p.widest, text.Width(u.Principal().String()))
	}
	p.measured = len(users)
}

// freshen brings the rows up to date after keys have become known. Only the users whose keys did, or have changed since
// the last match, are matched again.
func (p *usersPane) freshen(a *store.Store) {
	if !p.usesKeys() {
		return
	}
	users, now, ok := a.Changes(p.changed)
	if !ok || p.aged() || a != p.account || a.Reordered() != p.reordered {
		p.update(a)
		return
	}
	p.changed = now
	other := false
	for _, user := range users {
		if i := a.Index(user); i >= 0 && i < p.loaded {
			other = p.rematch(i) || other
		}
	}
	if other {
		p.sync()
	}
}

// sync finds the cursor's user again after the rows have changed.
func (p *usersPane) sync() {
	p.window.Sync(p)
	if p.filtered() && p.anchor != "" && !p.window.Select(p, p.anchor) {
		p.window.First(p)
	}
}

// refilter applies a filter that was changed. The user that was chosen stays selected if it matches, else the best
// match is.
func (p *usersPane) refilter() {
	p.update(p.account)
	if !p.window.Selected() {
		p.window.First(p)
	}
	if !p.filtered() && p.anchor != "" {
		p.window.Select(p, p.anchor)
	}
}

// nearEnd reports whether the cursor is within two screens of the last user that was read.
func (p *usersPane) nearEnd() bool {
	from, to := p.window.Range(p)
	return p.Len()-p.window.Pos() <= 2*max(to-from, 1)
}

// shown words how many users are shown, of which the cursor is on one: more may come while pages are read.
func (p *usersPane) shown() string {
	n := text.Count(p.Len())
	if p.account.MoreUsers() {
		n += "+"
	}
	return n
}

// count words how many users there are: "200+" until the last page is read.
func (p *usersPane) count() string {
	n := strconv.Itoa(len(p.account.Users()))
	if p.account.MoreUsers() && len(p.account.Users()) > 0 {
		n += "+"
	}
	if p.filtered() {
		n = strconv.Itoa(p.Len()) + " of " + n
		if unsure := p.unsure(); unsure > 0 {
			n += ", " + text.Count(unsure) + " not known"
		}
	}
	return n
}

// choose makes the selected user the one that filters keep.
func (p *usersPane) choose() { p.anchor = p.window.ID() }

// moveUsers moves the cursor in the list of users and notes the pace.
func (r *Room) moveUsers(move func(*list.Window, list.Source)) tea.Cmd {
	if r.users.Len() == 0 {
		return r.noUser()
	}
	r.EndSeek()
	move(&r.users.window, &r.users)
	r.users.choose()
	return r.Moved()
}
