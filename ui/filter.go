package ui

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/sahilm/fuzzy"

	"akia/iamsvc"
	"akia/ui/account"
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

// match returns those of the users at the position from and after it that a filter matches, in the order asked for: without
// one, the best match first. The name is matched fuzzily; the path, and key IDs that are known, by a part of them.
func match(a *account.Account, from int, filter string, order userOrder) []row {
	users := a.Users()
	rows := make([]row, 0, len(users)-from)
	if filter == "" {
		for i := from; i < len(users); i++ {
			rows = append(rows, row{user: i})
		}
	} else {
		rows = search(a, from, filter, rows)
	}
	slices.SortFunc(rows, byOrder(a, order))
	return rows
}

func search(a *account.Account, from int, filter string, rows []row) []row {
	users := a.Users()[from:]
	byName := make([]bool, len(users))
	for _, f := range fuzzy.FindFromNoSort(filter, names(users)) {
		byName[f.Index] = true
		rows = append(rows, row{from + f.Index, hit{inName, f.Str, f.MatchedIndexes, f.Score}})
	}
	for i, u := range users {
		if byName[i] {
			continue
		}
		if h, ok := elsewhere(a, u, filter); ok {
			rows = append(rows, row{from + i, h})
		}
	}
	return rows
}

// elsewhere finds a filter in what there is of a user besides the name.
func elsewhere(a *account.Account, u iamsvc.User, filter string) (hit, bool) {
	const score = -1000 // behind every name
	if at, ok := within(u.Path, filter); ok {
		return hit{inPath, u.Path, at, score}, true
	}
	if keys := a.Keys(u.Name); keys != nil {
		for _, k := range keys.Value {
			if at, ok := within(k.ID, filter); ok {
				return hit{inKeyID, k.ID, at, score}, true
			}
		}
	}
	return hit{}, false
}

// merge makes one of two lists of rows that each are in the order.
func merge(a *account.Account, x, y []row, order userOrder) []row {
	compare := byOrder(a, order)
	all := make([]row, 0, len(x)+len(y))
	for len(x) > 0 && len(y) > 0 {
		if compare(x[0], y[0]) <= 0 {
			all, x = append(all, x[0]), x[1:]
		} else {
			all, y = append(all, y[0]), y[1:]
		}
	}
	return append(append(all, x...), y...)
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

// byOrder compares rows by the order; rows that it does not tell apart stay as the service listed them.
func byOrder(a *account.Account, order userOrder) func(x, y row) int {
	users := a.Users()
	return func(x, y row) int {
		c := 0
		switch order {
		case byCreated:
			c = users[y.user].Created.Compare(users[x.user].Created)
		case byEldestKey:
			c = eldestFirst(a, users[x.user].Name, users[y.user].Name)
		default:
			c = cmp.Compare(y.hit.score, x.hit.score)
		}
		return cmp.Or(c, cmp.Compare(x.user, y.user))
	}
}

// eldestFirst puts the user with the older key first, and users whose keys are not known, or who have none, last.
func eldestFirst(a *account.Account, x, y string) int {
	cx, okx := eldestCreated(a, x)
	cy, oky := eldestCreated(a, y)
	switch {
	case okx && oky:
		return cx.Compare(cy)
	case okx:
		return -1
	case oky:
		return 1
	}
	return 0
}

func eldestCreated(a *account.Account, user string) (time.Time, bool) {
	f := a.Keys(user)
	if !f.Known() {
		return time.Time{}, false
	}
	k, ok := account.Eldest(f.Value)
	return k.Created, ok && !k.Created.IsZero()
}
