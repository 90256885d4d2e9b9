package keyboard

import (
	"bytes"
	"strings"
	"time"
	"unicode/utf8"
)

// inString takes a byte of a string of the terminal.
func (s *scanner) inString(now time.Time, b byte) {
	last := s.kept[len(s.kept)-1]
	switch {
	case b == esc:
		s.keep(b)
		s.state = strEscape
	case b == bel && s.kept[1] == ']', b == st8 && last < utf8.RuneSelf:
		s.keep(b)
		s.complete()
	case b == etx: // in no answer of a terminal, and it must always be possible to leave
		s.drop(true)
		s.begin(now, b)
	case b == can, b == sub:
		s.drop(s.late)
	default:
		s.keep(b)
	}
}

// inControl takes a byte of a sequence of the kinds CSI and SS3.
func (s *scanner) inControl(now time.Time, b byte) {
	switch {
	case b == esc:
		s.drop(s.late)
		s.begin(now, b)
	case b == etx:
		s.drop(true)
		s.begin(now, b)
	case s.state == mouse:
		s.inMouse(b)
	case b < ' ' || b == del:
		s.drop(true)
	case b >= utf8.RuneSelf:
		s.drop(s.late)
		s.begin(now, b)
	case s.state == console:
		s.keep(b)
		s.complete()
	case s.state == single:
		s.keep(b)
		if b < '0' || b > '9' {
			s.complete()
		}
	case b < '@': // parameters and what stands between them and the end
		s.keep(b)
	default:
		s.endControl(b)
	}
}

// endControl takes the last byte of a control sequence, or what looks like it.
func (s *scanner) endControl(b byte) {
	s.keep(b)
	switch {
	case b == '[' && s.bare("\x1b[["):
		s.state = console
	case b == 'M' && s.bare("\x1b[M"):
		s.state = mouse
	case s.bare(pasteStart):
		s.state, s.kept = pasting, s.kept[:0]
	default:
		s.complete()
	}
}

// bare reports whether what is kept is a sequence, with alt or without.
func (s *scanner) bare(sequence string) bool {
	return strings.TrimPrefix(string(s.kept), "\x1b\x1b") == sequence[1:] || string(s.kept) == sequence
}

// inMouse takes a value of a mouse report of the old kind; a terminal may send one beyond 95 as a character of two
// bytes.
func (s *scanner) inMouse(b byte) {
	s.keep(b)
	values := s.kept[bytes.IndexByte(s.kept, 'M')+1:]
	n := 0
	for len(values) > 0 {
		size := 1
		if runeLength(values[0]) == 2 {
			size = 2
		}
		if size > len(values) {
			return
		}
		values = values[size:]
		n++
	}
	if n == 3 {
		s.reset() // akia asks for the other kind
	}
}
