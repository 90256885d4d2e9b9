// Package area tells what is where on the screen. Whoever draws something that the mouse can act on marks it as it
// is drawn; the areas are then read off the screen as it was put together, so that no column is counted twice.
// Marks are drawn when a click is to be understood and at no other time: a frame that is shown has none.
package area

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Press is the target of an area that stands for a key: a click on it is a press of that key, with all that guards
// one.
type Press string

// Map is what the marks of one drawing stand for. A nil Map marks nothing.
type Map struct{ targets []any }

// The sequences around what is marked; they have no width, and no terminal gets them.
const (
	csi  = "\x1b["
	mark = "z"
	end  = csi + "0" + mark
)

// Mark returns what is drawn, of one line or several, as the area of a target.
func (m *Map) Mark(target any, drawn string) string {
	if m == nil || target == nil || drawn == "" {
		return drawn
	}
	m.targets = append(m.targets, target)
	begin := csi + strconv.Itoa(len(m.targets)) + mark
	return begin + strings.ReplaceAll(drawn, "\n", end+"\n"+begin) + end
}

// At returns the targets whose areas hold a cell of a drawn screen, the innermost first.
func (m *Map) At(screen string, x, y int) []any {
	lines := strings.Split(screen, "\n")
	if m == nil || y < 0 || y >= len(lines) || x < 0 {
		return nil
	}
	var open []int
	at, state, line := 0, byte(0), lines[y]
	for len(line) > 0 {
		sequence, width, n, next := ansi.DecodeSequence(line, state, nil)
		state, line = next, line[n:]
		if at += width; at > x {
			break
		}
		id, is := strings.CutPrefix(sequence, csi)
		if id, is = cutMark(id, is); !is {
			continue
		}
		switch i, _ := strconv.Atoi(id); {
		case i > 0 && i <= len(m.targets):
			open = append(open, i)
		case len(open) > 0:
			open = open[:len(open)-1]
		}
	}
	if at <= x { // right of everything
		return nil
	}
	var found []any
	for i := len(open) - 1; i >= 0; i-- {
		found = append(found, m.targets[open[i]-1])
	}
	return found
}

func cutMark(id string, is bool) (string, bool) {
	if !is {
		return "", false
	}
	return strings.CutSuffix(id, mark)
}
