// Package text makes strings fit for the screen: it cleans what comes from outside, cuts and pads to a width in cells,
// and words times as people say them.
package text

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"akia/iamsvc/sanitize"

	"github.com/charmbracelet/x/ansi"
)

// longest bounds what Clean looks at: nothing on a screen is longer, and an error message may be of any size.
const longest = 8 << 10

// Clean returns at most 8 KiB of s, sanitized. Every string from outside (names, paths, messages, aliases) passes it
// before it is measured or drawn.
func Clean(s string) string {
	if len(s) > longest {
		s = s[:longest]
	}
	return sanitize.Text(s)
}

// Width returns how many cells s takes; s may hold styles. Half of what drawing a frame costs would go into measuring
// it, so what nearly all lines are made of is counted here: printable ASCII, our own marks, and styles.
func Width(s string) int {
	n := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c <= '~' {
			n++
			i++
			continue
		}
		size := style(s[i:])
		if size == 0 {
			r, runeSize := utf8.DecodeRuneInString(s[i:])
			if !mark(r) {
				return ansi.StringWidth(s)
			}
			n++
			size = runeSize
		}
		i += size
	}
	return n
}

// style returns the length of the style sequence (ESC [ digits and semicolons m) that s begins with; 0 if there is
// none.
func style(s string) int {
	if !strings.HasPrefix(s, "\x1b[") {
		return 0
	}
	for i := 2; i < len(s); i++ {
		switch c := s[i]; {
		case c == 'm':
			return i + 1
		case c != ';' && (c < '0' || c > '9'):
			return 0
		}
	}
	return 0
}

// mark reports whether r is one of the marks or pieces of borders that this program draws, each of which takes one
// cell.
func mark(r rune) bool {
	switch r {
	case '·', '–', '›', '◂', '●', '○', '◇', '•', '…', '✓', '✗':
		return true
	}
	return r >= '─' && r <= '╿'
}

// Cut cleans s and shortens it to at most width cells, with tail (such as "…") in place of what was lost.
func Cut(s string, width int, tail string) string {
	if most := 4 * (max(width, 0) + 2); len(s) > most {
		s = s[:most] // no rune is longer than 4 bytes or takes no cell
	}
	s = Clean(s)
	if len(s) <= width && sanitize.Plain(s) {
		return s
	}
	if width <= 0 {
		return ""
	}
	return ansi.Truncate(s, width, tail)
}

// Fit is Cut, padded with spaces on the right to exactly width cells.
func Fit(s string, width int, tail string) string {
	s = Cut(s, width, tail)
	return s + Spaces(width-Width(s))
}

// Right is Fit with the spaces on the left, as numbers stand below each other.
func Right(s string, width int, tail string) string {
	s = Cut(s, width, tail)
	return Spaces(width-Width(s)) + s
}

// Spaces returns n spaces, none if n is negative.
func Spaces(n int) string {
	if n <= 0 {
		return ""
	}
	return strings.Repeat(" ", n)
}

// Wrap cleans s and breaks it into lines of at most width cells, at spaces where it can; the spaces at a break are left
// out, and nothing else. It does not break at hyphens: names and flags are full of them, and must be read whole. A wide
// rune takes two cells even where width is one.
func Wrap(s string, width int) []string {
	if width <= 0 {
		return nil
	}
	w := wrapper{width: width}
	for s = Clean(s); s != ""; {
		word := strings.TrimLeft(s, " ")
		gap := len(s) - len(word)
		if i := strings.IndexByte(word, ' '); i >= 0 {
			word = word[:i]
		}
		if word == "" {
			break // spaces at the end
		}
		s = s[gap+len(word):]
		w.add(gap, word)
	}
	return append(w.lines, w.line.String())
}

// wrapper breaks words into lines.
type wrapper struct {
	width int
	lines []string
	line  strings.Builder // the last one
	used  int             // cells of it
}

// add adds a word and the spaces before it.
func (w *wrapper) add(gap int, word string) {
	wide := Width(word)
	switch {
	case w.used+gap+wide <= w.width:
		w.put(Spaces(gap), gap)
		w.put(word, wide)
		return
	case w.used > 0:
		w.end()
	case gap < w.width: // an indent
		w.put(Spaces(gap), gap)
	}
	if w.used+wide <= w.width {
		w.put(word, wide)
		return
	}
	if part := breakable(word, w.width-w.used); part > 0 {
		w.put(word[:part], Width(word[:part]))
		w.end()
		word = word[part:]
	}
	if wide = Width(word); w.used+wide <= w.width {
		w.put(word, wide)
		return
	}
	for _, r := range word {
		one := Width(string(r))
		if w.used > 0 && w.used+one > w.width {
			w.end()
		}
		w.put(string(r), one)
	}
}

// breakable returns how many bytes of an ARN that is longer than a line can stand on one, so that a name in it that can
// be whole is: those up to the last slash or colon. It is 0 for what is no ARN, and where there is no such place.
func breakable(word string, width int) int {
	if !strings.HasPrefix(word, "arn:") {
		return 0
	}
	best := 0
	for i, r := range word {
		if Width(word[:i+1]) > width {
			break
		}
		if r == '/' || r == ':' {
			best = i + 1
		}
	}
	return best
}

func (w *wrapper) put(s string, wide int) {
	w.line.WriteString(s)
	w.used += wide
}

func (w *wrapper) end() {
	w.lines = append(w.lines, w.line.String())
	w.line.Reset()
	w.used = 0
}

// Trim cleans s and drops the white space around it, for what is pasted into a line of text.
func Trim(s string) string { return strings.TrimSpace(Clean(s)) }

// Many names a number of things, as "1 key" and "1,200 keys".
func Many(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return Count(n) + " " + thing
}

// Count writes a number with commas between the thousands.
func Count(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
