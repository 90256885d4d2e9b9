package audit

import (
	"slices"
	"testing"
)

func TestColumnsFitAndTheImportantOnesStay(t *testing.T) {
	for width := 30; width <= 220; width++ {
		used := rowMargin - columnGap
		var cells []field
		for _, c := range columnsFor(width, width%2 == 0) {
			used += c.width + columnGap
			cells = append(cells, c.field)
		}
		if used > width {
			t.Errorf("at %d the columns take %d", width, used)
		}
		if width >= 66 && !slices.Contains(cells, findingsField) {
			t.Errorf("at %d the findings are gone: %v", width, cells)
		}
	}
}
