package browse

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/text"
)

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
	p.filter.SetValue(word)
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

// nearScore returns the score of a name that the one which is not there may be meant for: below those that the filter matches,
// above those that it was found in otherwise. False for the others, and for all once the filter holds something else.
func (p *usersPane) nearScore(name string) (score int, near bool) {
	if p.missed == "" || p.filter.Value() != p.missed || !text.IsNear(p.missed, name) {
		return 0, false
	}
	return behindNames + len(p.missed) - text.Distance(p.missed, name), true
}

// notListed ends the search for a user who is not in the list, as far as that goes. That one of the command line is not there
// is worth near names; of one that IAM has named, or that was created here, it is not said that there is none.
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
