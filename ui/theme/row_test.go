package theme

import (
	"testing"

	"akia/ui/text"

	"github.com/charmbracelet/x/ansi"
)

func TestARowIsAsWideAsItsBoxWhateverItsCellsHold(t *testing.T) {
	look := New(true, false)
	for _, words := range []string{"", "bob", "a name that is much too long", "日本語の名前が長い", "e\u0301e\u0301"} {
		for _, p := range []Palette{look.Palette, look.Selected} {
			row := NewRow(p, look.Marks.Ellipsis)
			row.Margin(nil, nil, look.Marks.Cursor+" ", p.Accent)
			row.Cell(words, 9, p.Strong)
			row.Cell("Active", 6, p.Good)
			line := row.Fill(30)
			if got := text.Width(ansi.Strip(line)); got != 30 {
				t.Errorf("a row with %q is %d cells wide, not 30: %q", words, got, line)
			}
			if plain := ansi.Strip(line); ansi.Cut(plain, 12, 18) != "Active" {
				t.Errorf("the second cell after %q does not begin in its column: %q", words, plain)
			}
		}
	}
}
