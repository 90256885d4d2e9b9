package audit

import (
	"cmp"
	"iter"
	"slices"
	"sort"

	"akia/iamsvc/filter"
)

// Entry names a row of one of the tables of a union, for as long as that table's [Ref] does.
type Entry struct {
	Table int32 // in the order in which the tables were added
	Ref   Ref
}

// Union is the rows of several tables in one order and through one filter. It holds no copy of a row. To add a table,
// and to take in what has changed in one, costs as much as there are rows, and sorts those of that table alone. It is
// not safe for concurrent use, and its methods must not be called while a table changes.
type Union struct {
	tables    []*Table
	order     Order
	byAccount bool
	filter    Filter
	matchers  []matcher // by table

	all    []Entry // every row, in order
	shown  []Entry // those that the filter lets through; unused where it lets all through
	unsure int
}

// NewUnion returns a union of no tables, which shows all rows, worst first.
func NewUnion() *Union { return &Union{} }

// Add takes in a table, and returns its number. Its account is to be set.
func (u *Union) Add(t *Table) int {
	u.tables = append(u.tables, t)
	u.matchers = append(u.matchers, u.filter.matcher(t.account))
	n := len(u.tables) - 1
	u.merge(n)
	return n
}

// Update takes in what has changed in a table.
func (u *Union) Update(table int) {
	u.matchers[table] = u.filter.matcher(u.tables[table].account)
	u.all = slices.DeleteFunc(u.all, func(e Entry) bool { return int(e.Table) == table })
	u.merge(table)
}

// Table returns a table by its number.
func (u *Union) Table(n int) *Table { return u.tables[n] }

// Tables returns how many tables there are.
func (u *Union) Tables() int { return len(u.tables) }

// Row returns a row and the account of its table; false if its key is there no more.
func (u *Union) Row(e Entry) (Row, Account, bool) {
	t := u.tables[e.Table]
	row, ok := t.Row(e.Ref)
	return row, t.Account(), ok
}

// Order returns the order, and whether the accounts come one after the other.
func (u *Union) Order() (o Order, byAccount bool) { return u.order, u.byAccount }

// SetOrder puts the rows in another order: account by account, or all together. It costs a sort.
func (u *Union) SetOrder(o Order, byAccount bool) {
	if u.order == o && u.byAccount == byAccount {
		return
	}
	u.order, u.byAccount = o, byAccount
	u.all = u.all[:0]
	for n, t := range u.tables {
		for _, ref := range t.unsorted() {
			u.all = append(u.all, Entry{int32(n), ref})
		}
	}
	slices.SortFunc(u.all, u.compare)
	u.pick()
}

// Filter returns the filter.
func (u *Union) Filter() Filter { return u.filter }

// SetFilter shows other rows. It looks at each row once and sorts none.
func (u *Union) SetFilter(f Filter) {
	u.filter = f
	for n, t := range u.tables {
		u.matchers[n] = f.matcher(t.account)
	}
	u.pick()
}

// Len returns how many rows are shown.
func (u *Union) Len() int { return len(u.rows()) }

// Total returns how many rows there are.
func (u *Union) Total() int { return len(u.all) }

// Unsure returns how many rows are left out only because the filter asks for facts of them that are not known.
func (u *Union) Unsure() int { return u.unsure }

// Window returns the n rows from a place on, fewer at the end. It is not to be changed.
func (u *Union) Window(from, n int) []Entry {
	rows := u.rows()
	if from < 0 || n <= 0 || from >= len(rows) {
		return nil
	}
	return rows[from:min(len(rows), from+n)]
}

// Index returns the place of a row; false if it is not shown.
func (u *Union) Index(e Entry) (int, bool) {
	if int(e.Table) >= len(u.tables) {
		return 0, false
	}
	if _, ok := u.tables[e.Table].Row(e.Ref); !ok {
		return 0, false
	}
	return slices.BinarySearchFunc(u.rows(), e, u.compare)
}

// All goes through the rows that are shown, in order.
func (u *Union) All() iter.Seq2[Entry, Row] {
	return func(yield func(Entry, Row) bool) {
		for _, e := range u.rows() {
			if !yield(e, u.tables[e.Table].rows[e.Ref]) {
				return
			}
		}
	}
}

// Summary returns the counts of all tables together.
func (u *Union) Summary() (sum Summary) {
	for _, t := range u.tables {
		sum.add(&t.summary)
	}
	return sum
}

func (u *Union) rows() []Entry {
	if u.filter == (Filter{}) {
		return u.all
	}
	return u.shown
}

// merge puts the rows of a table where they belong. From behind, so that each row moves once.
func (u *Union) merge(table int) {
	refs := u.tables[table].unsorted()
	added := make([]Entry, len(refs))
	for i, ref := range refs {
		added[i] = Entry{int32(table), ref}
	}
	slices.SortFunc(added, u.compare)
	end := len(u.all)
	u.all = append(u.all, added...)
	for i := len(added) - 1; i >= 0; i-- {
		at := sort.Search(end, func(j int) bool { return u.compare(u.all[j], added[i]) > 0 })
		copy(u.all[at+i+1:], u.all[at:end])
		u.all[at+i] = added[i]
		end = at
	}
	u.pick()
}

// pick makes what is shown of what there is.
func (u *Union) pick() {
	u.shown, u.unsure = u.shown[:0], 0
	if u.filter == (Filter{}) {
		return
	}
	for _, e := range u.all {
		t := u.tables[e.Table]
		switch u.matchers[e.Table].truth(&t.rows[e.Ref], t.now) {
		case filter.True:
			u.shown = append(u.shown, e)
		case filter.Unknown:
			u.unsure++
		case filter.False:
		}
	}
}

// compare compares two rows: a total order.
func (u *Union) compare(a, b Entry) int {
	of, other := u.tables[a.Table], u.tables[b.Table]
	if u.byAccount && of != other {
		if by := of.Account().compare(other.Account()); by != 0 {
			return by
		}
	}
	x, y := &of.rows[a.Ref], &other.rows[b.Ref]
	first, second := u.order.rank(x)
	otherFirst, otherSecond := u.order.rank(y)
	switch {
	case first != otherFirst:
		return cmp.Compare(first, otherFirst)
	case second != otherSecond:
		return cmp.Compare(second, otherSecond)
	}
	if by := u.order.rest(x, y); by != 0 {
		return by
	}
	return cmp.Or(of.Account().compare(other.Account()), cmp.Compare(a.Table, b.Table), cmp.Compare(a.Ref, b.Ref))
}

// unsorted returns the rows of the table that are there.
func (t *Table) unsorted() []Ref {
	refs := make([]Ref, 0, t.count)
	for i := range t.rows {
		if t.owner[i] != nil {
			refs = append(refs, Ref(i))
		}
	}
	return refs
}

// add adds the counts of another summary.
func (s *Summary) add(of *Summary) {
	s.Keys, s.Active, s.Inactive = s.Keys+of.Keys, s.Active+of.Active, s.Inactive+of.Inactive
	s.NoID, s.Ambiguous, s.Faulty = s.NoID+of.NoID, s.Ambiguous+of.Ambiguous, s.Faulty+of.Faulty
	for i := range s.Findings {
		s.Findings[i] += of.Findings[i]
	}
	for i := range s.Ages {
		s.Ages[i] += of.Ages[i]
	}
	for i := range s.Uses {
		s.Uses[i] += of.Uses[i]
	}
}
