package keyboard

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
)

const (
	// fast is how close together the characters of a burst are: no finger is as quick.
	fast = 30 * time.Millisecond
	// settle is how long after the last of some keys in a row it is known that they are no burst.
	settle = 40 * time.Millisecond
	// fewest is how many characters make a burst.
	fewest = 3
	// mostText bounds what is kept of the text of a burst.
	mostText = 64 << 10
)

// run is some keys in a row, none of them more than a moment after the one before.
type run struct {
	id      uint64
	keys    int       // how many
	last    time.Time // when the last of them came
	lastOne time.Time // and the last character
	chars   int
	first   string // the first character
	mixed   bool   // not all characters are the same
	text    strings.Builder
	// burst says that the keys are a burst. It does not change any more once known is closed.
	burst bool
	known chan struct{}
}

// bursts tells bursts from what fingers type. It reads no clock: it is told when the keys came.
type bursts struct {
	run *run // nil if there is none that goes on
	ids uint64
}

// add takes a key and returns the run that it belongs to; ended is the one before, if that is over by it.
func (b *bursts) add(now time.Time, press tea.KeyPressMsg) (r, ended *run, index int) {
	char := charOf(press)
	ended = b.endBefore(now, char != "")
	r = b.run
	r.last = now
	r.keys++
	switch {
	case char != "":
		r.write(char)
		r.lastOne = now
		r.chars++
		if r.chars == 1 {
			r.first = char
		}
		r.mixed = r.mixed || char != r.first
		if r.chars >= fewest && r.mixed {
			r.isBurst()
		}
	case press.Code == tea.KeyEnter:
		r.write("\n")
	case press.Code == tea.KeyTab:
		r.write("\t")
	}
	return r, ended, r.keys
}

// noise takes bytes that are no character: what comes with them was not typed.
func (b *bursts) noise(now time.Time) (ended *run) {
	ended = b.endBefore(now, false)
	b.run.last = now
	b.run.isBurst()
	return ended
}

// endBefore makes sure that there is a run that what comes now belongs to, and returns the one that is over by it, if
// any.
func (b *bursts) endBefore(now time.Time, char bool) (ended *run) {
	r := b.run
	if r != nil {
		tooLate := now.Sub(r.last) > fast || char && !r.burst && r.chars > 0 && now.Sub(r.lastOne) > fast
		if !tooLate {
			return nil
		}
		ended = b.end()
	}
	b.ids++
	b.run = &run{id: b.ids, known: make(chan struct{})}
	return ended
}

// end ends the run that goes on and returns it.
func (b *bursts) end() *run {
	r := b.run
	b.run = nil
	r.decide()
	return r
}

// deadline returns when the run that goes on is over; the zero time if there is none.
func (b *bursts) deadline() time.Time {
	if b.run == nil {
		return time.Time{}
	}
	return b.run.last.Add(settle)
}

// wake returns the run that is over because nothing has come until now; nil if there is none.
func (b *bursts) wake(now time.Time) *run {
	if b.run == nil || now.Before(b.deadline()) {
		return nil
	}
	return b.end()
}

func (r *run) isBurst() {
	r.burst = true
	r.decide()
}

// decide makes it known what the run is.
func (r *run) decide() {
	select {
	case <-r.known:
	default:
		close(r.known)
	}
}

func (r *run) write(s string) {
	if r.text.Len() < mostText {
		r.text.WriteString(s)
	}
}

// charOf returns the character that a key types; empty if it types none.
func charOf(press tea.KeyPressMsg) string {
	if press.Mod&^(tea.ModShift|tea.ModCapsLock|tea.ModNumLock) != 0 {
		return ""
	}
	return press.Text
}
