package area_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"akia/ui/area"
	"akia/ui/text"
)

func TestAt(t *testing.T) {
	m := &area.Map{}
	row := m.Mark("row", "\x1b[1mab\x1b[m"+m.Mark("cell", "日本")+"c")
	screen := "head\n " + m.Mark("pane", row+"\n"+"rest") + " right"
	if plain := ansi.Strip(screen); plain != "head\n ab日本c\nrest right" || text.Width(row) != 7 {
		t.Fatalf("marks have a width: %q, %d", plain, text.Width(row))
	}
	for _, test := range []struct {
		x, y int
		want string
	}{
		{0, 0, "[]"},
		{0, 1, "[]"},
		{1, 1, "[row pane]"},
		{2, 1, "[row pane]"},
		{3, 1, "[cell row pane]"},
		{6, 1, "[cell row pane]"},
		{7, 1, "[row pane]"},
		{8, 1, "[]"},
		{0, 2, "[pane]"},
		{3, 2, "[pane]"},
		{4, 2, "[]"},
		{50, 1, "[]"},
		{0, 9, "[]"},
		{-1, 1, "[]"},
		{1, -1, "[]"},
	} {
		if got := fmt.Sprint(m.At(screen, test.x, test.y)); got != test.want {
			t.Errorf("at %d,%d is %s, want %s", test.x, test.y, got, test.want)
		}
	}
}

// TestNothingIsMarkedWithoutAMap, and a mark that was cut off ends with its line.
func TestNothingIsMarkedWithoutAMap(t *testing.T) {
	if got := (*area.Map)(nil).Mark("row", "text"); got != "text" {
		t.Errorf("it is %q", got)
	}
	m := &area.Map{}
	cut := ansi.Truncate(m.Mark("row", strings.Repeat("x", 20)), 10, "")
	if got := fmt.Sprint(m.At(cut+"|", 9, 0), m.At(cut+"|", 10, 0)); got != "[row] []" {
		t.Errorf("a row that is cut is at %s", got)
	}
}
