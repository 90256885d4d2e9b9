package reporting

import (
	"fmt"
	"io"
	"time"

	"akia/ui/cli/system"
)

// progressLine is one line of a terminal that says how far something is, and what is left there of it. Elsewhere it
// writes nothing but what is left.
type progressLine struct {
	out   io.Writer // nil: not a terminal
	notes io.Writer
	shown time.Time
	dirty bool
}

func newProgressLine(stderr io.Writer) *progressLine {
	if !system.IsTerminal(stderr) {
		return &progressLine{notes: stderr}
	}
	return &progressLine{out: stderr, notes: stderr}
}

// Say implements collect.Progress: it shows words in place of the last ones. What follows the last ones too soon is
// not shown.
func (p *progressLine) Say(words string) {
	if p.out == nil || time.Since(p.shown) < 100*time.Millisecond {
		return
	}
	p.shown, p.dirty = time.Now(), true
	_, _ = fmt.Fprintf(p.out, "\r\x1b[K%s", system.OneLine(words)) // there is nobody to tell if that fails
}

// Note implements collect.Progress: it leaves a line of its own, wherever stderr goes to.
func (p *progressLine) Note(sentence string) {
	p.clear()
	_, _ = fmt.Fprintln(p.notes, "akia: "+system.OneLine(sentence))
}

// clear takes the line away.
func (p *progressLine) clear() {
	if p.out != nil && p.dirty {
		_, _ = fmt.Fprint(p.out, "\r\x1b[K")
		p.dirty = false
	}
}
