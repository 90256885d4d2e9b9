package browse

import (
	"iter"
	"time"

	"github.com/sahilm/fuzzy"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/clock"
	"akia/iamsvc/filter"
)

// repick is how old what a filter by age shows may be.
const repick = time.Minute

// language is what a filter of users is read by: that of the audit, where a user matches by any of its keys. Words are
// looked for in what is known of the user itself.
type language struct {
	clock      *clock.Clock
	thresholds *audit.Thresholds
	fields     *filter.Language[audit.Row]
}

func newLanguage(c *clock.Clock, t *audit.Thresholds) language {
	fields := audit.Language()
	fields.Texts = nil
	return language{c, t, fields}
}

// compile reads the filter, if it is another one than was read last, for a match of all users.
func (p *usersPane) compile() {
	if p.query.String() != p.filter.Value() {
		p.query, _ = p.fields.Parse(p.filter.Value()) // what is mistaken is left out
	}
	p.open, p.asOf = nil, p.clock.Now()
}

// aged reports whether ages are to be compared anew.
func (p *usersPane) aged() bool { return p.query.Fields() && p.clock.Now().Sub(p.asOf) >= repick }

// unsure returns of how many users it is not known whether they match.
func (p *usersPane) unsure() int { return len(p.open) }

// holds reports whether a user has what the fields of the filter ask for. One of whom that is not known is noted.
func (p *usersPane) holds(i int) bool {
	if !p.query.Fields() {
		return true
	}
	rows := audit.UserRows(p.account, p.clock, *p.thresholds, p.account.Users()[i].Principal(), p.asOf)
	truth := p.query.AnyOf(rows, p.asOf)
	if truth == filter.Unknown {
		if p.open == nil {
			p.open = map[int]bool{}
		}
		p.open[i] = true
	}
	return truth == filter.True
}

// word returns the word by which users are ranked: the first that must be found; empty for none.
func (p *usersPane) word() string {
	for _, w := range p.query.Words() {
		if !w.Not {
			return w.Text
		}
	}
	return ""
}

// others reports whether a user has the other words that must be found, and none that must not.
func (p *usersPane) others(u *iamsvc.User) bool {
	first := true
	for _, w := range p.query.Words() {
		_, found := within(u.Name, w.Text)
		if !found {
			_, found = elsewhere(p.account, *u, w.Text)
		}
		switch {
		case w.Not && found:
			return false
		case w.Not:
		case first:
			first = false // it was looked for
		case !found && len(fuzzy.FindNoSort(w.Text, []string{u.Name})) == 0:
			return false
		}
	}
	return true
}

// complete returns what a filter can go on with: fields, and the values that the users have. These are gathered once
// while the same field is typed.
func (r *Room) complete(text string, at int) []filter.Completion {
	return audit.Complete(text, at, func(field string) []string {
		if r.gathered.field != field {
			r.gathered = gathered{field, audit.Values(field, r.userRows())}
		}
		return r.gathered.values
	})
}

// gathered is the values of a field that were gathered last.
type gathered struct {
	field  string
	values []string
}

// userRows goes through what is known of all users.
func (r *Room) userRows() iter.Seq[audit.Row] {
	now := r.Config.Clock.Now()
	return func(yield func(audit.Row) bool) {
		for i := range r.Store.Users() {
			who := r.Store.Users()[i].Principal()
			for _, row := range audit.UserRows(r.Store, r.Config.Clock, *r.Config.Thresholds, who, now) {
				if !yield(row) {
					return
				}
			}
		}
	}
}
