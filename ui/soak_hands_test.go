package ui

import (
	"os"
	"slices"
	"strings"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/ui/keyboard"
)

// soakHands type on a terminal: bytes go through a pipe to the keyboard that the program reads.
type soakHands struct {
	terminal *os.File
	keys     *keyboard.Keyboard
	typed    []typedKey // what was typed and has not come as a key yet
}

// typedKey is a key that was typed. One whose sequence came in several reads may come as esc, but not as both.
type typedKey struct {
	name string
	cut  bool
}

// takeHands has the keys of an episode come as bytes.
func (s *soak) takeHands() {
	reader, writer, err := os.Pipe()
	if err != nil {
		s.t.Fatal(err)
	}
	after := func(d time.Duration, do func()) { time.AfterFunc(d, do) }
	k := keyboard.New(reader, func() { s.t.Error("the keyboard was lost") }, keyboard.Clock{Now: time.Now, After: after})
	s.hands = &soakHands{terminal: writer, keys: k}
	done := make(chan struct{})
	s.t.Cleanup(func() { close(done); _, _ = reader.Close(), writer.Close() })
	go k.Send(func(msg tea.Msg) {
		s.mu.Lock()
		s.pressed = append(s.pressed, msg)
		s.mu.Unlock()
		s.tell()
	}, done)
}

// bytesOf returns what a terminal sends for a key.
func bytesOf(name string) string {
	known := map[string]string{
		"up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "enter": "\r", "esc": "\x1b", "tab": "\t",
		"pgup": "\x1b[5~", "pgdown": "\x1b[6~", "home": "\x1b[H", "end": "\x1b[F", "delete": "\x1b[3~", "backspace": "\x7f",
		"space": " ", "shift+tab": "\x1b[Z",
	}
	if b, ok := known[name]; ok {
		return b
	}
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return string(rune(rest[0] & 0x1f))
	}
	return name
}

// read has bytes come at once.
func (s *soak) read(data string) {
	if data == "" {
		return
	}
	if _, err := s.hands.terminal.WriteString(data); err != nil {
		s.t.Fatal(err)
	}
	if _, err := s.hands.keys.Read(nil); err != nil {
		s.t.Fatal(err)
	}
	s.settleKeys()
}

// typeKey types one key as fingers do; the bytes of its sequence may come in several reads.
func (s *soak) typeKey(name string) {
	data := bytesOf(name)
	cut := len(data) > 1 && s.r.IntN(3) == 0
	s.hands.typed = append(s.hands.typed, typedKey{name, cut})
	if cut {
		at := 1 + s.r.IntN(len(data)-1)
		s.log("the sequence of %s is cut at %d", name, at)
		s.read(data[:at])
		s.wait(time.Duration(s.r.IntN(300)) * time.Millisecond)
		data = data[at:]
	}
	s.read(data)
	s.wait(time.Duration(45+s.r.IntN(100)) * time.Millisecond)
}

// typeBurst has several keys come in one read, or in two that no finger is as quick as, or one held down.
func (s *soak) typeBurst(names []string) {
	s.log("at once: %q", names)
	for _, name := range names {
		s.hands.typed = append(s.hands.typed, typedKey{name: name})
	}
	s.burst = isBurst(names)
	if cut := s.r.IntN(3); cut > 0 && cut < len(names) { // the first key or two act, and turn out to be none
		s.readKeys(names[:cut])
		gap := time.Duration(10+s.r.IntN(16)) * time.Millisecond
		s.log("%d of them %s before the rest", cut, gap)
		s.wait(gap)
		names = names[cut:]
	}
	s.readKeys(names)
	s.burst = false
	s.wait(time.Duration(20+s.r.IntN(200)) * time.Millisecond)
}

// readKeys has the bytes of several keys come at once.
func (s *soak) readKeys(names []string) {
	var data strings.Builder
	for _, name := range names {
		data.WriteString(bytesOf(name))
	}
	s.read(data.String())
}

// isBurst reports whether keys that come at once were not pressed by a person: a key held down is.
func isBurst(names []string) bool {
	var chars []string
	for _, name := range names {
		if len(name) == 1 {
			chars = append(chars, name)
		}
	}
	return len(chars) > 2 && len(slices.Compact(chars)) > 1
}

// someBurst is a text that came as keys, or a key held down.
func (s *soak) someBurst() (names []string) {
	if s.r.IntN(4) == 0 {
		return slices.Repeat([]string{s.someKey()}, 2+s.r.IntN(8))
	}
	text := []string{"tyu", "tux", "tja", "ujt", "utj", "dyn", "ty\r", "tyu", "cyy", "dyq", "y\rt", "jty", "yes\r", "kdyt\r", "tutu"}[s.r.IntN(15)]
	for _, c := range text {
		if c == '\r' {
			names = append(names, "enter")
		} else {
			names = append(names, string(c))
		}
	}
	return names
}

// settleKeys gives the model the keys that have come.
func (s *soak) settleKeys() {
	synctest.Wait()
	for !s.over {
		s.mu.Lock()
		msgs := s.pressed
		s.pressed = nil
		s.mu.Unlock()
		if len(msgs) == 0 {
			return
		}
		for _, msg := range msgs {
			msg = s.hands.keys.Filter(s.m, msg)
			s.checkTyped(msg)
			s.send(msg)
		}
	}
}

// checkTyped fails if a key acts that nobody has typed.
func (s *soak) checkTyped(msg tea.Msg) {
	name := ""
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		name = msg.String()
	case keyboard.Fast:
		name = msg.Key.String()
	default:
		return
	}
	if key := strings.Replace(name, "alt+", "", 1); key != name { // to a terminal that is esc and a key right after it
		name = key
		if letter, shifted := strings.CutPrefix(key, "shift+"); shifted && len(letter) == 1 {
			name = strings.ToUpper(letter)
		}
	}
	i := slices.IndexFunc(s.hands.typed, func(k typedKey) bool { return k.name == name || k.cut && name == "esc" })
	if i < 0 {
		s.fail("the key %s came, which nobody has typed", name)
	}
	s.hands.typed = s.hands.typed[i+1:]
}
