package keyboard

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

const (
	// escWait is how long an escape byte waits for the rest of a sequence before it is the key esc.
	escWait = 50 * time.Millisecond
	// gap is how far the bytes of one sequence or character may be apart. As long after esc has acted as a key, what
	// would go on with a sequence is taken for one.
	gap = 500 * time.Millisecond
	// pasteGap is how far the bytes of a paste may be apart.
	pasteGap = 2 * time.Second
	// mostSequence and mostPaste bound what is kept of a sequence and of a paste; the rest of it is swallowed.
	mostSequence = 64 << 10
	mostPaste    = 4 << 20
)

const (
	esc = 0x1b
	bel = 0x07
	can = 0x18
	sub = 0x1a
	etx = 0x03 // ctrl+c
	del = 0x7f
	st8 = 0x9c // the end of a string, of a terminal that sends controls of eight bits

	introducers = "[]OPX_^" // what follows an escape byte that begins a sequence
	pasteStart  = "\x1b[200~"
	pasteEnd    = "\x1b[201~"
)

// unit is what some bytes mean: a message; noise, if they are no character; or ignored, if they were swallowed though a
// person may have typed them.
type unit struct {
	msg     tea.Msg
	noise   bool
	at      time.Time // when noise came
	ignored bool
}

// state says what the bytes that are kept are the beginning of.
type state uint8

const (
	ground    state = iota // nothing
	escaped                // an escape byte, or two
	control                // CSI
	mouse                  // CSI M, whose three values follow
	console                // CSI [, of a function key of the Linux console
	single                 // SS3
	str                    // OSC, DCS, APC, PM or SOS, whose end is a string terminator
	strEscape              // such a string, and the first byte of its terminator
	character              // UTF-8
	pasting                // a bracketed paste
)

// scanner divides bytes into units. It keeps what is not complete until the rest comes or its time is over, and reads
// no clock: it is told when the bytes came.
type scanner struct {
	state   state
	kept    []byte
	came    time.Time // the last of what is kept
	late    bool      // the escape byte of what is kept has acted as esc already
	until   time.Time // until when what follows esc is taken for a sequence; zero if something else came since
	decoder uv.EventDecoder
	out     []unit
}

// feed takes bytes that came at once and returns what they and those before them mean.
func (s *scanner) feed(now time.Time, data []byte) []unit {
	s.expire(now)
	for len(data) > 0 {
		if s.state == pasting {
			data = s.paste(now, data)
			continue
		}
		s.step(now, data[0])
		data = data[1:]
	}
	return s.take()
}

// deadline returns when wake has something to do; the zero time if nothing is kept.
func (s *scanner) deadline() time.Time {
	switch s.state {
	case ground:
		return time.Time{}
	case escaped:
		return s.came.Add(escWait)
	case pasting:
		return s.came.Add(pasteGap)
	default:
		return s.came.Add(gap)
	}
}

// wake returns what follows from nothing having come until now.
func (s *scanner) wake(now time.Time) []unit {
	s.expire(now)
	return s.take()
}

func (s *scanner) take() []unit {
	out := s.out
	s.out = nil
	return out
}

// expire ends what has waited for too long.
func (s *scanner) expire(now time.Time) {
	at := s.deadline()
	if at.IsZero() || now.Before(at) {
		return
	}
	if s.state != escaped {
		s.drop(true)
		return
	}
	for range s.kept {
		s.key(tea.KeyPressMsg{Code: tea.KeyEscape})
	}
	s.reset()
	s.until = at.Add(gap)
}

func (s *scanner) reset() { s.state, s.kept, s.late = ground, s.kept[:0], false }

// drop forgets what is kept. It says so where a person may have typed it: nobody types a character by halves.
func (s *scanner) drop(typed bool) {
	if typed && s.state != character {
		s.out = append(s.out, unit{ignored: true})
	}
	s.reset()
}

func (s *scanner) key(k tea.KeyPressMsg) { s.out = append(s.out, unit{msg: k}) }

// step takes one byte.
func (s *scanner) step(now time.Time, b byte) {
	before := s.came
	s.came = now
	switch s.state {
	case ground:
		s.begin(now, b)
	case escaped:
		s.afterEscape(now, b, before)
	case character:
		s.continueCharacter(now, b, before)
	case str:
		s.inString(now, b)
	case strEscape:
		if b == '\\' {
			s.keep(b)
			s.complete()
			return
		}
		s.reset() // the terminal has given that string up and begins something else
		s.state, s.kept = escaped, append(s.kept, esc)
		s.afterEscape(now, b, before)
	default:
		s.inControl(now, b)
	}
}

// begin takes the first byte of something.
func (s *scanner) begin(now time.Time, b byte) {
	late := now.Before(s.until) && strings.IndexByte(introducers, b) >= 0
	s.until = time.Time{}
	switch {
	case late:
		s.late = true
		s.kept = append(s.kept, esc)
		s.introduce(b)
	case b == esc:
		s.state, s.kept = escaped, append(s.kept, b)
	case b >= 0x80 && b < 0xa0 && strings.IndexByte(introducers, b-0x40) >= 0: // the same, as one byte
		s.kept = append(s.kept, esc)
		s.introduce(b - 0x40)
	case b < utf8.RuneSelf:
		s.kept = append(s.kept, b)
		s.complete()
	case runeLength(b) > 0:
		s.state, s.kept = character, append(s.kept, b)
	default:
		s.noise(now)
	}
}

// introduce begins a sequence.
func (s *scanner) introduce(b byte) {
	s.kept = append(s.kept, b)
	switch b {
	case '[':
		s.state = control
	case 'O':
		s.state = single
	default:
		if s.kept[1] == esc { // alt goes with keys alone: the first of two is one of its own
			s.key(tea.KeyPressMsg{Code: tea.KeyEscape})
			s.kept = slices.Delete(s.kept, 0, 1)
		}
		s.state = str
	}
}

// afterEscape takes what follows an escape byte before that is a key: the rest of a sequence, or a key with alt.
func (s *scanner) afterEscape(now time.Time, b byte, before time.Time) {
	switch {
	case strings.IndexByte(introducers, b) >= 0:
		s.introduce(b)
	case b == esc && len(s.kept) == 1:
		s.kept = append(s.kept, b)
		s.came = before // as long as the first of them waits
	case b == esc:
		s.key(tea.KeyPressMsg{Code: tea.KeyEscape})
	case b == '\\': // the end of a string that was dropped
		s.reset()
	case b < utf8.RuneSelf:
		s.kept = append(s.kept, b)
		s.complete()
	default:
		s.reset()
		s.key(tea.KeyPressMsg{Code: tea.KeyEscape})
		s.begin(now, b)
	}
}

// continueCharacter takes a byte of a character of several, the last of which came before.
func (s *scanner) continueCharacter(now time.Time, b byte, before time.Time) {
	if b&0xc0 != 0x80 {
		s.noise(before)
		s.begin(now, b)
		return
	}
	s.kept = append(s.kept, b)
	switch {
	case len(s.kept) < runeLength(s.kept[0]):
	case utf8.Valid(s.kept):
		s.complete()
	default:
		s.noise(now)
	}
}

func (s *scanner) noise(at time.Time) {
	s.reset()
	s.out = append(s.out, unit{noise: true, at: at})
}

// runeLength returns how many bytes a character has that begins with b; 0 if none begins so.
func runeLength(b byte) int {
	switch {
	case b >= 0xc2 && b < 0xe0:
		return 2
	case b >= 0xe0 && b < 0xf0:
		return 3
	case b >= 0xf0 && b < 0xf5:
		return 4
	default:
		return 0
	}
}

// keep adds a byte to what is kept, as far as there is room.
func (s *scanner) keep(b byte) {
	if len(s.kept) < mostSequence {
		s.kept = append(s.kept, b)
	}
}

// complete says what the bytes that are kept mean. Those of a sequence whose esc has acted already are no key, and
// where they are nothing that a terminal says they may have been typed.
func (s *scanner) complete() {
	sequence, late := slices.Clone(s.kept), s.late
	s.reset()
	_, event := s.decoder.Decode(sequence)
	for _, msg := range meant(event) {
		_, press := msg.(tea.KeyPressMsg)
		switch {
		case !late || !press:
			s.out = append(s.out, unit{msg: msg})
		default:
			s.out = append(s.out, unit{ignored: true})
		}
	}
	if late && unknown(event) {
		s.out = append(s.out, unit{ignored: true})
	}
}
