// Package list is a window over a long list: a cursor that holds an identity, never a position, and an offset. Its cost
// does not grow with the length of the list.
package list

// Source is the list that a window looks at, in the order it is shown.
type Source interface {
	Len() int
	// ID returns the identity of row i.
	ID(i int) string
	// Index returns the row of an identity, -1 if it is not in the list.
	Index(id string) int
}

// Window shows Height rows of a Source and keeps the selected one by identity. The zero Window selects the first row.
type Window struct {
	id     string
	none   bool // no row is selected until the cursor is moved
	pos    int  // where id was found last
	off    int  // first row shown
	height int
}

// ID returns the identity of the selected row; empty if the list is, or if none is selected.
func (w *Window) ID() string {
	if w.none {
		return ""
	}
	return w.id
}

// Selected reports whether a row is selected, which in a list that is not empty it is but for Deselect.
func (w *Window) Selected() bool { return !w.none }

// Deselect takes the cursor off the list: no row is selected until it is moved, and the first one is then.
func (w *Window) Deselect(src Source) {
	w.First(src)
	w.none = true
}

// Pos returns the position of the selected row as of the last Sync or move.
func (w *Window) Pos() int { return w.pos }

// Range returns the rows that are shown, from inclusive to exclusive.
func (w *Window) Range(src Source) (from, to int) {
	return w.off, min(w.off+w.height, src.Len())
}

// Resize sets how many rows are shown and keeps the selected one in view.
func (w *Window) Resize(src Source, height int) {
	w.height = max(height, 0)
	w.show(src)
}

// Select moves the cursor to an identity; false if the list does not have it.
func (w *Window) Select(src Source, id string) bool {
	i := src.Index(id)
	if i < 0 {
		return false
	}
	w.choose(src, i)
	return true
}

// Move moves the cursor by n rows, stopping at the ends. One that is on no row comes to the first.
func (w *Window) Move(src Source, n int) {
	if w.none {
		n = -w.pos
	}
	w.choose(src, w.pos+n)
}

// First moves the cursor to the first row.
func (w *Window) First(src Source) { w.choose(src, 0) }

// Last moves the cursor to the last row.
func (w *Window) Last(src Source) { w.choose(src, src.Len()-1) }

// Page moves the cursor by a share of the window: Page(src, 1, 1) a page down, Page(src, -1, 2) half a page up.
func (w *Window) Page(src Source, direction, part int) {
	w.Move(src, direction*max(w.height/part, 1))
}

// Scroll moves the window by n rows. The cursor stays on its row unless that would leave the window.
func (w *Window) Scroll(src Source, n int) {
	if src.Len() == 0 {
		return
	}
	w.off = max(min(w.off+n, src.Len()-w.height), 0)
	if at := max(min(w.pos, w.off+w.height-1), w.off); at != w.pos && !w.none {
		w.set(src, at)
	} else if w.none {
		w.pos = at
	}
}

// Sync finds the selected row again after the list has changed and keeps it on the same line of the screen. If it is
// gone, the row that took its place is selected.
func (w *Window) Sync(src Source) {
	n := src.Len()
	if n == 0 {
		// The identity is forgotten with the list: what comes next is another one.
		w.id, w.pos, w.off = "", 0, 0
		return
	}
	line := w.pos - w.off
	i := src.Index(w.id)
	if i < 0 {
		i = min(w.pos, n-1)
	}
	w.off = i - line
	w.set(src, i)
}

// choose selects a row.
func (w *Window) choose(src Source, i int) {
	if src.Len() > 0 {
		w.none = false
	}
	w.set(src, i)
}

func (w *Window) set(src Source, i int) {
	n := src.Len()
	if n == 0 {
		return
	}
	w.pos = min(max(i, 0), n-1)
	w.id = src.ID(w.pos)
	w.show(src)
}

// show moves the offset as little as needed for the cursor to be in view and the window to be full.
func (w *Window) show(src Source) {
	w.off = min(w.off, w.pos)
	w.off = max(w.off, w.pos-w.height+1)
	w.off = max(min(w.off, src.Len()-w.height), 0)
}
