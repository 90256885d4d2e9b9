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

// match returns the users that a filter matches, in the order asked for: without one, the best match first. The name is
// matched fuzzily; the path, and key IDs that are known, by a part of them.
func match(a *account.Account, filter string, order userOrder) []row {
	users := a.Users()
	rows := make([]row, 0, len(users))
	if filter == "" {
		for i := range users {
			rows = append(rows, row{user: i})
		}
	} else {
		rows = search(a, users, filter, rows)
	}
	sortRows(a, rows, order)
	return rows
}

func search(a *account.Account, users []iamsvc.User, filter string, rows []row) []row {
	byName := make([]bool, len(users))
	for _, f := range fuzzy.FindFromNoSort(filter, names(users)) {
		byName[f.Index] = true
		rows = append(rows, row{f.Index, hit{inName, f.Str, f.MatchedIndexes, f.Score}})
	}
	for i, u := range users {
		if byName[i] {
			continue
		}
		if at, ok := within(u.Path, filter); ok {
			rows = append(rows, row{i, hit{inPath, u.Path, at, -1000}})
			continue
		}
		keys := a.Keys(u.Name)
		if keys == nil {
			continue
		}
		for _, k := range keys.Value {
			if at, ok := within(k.ID, filter); ok {
				rows = append(rows, row{i, hit{inKeyID, k.ID, at, -1000}})
				break
			}
		}
	}
	return rows
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

// sortRows sorts by the order; rows that it does not tell apart stay as the service listed them.
func sortRows(a *account.Account, rows []row, order userOrder) {
	users := a.Users()
	slices.SortFunc(rows, func(x, y row) int {
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
	})
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
