package audit

import (
	"cmp"
	"math"
	"strings"
)

// Column is what a view can be ordered by.
type Column uint8

// The columns. Each begins with what is the worst, or else with the letter A.
const (
	ByRisk    Column = iota // the highest score first; among equals the oldest
	ByUser                  // without regard to case
	ByKeyID                 // keys without one last
	ByStatus                // active ones first
	ByAge                   // the oldest first
	ByLastUse               // never used first, then the longest unused; unknown last
	ByService               // of the last use; none last
	ByRegion                // likewise
	columns
)

// Columns returns all columns.
func Columns() []Column {
	all := make([]Column, columns)
	for i := range all {
		all[i] = Column(i)
	}
	return all
}

// String returns the column's name.
func (c Column) String() string {
	return [columns]string{"risk", "user", "key", "status", "age", "last use", "service", "region"}[min(c, columns-1)]
}

// Order is a total order of rows. The zero Order is worst first.
type Order struct {
	By Column
	// Reverse turns the column's order around. What has no value stays last, and rows of equal value keep their order: by
	// user, then by key.
	Reverse bool
}

// last is the rank of a row that has no value in the column.
const last = math.MaxUint64

// rank returns two numbers by which rows are ordered in the first place: the lower, the earlier. A text has its first
// characters in them.
func (o Order) rank(r *Row) (first, second uint64) {
	switch o.By {
	case ByUser:
		return o.words(r.User.ReportName())
	case ByKeyID:
		return o.words(r.KeyID)
	case ByStatus:
		return o.words(string(r.Status))
	case ByService:
		return o.words(r.Use.Service)
	case ByRegion:
		return o.words(r.Use.Region)
	case ByAge:
		return o.turned(when(r)), 0
	case ByLastUse:
		switch r.Use.State {
		case UseNever:
			return o.turned(1), o.turned(when(r))
		case UseKnown:
			return o.turned(moment(r.Use.At.Unix())), 0
		default:
			return last, 0
		}
	default:
		return o.turned(uint64(worstScore - r.Score)), when(r)
	}
}

// turned reverses a number if the order is reversed, unless it is that of no value.
func (o Order) turned(n uint64) uint64 {
	if o.Reverse && n != last {
		return last - 1 - n
	}
	return n
}

// when returns the rank of the moment at which the key was made, the earliest first.
func when(r *Row) uint64 {
	if r.Created.IsZero() {
		return last
	}
	return moment(r.Created.Unix())
}

// moment returns seconds since 1970 as a rank. None is 0, 1 or last.
func moment(unix int64) uint64 { return uint64(unix) + 1<<62 }

// words returns the rank of a text: its first 16 characters without regard to case.
func (o Order) words(text string) (first, second uint64) {
	if text == "" {
		return last, last
	}
	first, second = eight(text), eight(text[min(8, len(text)):])
	return o.turned(first), o.turned(second)
}

func eight(text string) (n uint64) {
	for i := range 8 {
		n <<= 8
		if i < len(text) {
			n |= uint64(lower(text[i]))
		}
	}
	return n
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// text returns what the row has in a column of text.
func (o Order) text(r *Row) string {
	switch o.By {
	case ByUser:
		return r.User.ReportName()
	case ByKeyID:
		return r.KeyID
	case ByStatus:
		return string(r.Status)
	case ByService:
		return r.Use.Service
	case ByRegion:
		return r.Use.Region
	default:
		return ""
	}
}

// rest compares rows whose ranks are equal.
func (o Order) rest(a, b *Row) int {
	if by := folded(o.text(a), o.text(b)); by != 0 {
		if o.Reverse {
			return -by
		}
		return by
	}
	userA, userB := a.User.ReportName(), b.User.ReportName()
	if by := folded(userA, userB); by != 0 {
		return by
	}
	return cmp.Or(strings.Compare(userA, userB), strings.Compare(a.KeyID, b.KeyID), cmp.Compare(a.Slot, b.Slot))
}

// folded compares texts without regard to the case of ASCII letters.
func folded(a, b string) int {
	for i := range min(len(a), len(b)) {
		if x, y := lower(a[i]), lower(b[i]); x != y {
			return cmp.Compare(x, y)
		}
	}
	return cmp.Compare(len(a), len(b))
}
