package text

import (
	"cmp"
	"slices"
	"strings"
)

// Distance returns how many letters have to be changed, added, left out or swapped with their neighbor to make one text
// of the other, regardless of case.
func Distance(a, b string) int {
	x, y := []rune(strings.ToLower(a)), []rune(strings.ToLower(b))
	var before []int // the row above the last one
	last := make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := range x {
		row := make([]int, len(y)+1)
		row[0] = i + 1
		for j := range y {
			change := 1
			if x[i] == y[j] {
				change = 0
			}
			row[j+1] = min(last[j]+change, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last = last, row
	}
	return last[len(y)]
}

// IsNear reports whether a text may be another one misspelled: up to one letter in three is wrong, and never more than
// two.
func IsNear(typed, meant string) bool {
	most := min(2, max(len(typed), len(meant))/3)
	if d := len(typed) - len(meant); d > most || -d > most { // cheaper than to compare
		return false
	}
	return Distance(typed, meant) <= most
}

// Near returns those of the texts that a typed one may be meant for, the nearest first, and at most so many.
func Near(typed string, texts []string, most int) []string {
	var near []string
	for _, t := range texts {
		if IsNear(typed, t) {
			near = append(near, t)
		}
	}
	slices.SortStableFunc(near, func(a, b string) int {
		return cmp.Or(cmp.Compare(Distance(typed, a), Distance(typed, b)),
			cmp.Compare(sameStart(typed, b), sameStart(typed, a)))
	})
	return near[:min(most, len(near))]
}

// sameStart returns how many bytes two texts begin with in common, regardless of case: people misspell the end of a
// word.
func sameStart(a, b string) int {
	a, b = strings.ToLower(a), strings.ToLower(b)
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}
