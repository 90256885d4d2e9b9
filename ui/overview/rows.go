// Package overview lays out the table of all keys of an account and the bars above it. It knows what is shown and how much
// room there is, and nothing of where it comes from.
package overview

import (
	"strconv"

	"akia/iamsvc/audit"
)

// Rows is a view of the audit as the source of a window: a row's identity is its Ref, which no other row ever gets.
type Rows struct{ *audit.View }

// ID returns the identity of the row at a place; empty if there is none.
func (r Rows) ID(i int) string {
	ref, ok := r.At(i)
	if !ok {
		return ""
	}
	return ID(ref)
}

// Index returns the place of an identity, -1 if the view does not show it.
func (r Rows) Index(id string) int {
	ref, ok := Ref(id)
	if !ok {
		return -1
	}
	i, ok := r.View.Index(ref)
	if !ok {
		return -1
	}
	return i
}

// ID returns the identity of a row.
func ID(ref audit.Ref) string { return strconv.Itoa(int(ref)) }

// Ref returns the row of an identity.
func Ref(id string) (audit.Ref, bool) {
	n, err := strconv.ParseInt(id, 10, 32)
	return audit.Ref(n), err == nil
}
