package list

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// rows is a list of identities.
type rows []string

func (r rows) Len() int            { return len(r) }
func (r rows) ID(i int) string     { return r[i] }
func (r rows) Index(id string) int { return slices.Index(r, id) }

func numbered(n int) rows {
	r := make(rows, n)
	for i := range r {
		r[i] = fmt.Sprint("row ", i)
	}
	return r
}

func TestZeroWindowSelectsTheFirstRow(t *testing.T) {
	var w Window
	w.Resize(numbered(5), 3)
	w.Sync(numbered(5))
	if w.ID() != "row 0" || w.Pos() != 0 {
		t.Errorf("the row selected is %q at %d", w.ID(), w.Pos())
	}
}

func TestMoves(t *testing.T) {
	src := numbered(100)
	for _, c := range []struct {
		name     string
		move     func(*Window)
		pos      int
		from, to int
	}{
		{"nowhere", func(*Window) {}, 50, 45, 55},
		{"down", func(w *Window) { w.Move(src, 1) }, 51, 45, 55},
		{"down past the edge", func(w *Window) { w.Move(src, 5) }, 55, 46, 56},
		{"up", func(w *Window) { w.Move(src, -1) }, 49, 45, 55},
		{"up past the edge", func(w *Window) { w.Move(src, -6) }, 44, 44, 54},
		{"first", func(w *Window) { w.First(src) }, 0, 0, 10},
		{"last", func(w *Window) { w.Last(src) }, 99, 90, 100},
		{"far up", func(w *Window) { w.Move(src, -1000) }, 0, 0, 10},
		{"far down", func(w *Window) { w.Move(src, 1000) }, 99, 90, 100},
		{"page down", func(w *Window) { w.Page(src, 1, 1) }, 60, 51, 61},
		{"page up", func(w *Window) { w.Page(src, -1, 1) }, 40, 40, 50},
		{"half a page down", func(w *Window) { w.Page(src, 1, 2) }, 55, 46, 56},
		{"half a page up", func(w *Window) { w.Page(src, -1, 2) }, 45, 45, 55},
		{"higher", func(w *Window) { w.Resize(src, 20) }, 50, 45, 65},
		{"lower", func(w *Window) { w.Resize(src, 3) }, 50, 48, 51},
		{"higher than the list", func(w *Window) { w.Resize(src, 200) }, 50, 0, 100},
		{"a row", func(w *Window) { w.Select(src, "row 7") }, 7, 7, 17},
		{"a row that is not there", func(w *Window) { w.Select(src, "nothing") }, 50, 45, 55},
	} {
		t.Run(c.name, func(t *testing.T) {
			var w Window
			w.Resize(src, 10)
			w.Move(src, 54) // rows 45 to 54 are shown
			w.Move(src, -4)
			c.move(&w)
			from, to := w.Range(src)
			if w.Pos() != c.pos || w.ID() != fmt.Sprint("row ", c.pos) || from != c.from || to != c.to {
				t.Errorf("row %d (%s) of %d to %d, want row %d of %d to %d", w.Pos(), w.ID(), from, to, c.pos, c.from, c.to)
			}
		})
	}
}

func TestSyncKeepsTheRowOnItsLine(t *testing.T) {
	src := numbered(100)
	for name, c := range map[string]struct {
		change func(rows) rows
		want   string
	}{
		"rows added before":      {func(r rows) rows { return append(rows{"a", "b", "c"}, r...) }, "row 50"},
		"rows added after":       {func(r rows) rows { return append(r, "a", "b", "c") }, "row 50"},
		"rows removed before":    {func(r rows) rows { return r[10:] }, "row 50"},
		"rows reversed":          {func(r rows) rows { slices.Reverse(r); return r }, "row 50"},
		"itself removed":         {func(r rows) rows { return slices.Delete(r, 50, 51) }, "row 51"},
		"itself and the others":  {func(r rows) rows { return r[:20] }, "row 19"},
		"nothing but itself":     {func(rows) rows { return rows{"row 50"} }, "row 50"},
		"all others that follow": {func(r rows) rows { return r[:51] }, "row 50"},
	} {
		t.Run(name, func(t *testing.T) {
			var w Window
			w.Resize(src, 10)
			w.Move(src, 54)
			w.Move(src, -4)
			from, _ := w.Range(src)
			line := w.Pos() - from
			now := c.change(slices.Clone(src))
			w.Sync(now)
			if w.ID() != c.want {
				t.Errorf("the row selected is %s, want %s", w.ID(), c.want)
			}
			from, to := w.Range(now)
			if got := w.Pos() - from; got != line && from > 0 && to < len(now) {
				t.Errorf("the row is on line %d, was on %d", got, line)
			}
			whole(t, &w, now)
		})
	}
}

func TestEmptyListForgetsTheRow(t *testing.T) {
	var w Window
	w.Resize(numbered(9), 3)
	w.Move(numbered(9), 8)
	w.Sync(rows{})
	if w.ID() != "" || w.Pos() != 0 {
		t.Errorf("the row selected of an empty list is %q at %d", w.ID(), w.Pos())
	}
	w.Move(rows{}, 1)
	w.First(rows{})
	w.Last(rows{})
	w.Page(rows{}, 1, 1)
	if from, to := w.Range(rows{}); from != 0 || to != 0 {
		t.Errorf("rows %d to %d of an empty list are shown", from, to)
	}
	w.Sync(numbered(9))
	if w.ID() != "row 0" {
		t.Errorf("the row selected of the next list is %q", w.ID())
	}
}

// whole fails unless the cursor is on its row and in view, and the window is full as far as the list goes.
func whole(t *testing.T, w *Window, src rows) {
	t.Helper()
	from, to := w.Range(src)
	switch {
	case len(src) == 0:
		if w.ID() != "" || from != 0 || to != 0 {
			t.Fatalf("an empty list shows %d to %d with %q selected", from, to, w.ID())
		}
		return
	case src[w.Pos()] != w.ID():
		t.Fatalf("the cursor is on %q and says %q", src[w.Pos()], w.ID())
	case to-from != min(w.height, len(src)):
		t.Fatalf("%d rows are shown of %d in a window of %d", to-from, len(src), w.height)
	case w.height > 0 && (w.Pos() < from || w.Pos() >= to):
		t.Fatalf("the cursor at %d is out of view, %d to %d", w.Pos(), from, to)
	}
}

// TestAnySequenceKeepsTheWindowWhole goes through 200 lives of a window of 200 steps each, the same ones every time.
func TestAnySequenceKeepsTheWindowWhole(t *testing.T) {
	for life := range uint64(200) {
		r := rand.New(rand.NewPCG(life, 7))
		src, next := numbered(r.IntN(60)), 1000
		var w Window
		w.Resize(src, 1+r.IntN(20))
		w.Sync(src)
		for range 200 {
			id, there := w.ID(), false
			switch r.IntN(8) {
			case 0:
				w.Move(src, r.IntN(9)-4)
			case 1:
				w.Page(src, 1-2*r.IntN(2), 1+r.IntN(2))
			case 2:
				w.Resize(src, r.IntN(30))
				there = true
			case 3:
				if len(src) > 0 {
					w.Select(src, src[r.IntN(len(src))])
				}
			case 4: // rows come
				for range r.IntN(10) {
					src = slices.Insert(slices.Clone(src), r.IntN(len(src)+1), fmt.Sprint("row ", next))
					next++
				}
				w.Sync(src)
				there = len(src) > 0 && id != ""
			case 5: // rows go
				src = slices.DeleteFunc(slices.Clone(src), func(string) bool { return r.IntN(4) == 0 })
				w.Sync(src)
				there = slices.Contains(src, id)
			case 6:
				src = slices.Clone(src)
				r.Shuffle(len(src), func(i, j int) { src[i], src[j] = src[j], src[i] })
				w.Sync(src)
				there = true
			default:
				w.Sync(src)
				there = true
			}
			if there && w.ID() != id {
				t.Fatalf("life %d: the row selected was %q and is %q", life, id, w.ID())
			}
			whole(t, &w, src)
		}
	}
}

func TestDeselect(t *testing.T) {
	src := numbered(20)
	for name, move := range map[string]func(*Window){
		"down": func(w *Window) { w.Move(src, 1) }, "up": func(w *Window) { w.Move(src, -1) }, "page down": func(w *Window) { w.Page(src, 1, 1) },
		"first": func(w *Window) { w.First(src) },
	} {
		var w Window
		w.Resize(src, 5)
		w.Move(src, 9)
		w.Deselect(src)
		w.Sync(src)
		w.Resize(src, 6)
		if w.Selected() || w.ID() != "" || w.Select(src, "nothing") {
			t.Errorf("%q is selected", w.ID())
		}
		if move(&w); w.ID() != "row 0" || !w.Selected() {
			t.Errorf("%s selects %q", name, w.ID())
		}
	}
	var w Window
	w.Deselect(rows{})
	w.Sync(src)
	if w.Last(rows{}); w.Selected() {
		t.Error("a move in an empty list selects a row")
	}
	if w.Last(src); w.ID() != "row 19" {
		t.Errorf("%q is selected, want the last row", w.ID())
	}
}
