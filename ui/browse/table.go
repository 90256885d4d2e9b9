package browse

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/list"
)

// keysPane is the table of the selected user's keys: their order and where the cursor is.
type keysPane struct {
	window list.Window
	order  keyOrder
	want   string // a key ID to select once it is listed
}

// anew is a table of another user's keys.
func (p keysPane) anew() keysPane { return keysPane{order: p.order} }

// keyOrder is what the keys are sorted by.
type keyOrder uint8

const (
	byStatus keyOrder = iota
	byAge
	byLastUse
	keyOrders
)

// String names the order for the pane's edge.
func (o keyOrder) String() string {
	switch o {
	case byLastUse:
		return "last used first"
	case byAge:
		return "oldest first"
	default:
		return "active first"
	}
}

// keyRows are the keys of a user in the order of the table; it is the list.Source of the table's window.
type keyRows []iamsvc.Key

// Len returns how many keys there are.
func (r keyRows) Len() int { return len(r) }

// ID returns the access key ID of row i.
func (r keyRows) ID(i int) string { return r[i].ID }

// Index returns the row of an access key ID, -1 if it is not there.
func (r keyRows) Index(id string) int {
	return slices.IndexFunc(r, func(k iamsvc.Key) bool { return k.ID == id })
}

// keyRows returns the selected user's keys as the table shows them; none while they are not known.
func (r *Room) keyRows() keyRows {
	f := r.Store.Keys(r.pace.user)
	if f == nil || !r.pace.hasUser {
		return nil
	}
	rows := slices.Clone(f.Value)
	slices.SortFunc(rows, func(x, y iamsvc.Key) int {
		c := 0
		switch r.table.order {
		case byLastUse:
			c = r.LastUseOf(y).Value.At.Compare(r.LastUseOf(x).Value.At)
		case byStatus:
			c = cmp.Compare(statusRank(x.Status), statusRank(y.Status))
		default: // by age, which follows
		}
		return cmp.Or(c, x.Created.Compare(y.Created), cmp.Compare(x.ID, y.ID))
	})
	return rows
}

// statusRank sorts active keys first.
func statusRank(s iamsvc.Status) int {
	if s == iamsvc.Active {
		return 0
	}
	return 1
}

// moveKeys moves the cursor in the table. Where other rows come into view by that, the pace counts as it does for
// users: those that are only passed are not asked about.
func (r *Room) moveKeys(move func(*list.Window, list.Source)) tea.Cmd {
	rows := r.keyRows()
	if len(rows) == 0 {
		return r.NoKey()
	}
	before, _ := r.table.window.Range(rows)
	move(&r.table.window, rows)
	if from, _ := r.table.window.Range(rows); from == before {
		return nil
	}
	return r.Moved()
}

// syncKeys finds the selected key again after the keys have changed, or the one that is wanted as soon as it is there.
func (r *Room) syncKeys() {
	rows := r.keyRows()
	r.table.window.Resize(rows, r.tableRows())
	if r.table.want != "" && r.table.window.Select(rows, r.table.want) {
		r.table.want = ""
	}
	r.table.window.Sync(rows)
}
