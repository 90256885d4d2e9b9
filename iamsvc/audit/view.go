package audit

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"akia/iamsvc/filter"
)

// View is the rows of a table in an order and through a filter. A row that changes moves alone to where it belongs. Its
// methods must not be called while the table changes.
type View struct {
	table  *Table
	order  Order
	filter Filter
	match  matcher

	all    blocks    // every row, in order
	shown  blocks    // those that the filter lets through; unused where it lets all through
	unsure blocks    // those of which it is not known whether it does
	dirty  bool      // both are to be made anew
	moves  bool      // the row that is being changed is out, to be put in where it belongs then
	picked time.Time // the moment to which ages were counted when shown was made
}

// NewView returns a view of the table that shows all rows, worst first. It lives as long as the table.
func (t *Table) NewView() *View {
	v := &View{table: t, dirty: true}
	t.views = append(t.views, v)
	return v
}

// Order returns the view's order.
func (v *View) Order() Order { return v.order }

// Filter returns the view's filter.
func (v *View) Filter() Filter { return v.filter }

// SetOrder puts the rows in another order. It costs a sort.
func (v *View) SetOrder(o Order) {
	if v.order != o {
		v.order, v.dirty = o, true
	}
}

// SetFilter shows other rows. It looks at each row once and sorts none.
func (v *View) SetFilter(f Filter) {
	v.filter, v.match = f, f.matcher(v.table.account)
	if !v.dirty {
		v.pick()
	}
}

// Len returns how many rows the view shows.
func (v *View) Len() int { return v.rows().len }

// Unsure returns how many rows are left out only because the filter asks for facts of them that are not known.
func (v *View) Unsure() int {
	v.rows()
	return v.unsure.len
}

// Members returns a number that stays the same as long as the view shows the same rows, in whatever order and
// whatever they say.
func (v *View) Members() uint64 { return v.rows().sum }

// Window appends the n rows from a place on to dst, fewer at the end, and returns it.
func (v *View) Window(dst []Ref, from, n int) []Ref {
	if from < 0 || n <= 0 {
		return dst
	}
	return v.rows().window(dst, from, n)
}

// At returns the row at a place; false if there is none.
func (v *View) At(i int) (Ref, bool) {
	if one := v.Window(make([]Ref, 0, 1), i, 1); len(one) == 1 {
		return one[0], true
	}
	return 0, false
}

// Index returns the place of a row; false if the view does not show it.
func (v *View) Index(ref Ref) (int, bool) {
	if _, ok := v.table.Row(ref); !ok {
		return 0, false
	}
	return v.rows().index(ref, v.notBefore(ref))
}

// All goes through the rows that the view shows, in its order.
func (v *View) All() iter.Seq2[Ref, Row] {
	return func(yield func(Ref, Row) bool) {
		for _, part := range v.rows().parts {
			for _, ref := range part {
				if !yield(ref, v.table.rows[ref]) {
					return
				}
			}
		}
	}
}

// Rows goes through the rows as All does, without their Refs.
func (v *View) Rows() iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for _, row := range v.All() {
			if !yield(row) {
				return
			}
		}
	}
}

// rows returns what the view shows, put in order if it is not.
func (v *View) rows() *blocks {
	if v.dirty {
		v.sort()
		v.pick()
		v.dirty = false
	}
	if v.match.all() {
		return &v.all
	}
	return &v.shown
}

// ranked is a row with the numbers that decide its place in most cases.
type ranked struct {
	first, second uint64
	ref           Ref
}

func (v *View) ranked(ref Ref) ranked {
	first, second := v.order.rank(&v.table.rows[ref])
	return ranked{first, second, ref}
}

func (v *View) compare(a, b ranked) int {
	switch {
	case a.first != b.first:
		return cmp.Compare(a.first, b.first)
	case a.second != b.second:
		return cmp.Compare(a.second, b.second)
	}
	return cmp.Or(v.order.rest(&v.table.rows[a.ref], &v.table.rows[b.ref]), cmp.Compare(a.ref, b.ref))
}

func (v *View) sort() {
	order := make([]ranked, 0, v.table.count)
	for i := range v.table.rows {
		if v.table.owner[i] != nil {
			order = append(order, v.ranked(Ref(i)))
		}
	}
	slices.SortFunc(order, v.compare)
	refs := make([]Ref, len(order))
	for i := range order {
		refs[i] = order[i].ref
	}
	v.all = blocksOf(refs)
}

// pick makes what is shown of what there is.
func (v *View) pick() {
	v.shown, v.unsure, v.picked = blocks{}, blocks{}, v.table.now
	if v.match.all() {
		return
	}
	truths := make([]filter.Truth, len(v.table.rows))
	counts := [filter.True + 1]int{}
	for i := range v.table.rows { // as they lie in memory, which is quicker by far
		if v.table.owner[i] != nil {
			truths[i] = v.match.truth(&v.table.rows[i], v.table.now)
			counts[truths[i]]++
		}
	}
	refs, unsure := make([]Ref, 0, counts[filter.True]), make([]Ref, 0, counts[filter.Unknown])
	for _, part := range v.all.parts {
		for _, ref := range part {
			switch truths[ref] {
			case filter.True:
				refs = append(refs, ref)
			case filter.Unknown:
				unsure = append(unsure, ref)
			case filter.False:
			}
		}
	}
	v.shown, v.unsure = blocksOf(refs), blocksOf(unsure)
}

// notBefore returns what finds the place of a row.
func (v *View) notBefore(ref Ref) func(Ref) bool {
	row := v.ranked(ref)
	return func(other Ref) bool { return v.compare(v.ranked(other), row) >= 0 }
}

// added puts in a row that is new or has changed.
func (v *View) added(ref Ref) {
	if v.dirty {
		return
	}
	at := v.notBefore(ref)
	v.all.insert(ref, at)
	if v.match.all() {
		return
	}
	switch v.match.truth(&v.table.rows[ref], v.table.now) {
	case filter.True:
		v.shown.insert(ref, at)
	case filter.Unknown:
		v.unsure.insert(ref, at)
	case filter.False:
	}
}

// stays reports whether a row that is to become another keeps its place, and is shown as before.
func (v *View) stays(ref Ref, to *Row) bool {
	if v.dirty {
		return true // it has no place
	}
	is := &v.table.rows[ref]
	first, second := v.order.rank(is)
	toFirst, toSecond := v.order.rank(to)
	return first == toFirst && second == toSecond && v.order.rest(is, to) == 0 &&
		(v.match.all() || v.match.truth(is, v.table.now) == v.match.truth(to, v.table.now))
}

// leaving takes out a row that is about to change or to go.
func (v *View) leaving(ref Ref) {
	if v.dirty {
		return
	}
	at := v.notBefore(ref)
	v.all.remove(ref, at)
	if !v.match.all() {
		v.shown.remove(ref, at)
		v.unsure.remove(ref, at)
	}
}

// stale has the view be put in order anew when it is next looked at.
func (v *View) stale() { v.dirty = true }
