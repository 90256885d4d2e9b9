package filter

import (
	"slices"
	"strings"

	"github.com/sahilm/fuzzy"
)

// Error is a mistake in a query: what is wrong with which part of the text. From and To are places in it, in bytes.
type Error struct {
	From, To int
	Message  string
}

// Error implements error. The sentence has no full stop.
func (e *Error) Error() string { return e.Message }

func (w word) mistake(from int, message string) error { return &Error{from, w.to, message} }

func quoted(text string) string { return `"` + text + `"` }

// choose says which names there are, the ones most like a mistaken one first where any are.
func choose(mistaken string, names []string) string {
	if near := Near(mistaken, names); len(near) > 0 {
		return "Did you mean " + strings.Join(near, " or ") + "?"
	}
	return "Choose from " + strings.Join(names, ", ") + "."
}

// nearest is how many likely names are offered.
const nearest = 2

// Near returns the names that a mistaken one is most like, the likeliest first; none if none is.
func Near(mistaken string, names []string) []string {
	var near []string
	for _, name := range names {
		if Distance(strings.ToLower(mistaken), name) <= max(1, len(name)/4) {
			near = append(near, name)
		}
	}
	for _, m := range fuzzy.Find(mistaken, names) {
		if len(near) < nearest && len(mistaken) > 1 && !slices.Contains(near, m.Str) {
			near = append(near, m.Str)
		}
	}
	return near[:min(len(near), nearest)]
}

// Distance returns how many letters must be put in, left out, changed or swapped with their neighbour to make one
// text of another.
func Distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
