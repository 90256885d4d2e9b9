package audit

import (
	"slices"
	"testing"

	"akia/ui/theme"
)

func TestColumnsFitAndTheImportantOnesStay(t *testing.T) {
	for width := 30; width <= 220; width++ {
		used := rowMargin - theme.ColumnGap
		var cells []field
		for _, c := range columnsFor(width, width%2 == 0) {
			used += c.width + theme.ColumnGap
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
