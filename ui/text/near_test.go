package text

import (
	"slices"
	"testing"
)

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"", "abc", 3},
		{"abc", "", 3},
		{"report", "report", 0},
		{"Report", "rEPORT", 0},
		{"repotr", "report", 1},
		{"rpeort", "report", 1},
		{"repor", "report", 1},
		{"reports", "report", 1},
		{"kitten", "sitting", 3},
		{"ab", "ba", 1},
		{"übel", "ubel", 1},
	} {
		if got := Distance(c.a, c.b); got != c.want || Distance(c.b, c.a) != c.want {
			t.Errorf("from %q to %q it is %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestNear(t *testing.T) {
	users := []string{"alice", "alicia", "bob", "Alise", "carol", "deploy-bot"}
	for typed, want := range map[string][]string{
		"alise": {"Alise", "alice"}, "aliec": {"alice"}, "bbo": {"bob"}, "bo": {"bob"}, "xyz": nil, "deploybot": {"deploy-bot"}, "nobody": nil, "": nil,
	} {
		if got := Near(typed, users, 2); !slices.Equal(got, want) {
			t.Errorf("near %q are %q, want %q", typed, got, want)
		}
	}
}
