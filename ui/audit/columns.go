package audit

import (
	"slices"

	"akia/ui/theme"
)

// field is what a column shows of a key.
type field uint8

// The fields of a row, from left to right.
const (
	userField field = iota
	pathField
	keyIDField
	statusField
	ageField
	usedField
	serviceField
	regionField
	findingsField
)

// column is a field and its place in the table. short says that there is room for its short form only: of a key ID its
// beginning and end, of a status its mark, of a date the day, of findings their codes.
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
	leastUser    = 12
	commonUser   = 32
	widestUser   = 64 // as many as a name may have
	pathWidth    = 12
	widestPath   = 28
	idWidth      = 21
	shortID      = 10
	statusWidth  = 10
	ageWidth     = 6
	usedWidth    = 9
	dateWidth    = 17
	shortDate    = 10
	serviceWidth = 8
	widestName   = 16
	regionWidth  = 14
	faultWidth   = 22 // of the names of findings
	commonFaults = 30
	widestFaults = 40
	codesWidth   = 11 // of their codes
)

// narrowings is how many steps there are in which the columns make room.
const narrowings = 6

// columnsFor returns the columns that fit into width cells. Dates says that times are shown as dates, which take more
// room. As a window gets narrower the findings are spelled by their codes; then the region goes, then the service; then
// the key ID is cut in its middle, the status shown by its mark, and dates without the time of day.
func columnsFor(width int, dates bool) []column {
	room := width - rowMargin
	all := columnsAt(0, dates)
	for step := 1; step <= narrowings && over(all, room); step++ {
		all = columnsAt(step, dates)
	}
	if over(all, room) {
		all[0].width = leastUser
	}
	for len(all) > 1 && over(all, room) {
		all = all[:len(all)-1]
	}
	return widen(all, room-total(all))
}

// columnsAt returns the columns after so many narrowings.
func columnsAt(step int, dates bool) []column {
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
	for i, narrow := range [narrowings]func(){
		func() { shorten(all, findingsField, "FINDINGS", codesWidth) },
		func() { all = without(all, regionField) },
		func() { all = without(all, serviceField) },
		func() { shorten(all, keyIDField, "KEY ID", shortID) },
		func() { shorten(all, statusField, "", 1) },
		func() { shorten(all, usedField, "LAST USED", min(used, shortDate)) },
	} {
		if i < step {
			narrow()
		}
	}
	return all
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
	return slices.DeleteFunc(columns, func(c column) bool { return c.field == shows })
}

func shorten(columns []column, shows field, head string, width int) {
	for i := range columns {
		if columns[i].field == shows {
			columns[i] = column{shows, head, width, true}
		}
	}
}

// widen shares the room that is left among the columns whose content may be wider: first some for the names of users,
// then the findings, then the rest. What nothing else has use for is the path's.
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
	coded := spellsShort(columns)
	grow(userField, userWidth+4)
	if !coded {
		grow(findingsField, commonFaults)
	}
	grow(userField, commonUser)
	grow(serviceField, widestName)
	if !coded {
		grow(findingsField, widestFaults)
	}
	if left := room - theme.ColumnGap; left >= pathWidth {
		path := column{pathField, "PATH", min(left, widestPath), false}
		columns, room = slices.Insert(columns, 1, path), left-path.width
	}
	grow(userField, widestUser)
	return columns
}

// spellsShort reports whether findings are spelled by their codes alone.
func spellsShort(columns []column) bool {
	return slices.ContainsFunc(columns, func(c column) bool { return c.field == findingsField && c.short })
}

// usesCodes reports whether codes of findings are to be expected: they are explained then.
func usesCodes(columns []column) bool {
	return slices.ContainsFunc(columns, func(c column) bool { return c.field == findingsField && c.width < commonFaults })
}
