package audit

import (
	"strconv"

	"akia/iamsvc/audit"
)

// viewRows is a view of the audit as the source of a window: a row's identity is its audit.Ref, which no other row
// ever gets.
type viewRows struct{ *audit.View }

// ID returns the identity of the row at a place; empty if there is none.
func (r viewRows) ID(i int) string {
	ref, ok := r.At(i)
	if !ok {
		return ""
	}
	return rowID(ref)
}

// Index returns the place of an identity, -1 if the view does not show it.
func (r viewRows) Index(id string) int {
	ref, ok := refOf(id)
	if !ok {
		return -1
	}
	i, ok := r.View.Index(ref)
	if !ok {
		return -1
	}
	return i
}

// rowID returns the identity of a row.
func rowID(ref audit.Ref) string { return strconv.Itoa(int(ref)) }

// refOf returns the row of an identity.
func refOf(id string) (audit.Ref, bool) {
	n, err := strconv.ParseInt(id, 10, 32)
	return audit.Ref(n), err == nil
}
