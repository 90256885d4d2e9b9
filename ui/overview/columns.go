package overview

// Cell is what a column shows of a key.
type Cell uint8

// The cells of a row, from left to right.
const (
	User Cell = iota
	KeyID
	Status
	Age
	Used
	Service
	Region
	Findings
)

// Column is a cell and its place in the table. Short says that there is room for its short form only: of a key ID its
// beginning and end, of a status its mark, of a service and region nothing.
type Column struct {
	Cell  Cell
	Head  string
	Width int
	Short bool
}

// Gap is what stands between two columns; Margin what stands before the first: the cursor, and the mark of a row.
const (
	Gap    = 1
	Margin = 3
)

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

// Columns returns the columns that fit into width cells. Dates says that times are shown as dates, which take more room.
// As a window gets narrower, first the region goes, then the service, then the words of the status, then the middle of the
// key ID.
func Columns(width int, dates bool) []Column {
	used := usedWidth
	if dates {
		used = dateWidth
	}
	all := []Column{
		{User, "USER", userWidth, false},
		{KeyID, "KEY ID", idWidth, false},
		{Status, "STATUS", statusWidth, false},
		{Age, "AGE", ageWidth, false},
		{Used, "LAST USED", used, false},
		{Service, "SERVICE", serviceWidth, false},
		{Region, "REGION", regionWidth, false},
		{Findings, "FINDINGS", faultWidth, false},
	}
	room := width - Margin
	if over(all, room) {
		all = without(all, Region)
	}
	if over(all, room) {
		all = without(all, Service)
	}
	if over(all, room) {
		shorten(all, Status, "", 1)
	}
	if over(all, room) {
		shorten(all, KeyID, "KEY ID", shortID)
	}
	for len(all) > 1 && over(all, room) {
		all = all[:len(all)-1]
	}
	return widen(all, room-total(all))
}

func total(columns []Column) int {
	sum := -Gap
	for _, c := range columns {
		sum += c.Width + Gap
	}
	return sum
}

func over(columns []Column, room int) bool { return total(columns) > room }

func without(columns []Column, cell Cell) []Column {
	kept := columns[:0]
	for _, c := range columns {
		if c.Cell != cell {
			kept = append(kept, c)
		}
	}
	return kept
}

func shorten(columns []Column, cell Cell, head string, width int) {
	for i := range columns {
		if columns[i].Cell == cell {
			columns[i] = Column{cell, head, width, true}
		}
	}
}

// widen shares the room that is left among the columns whose content may be wider: first some for the names of users, then
// the findings, then the rest.
func widen(columns []Column, room int) []Column {
	grow := func(cell Cell, widest int) {
		for i := range columns {
			if c := &columns[i]; c.Cell == cell && c.Width < widest && room > 0 {
				more := min(room, widest-c.Width)
				c.Width += more
				room -= more
			}
		}
	}
	grow(User, userWidth+4)
	grow(Findings, faultWidth+14)
	grow(User, widestUser)
	grow(Service, widestName)
	grow(Findings, widestFaults)
	return columns
}
