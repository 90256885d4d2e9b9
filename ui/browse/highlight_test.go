package browse

import (
	"strings"
	"testing"
	"unicode/utf8"

	"akia/ui/theme"
)

func TestHighlight(t *testing.T) {
	th := theme.New(true, false)
	for _, c := range []struct {
		s    string
		at   []int
		want string
	}{
		{"alice", nil, "alice"},
		{"alice", []int{0}, "[a]lice"},
		{"alice", []int{4}, "alic[e]"},
		{"alice", []int{1, 2, 4}, "a[li]c[e]"},
		{"alice", []int{0, 1, 2, 3, 4}, "[alice]"},
		{"ali…", []int{3, 4, 9}, "ali[…]"},
		{"", []int{0}, ""},
	} {
		got := highlight(c.s, c.at, theme.Paint{}, th.Accent)
		if !utf8.ValidString(got) {
			t.Errorf("highlight(%q, %v) is not valid UTF-8: %q", c.s, c.at, got)
		}
		mark := th.Accent.Render("x")
		open, end, _ := strings.Cut(mark, "x")
		if plain := strings.ReplaceAll(strings.ReplaceAll(got, open, "["), end, "]"); plain != c.want {
			t.Errorf("highlight(%q, %v) = %q, want %q", c.s, c.at, plain, c.want)
		}
	}
}
