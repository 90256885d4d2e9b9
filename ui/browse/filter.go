package browse

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/sahilm/fuzzy"

	"akia/iamsvc"
	"akia/iamsvc/store"
)

// field is the part of a user that a filter matched.
type field uint8

const (
	inName field = iota
	inPath
	inKeyID
)

// hit is what a filter matched of a user: the field, its text, and the bytes of it that matched.
type hit struct {
	field field
	text  string
	at    []int
	score int
}

// names lets the fuzzy matcher read user names without a copy of the list.
type names []iamsvc.User

func (n names) String(i int) string { return n[i].Name }
func (n names) Len() int            { return len(n) }

// match returns those of the users at the position from and after it that the filter matches, in the order asked for:
// without one, the best match first. The name is matched fuzzily; the path, and key IDs that are known, by a part of
// them.
func (p *usersPane) match(from int) []row {
	to := len(p.account.Users())
	if p.oldest = p.oldest[:min(from, len(p.oldest))]; p.order == byOldestKey {
		for i := from; i < to; i++ {
			p.oldest = append(p.oldest, p.oldestCreated(i))
		}
	}
	rows := p.search(from, to)
	slices.SortFunc(rows, p.compare)
	return rows
}

// search returns those of the users at the positions from and to, and between, without to, that the filter matches, in
// no particular order.
func (p *usersPane) search(from, to int) []row {
	found := p.ranked(from, to)
	if len(p.query.Words()) < 2 && p.word() != "" && !p.query.Fields() {
		return found
	}
	return slices.DeleteFunc(found, func(r row) bool {
		return !p.others(&p.account.Users()[r.user]) || !p.holds(r.user)
	})
}

// ranked returns those of the users that have the first word of the filter; all of them if it has none.
func (p *usersPane) ranked(from, to int) []row {
	users, word := p.account.Users()[from:to], p.word()
	rows := make([]row, 0, len(users))
	if word == "" {
		for i := range users {
			rows = append(rows, row{user: from + i})
		}
		return rows
	}
	byName := make([]bool, len(users))
	for _, f := range fuzzy.FindFromNoSort(word, names(users)) {
		byName[f.Index] = true
		rows = append(rows, row{from + f.Index, hit{inName, f.Str, f.MatchedIndexes, f.Score}})
	}
	for i, u := range users {
		if byName[i] {
			continue
		}
		if score, ok := p.nearScore(u.Name); ok {
			rows = append(rows, row{from + i, hit{field: inName, text: u.Name, score: score}})
		} else if h, ok := elsewhere(p.account, u, word); ok {
			rows = append(rows, row{from + i, h})
		}
	}
	return rows
}

// rematch brings the row of one user up to date, and says whether that has changed any.
func (p *usersPane) rematch(i int) bool {
	at, shown := p.place(i)
	delete(p.open, i)
	now := p.search(i, i+1)
	moved := false
	if p.order == byOldestKey {
		was := p.oldest[i]
		p.oldest[i] = p.oldestCreated(i)
		moved = !was.Equal(p.oldest[i])
	}
	switch {
	case !shown && len(now) == 0:
		return false
	case shown && len(now) == 1 && !moved && p.rows[at].hit.same(now[0].hit):
		return false
	case shown:
		p.rows = slices.Delete(p.rows, at, at+1)
	}
	for _, r := range now {
		at, _ = slices.BinarySearchFunc(p.rows, r, p.compare)
		p.rows = slices.Insert(p.rows, at, r)
	}
	return true
}

// same reports whether two hits of one filter look the same.
func (h hit) same(other hit) bool { return h.field == other.field && h.text == other.text }

// place returns the row of a user, or where it would be if it is not shown. Whatever else of it matched, a user whose
// name does not comes behind those whose name does: so its keys need not be what they were when it was matched.
func (p *usersPane) place(i int) (at int, shown bool) {
	r := row{user: i}
	if word := p.word(); word != "" {
		r.hit.score = behindNames
		if score, near := p.nearScore(p.account.Users()[i].Name); near {
			r.hit.score = score
		}
		for _, f := range fuzzy.FindFromNoSort(word, names(p.account.Users()[i:i+1])) {
			r.hit.score = f.Score
		}
	}
	return slices.BinarySearchFunc(p.rows, r, p.compare)
}

// behindNames is the score of a user that was not found by its name.
const behindNames = -1000

// elsewhere finds a filter in what there is of a user besides the name.
func elsewhere(a *store.Store, u iamsvc.User, filter string) (hit, bool) {
	if at, ok := within(u.Path, filter); ok {
		return hit{inPath, u.Path, at, behindNames}, true
	}
	if keys := a.Keys(u.Principal()); keys != nil {
		for _, k := range keys.Value {
			if at, ok := within(k.ID, filter); ok {
				return hit{inKeyID, k.ID, at, behindNames}, true
			}
		}
	}
	return hit{}, false
}

// merge makes one of two lists of rows that each are in the order, in the place of the first. It begins at the end, so
// that only the rows are moved that the second list comes before.
func (p *usersPane) merge(x, y []row) []row {
	i, j := len(x)-1, len(y)-1
	x = append(x, y...)
	for at := len(x) - 1; j >= 0; at-- {
		if i >= 0 && p.compare(x[i], y[j]) > 0 {
			x[at] = x[i]
			i--
		} else {
			x[at] = y[j]
			j--
		}
	}
	return x
}

// within finds filter in s regardless of case and returns the bytes it takes.
func within(s, filter string) ([]int, bool) {
	i := strings.Index(strings.ToLower(s), strings.ToLower(filter))
	if i < 0 {
		return nil, false
	}
	at := make([]int, len(filter))
	for j := range at {
		at[j] = i + j
	}
	return at, true
}

// compare compares rows by the order; rows that it does not tell apart stay as the service listed them.
func (p *usersPane) compare(x, y row) int {
	c := 0
	switch p.order {
	case byCreated:
		users := p.account.Users()
		c = users[y.user].Created.Compare(users[x.user].Created)
	case byOldestKey:
		c = oldestFirst(p.oldest[x.user], p.oldest[y.user])
	default:
		c = cmp.Compare(y.hit.score, x.hit.score)
	}
	return cmp.Or(c, cmp.Compare(x.user, y.user))
}

// oldestFirst puts the older key first, and none last.
func oldestFirst(x, y time.Time) int {
	switch {
	case x.IsZero() && y.IsZero():
		return 0
	case x.IsZero():
		return 1
	case y.IsZero():
		return -1
	}
	return x.Compare(y)
}

// oldestCreated returns when the key was made that the user in a position is sorted by; zero if its keys are not known,
// or there are none.
func (p *usersPane) oldestCreated(i int) time.Time {
	f := p.account.Keys(p.account.Users()[i].Principal())
	if !f.Known() {
		return time.Time{}
	}
	k, _ := store.Oldest(f.Value)
	return k.Created
}
