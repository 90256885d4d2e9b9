package audit

import (
	"slices"
	"testing"

	"akia/ui/theme"
)

// TestColumnsFitAndTheImportantOnesStay: a narrow window shortens the key ID and the findings, it drops neither.
func TestColumnsFitAndTheImportantOnesStay(t *testing.T) {
	for width := 58; width <= 300; width++ {
		for _, dates := range []bool{false, true} {
			used := rowMargin - theme.ColumnGap
			shown := map[field]column{}
			for _, c := range columnsFor(width, dates) {
				used += c.width + theme.ColumnGap
				shown[c.field] = c
			}
			if used > width {
				t.Errorf("at %d the columns take %d", width, used)
			}
			for _, f := range []field{userField, keyIDField, statusField, ageField, usedField, findingsField} {
				if _, there := shown[f]; !there {
					t.Errorf("at %d (dates: %v) column %d is gone", width, dates, f)
				}
			}
			if c := shown[findingsField]; c.short && c.width < len("UL OL SA ND") {
				t.Errorf("at %d the codes have %d cells", width, c.width)
			}
			if _, there := shown[pathField]; there && shown[userField].width < commonUser {
				t.Errorf("at %d there is a path beside names of %d cells", width, shown[userField].width)
			}
		}
	}
}

// TestNarrowings are in the order of what is missed least.
func TestNarrowings(t *testing.T) {
	shows := func(width int, f field) (there, short bool) {
		columns := columnsFor(width, false)
		i := slices.IndexFunc(columns, func(c column) bool { return c.field == f })
		return i >= 0, i >= 0 && columns[i].short
	}
	for _, c := range []struct {
		width                      int
		path, region, service      bool
		codes, shortID, statusMark bool
	}{
		{198, true, true, true, false, false, false},
		{118, false, true, true, false, false, false},
		{103, false, true, true, true, false, false},
		{88, false, false, true, true, false, false},
		{78, false, false, false, true, false, false},
		{68, false, false, false, true, true, false},
		{58, false, false, false, true, true, true},
	} {
		path, _ := shows(c.width, pathField)
		region, _ := shows(c.width, regionField)
		service, _ := shows(c.width, serviceField)
		_, codes := shows(c.width, findingsField)
		_, id := shows(c.width, keyIDField)
		_, status := shows(c.width, statusField)
		got := [...]bool{path, region, service, codes, id, status}
		if want := [...]bool{c.path, c.region, c.service, c.codes, c.shortID, c.statusMark}; got != want {
			t.Errorf("at %d path, region, service, codes, short ID, status mark: %v, want %v", c.width, got, want)
		}
	}
}
