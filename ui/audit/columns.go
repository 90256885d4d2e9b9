package audit

import "akia/ui/theme"

// field is what a column shows of a key.
type field uint8

// The fields of a row, from left to right.
const (
	userField field = iota
	keyIDField
	statusField
	ageField
	usedField
	serviceField
	regionField
	findingsField
)

// column is a field and its place in the table. short says that there is room for its short form only: of a key ID its
// beginning and end, of a status its mark, of a service and region nothing.
type column struct {
	field field
	head  string
	width int
	short bool
}

// rowMargin is what stands before the first column: the cursor, and the mark of a row.
const rowMargin = 3

// right reports whether the column holds numbers, which stand below each other.
func (c column) right() bool { return c.field == ageField || c.field == usedField }

// The widths of the columns. A key ID is followed by one cell that marks the key akia is signed in with.
const (
	userWidth    = 13
	widestUser   = 32
	idWidth      = 21
	shortID      = 10
	statusWidth  = 10
	ageWidth     = 6
	usedWidth    = 9
	dateWidth    = 17
	serviceWidth = 8
	widestName   = 16
	regionWidth  = 14
	faultWidth   = 11
	widestFaults = 40
)

// columnsFor returns the columns that fit into width cells. Dates says that times are shown as dates, which take more
// room. As a window gets narrower, first the region goes, then the service, then the words of the status, then the
// middle of the key ID.
func columnsFor(width int, dates bool) []column {
	used := usedWidth
	if dates {
		used = dateWidth
	}
	all := []column{
		{userField, "USER", userWidth, false},
		{keyIDField, "KEY ID", idWidth, false},
		{statusField, "STATUS", statusWidth, false},
		{ageField, "AGE ", ageWidth, false},
		{usedField, "LAST USED", used, false},
		{serviceField, "SERVICE", serviceWidth, false},
		{regionField, "REGION", regionWidth, false},
		{findingsField, "FINDINGS", faultWidth, false},
	}
	room := width - rowMargin
	if over(all, room) {
		all = without(all, regionField)
	}
	if over(all, room) {
		all = without(all, serviceField)
	}
	if over(all, room) {
		shorten(all, statusField, "", 1)
	}
	if over(all, room) {
		shorten(all, keyIDField, "KEY ID", shortID)
	}
	for len(all) > 1 && over(all, room) {
		all = all[:len(all)-1]
	}
	return widen(all, room-total(all))
}

func total(columns []column) int {
	sum := -theme.ColumnGap
	for _, c := range columns {
		sum += c.width + theme.ColumnGap
	}
	return sum
}

func over(columns []column, room int) bool { return total(columns) > room }

func without(columns []column, shows field) []column {
	kept := columns[:0]
	for _, c := range columns {
		if c.field != shows {
			kept = append(kept, c)
		}
	}
	return kept
}

func shorten(columns []column, shows field, head string, width int) {
	for i := range columns {
		if columns[i].field == shows {
			columns[i] = column{shows, head, width, true}
		}
	}
}

// widen shares the room that is left among the columns whose content may be wider: first some for the names of users,
// then the findings, then the rest.
func widen(columns []column, room int) []column {
	grow := func(shows field, widest int) {
		for i := range columns {
			if c := &columns[i]; c.field == shows && c.width < widest && room > 0 {
				more := min(room, widest-c.width)
				c.width += more
				room -= more
			}
		}
	}
	grow(userField, userWidth+4)
	grow(findingsField, faultWidth+14)
	grow(userField, widestUser)
	grow(serviceField, widestName)
	grow(findingsField, widestFaults)
	return columns
}
