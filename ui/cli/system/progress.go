package system

import (
	"fmt"
	"io"
	"time"
)

// Progress is one line of a terminal that says how far something is, and what is left there of it. Elsewhere it
// writes nothing but what is left.
type Progress struct {
	out   io.Writer // nil: not a terminal
	notes io.Writer
	shown time.Time
	dirty bool
}

// NewProgress returns a line of stderr that shows nothing yet.
func NewProgress(stderr io.Writer) *Progress {
	if !IsTerminal(stderr) {
		return &Progress{notes: stderr}
	}
	return &Progress{out: stderr, notes: stderr}
}

// Say shows words in place of the last ones. What follows too soon is not shown.
func (p *Progress) Say(words string) {
	if p.out == nil || time.Since(p.shown) < 100*time.Millisecond {
		return
	}
	p.shown, p.dirty = time.Now(), true
	_, _ = fmt.Fprintf(p.out, "\r\x1b[K%s", OneLine(words)) // there is nobody to tell if that fails
}

// Note leaves a line of its own, wherever stderr goes to.
func (p *Progress) Note(sentence string) {
	p.Clear()
	_, _ = fmt.Fprintln(p.notes, "akia: "+OneLine(sentence))
}

// Clear takes the line away.
func (p *Progress) Clear() {
	if p.out != nil && p.dirty {
		_, _ = fmt.Fprint(p.out, "\r\x1b[K")
		p.dirty = false
	}
}
