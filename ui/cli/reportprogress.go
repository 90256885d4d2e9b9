package cli

import (
	"fmt"
	"io"
	"time"

	"akia/iamsvc/store"
	"akia/ui/text"
)

// progressLine is one line of a terminal that says how far something is, and what is left there of it. Elsewhere it writes
// nothing but what is left.
type progressLine struct {
	out   io.Writer // nil: not a terminal
	notes io.Writer
	shown time.Time
	dirty bool
}

func newProgressLine(stderr io.Writer) *progressLine {
	if !isTerminal(stderr) {
		return &progressLine{notes: stderr}
	}
	return &progressLine{out: stderr, notes: stderr}
}

// say shows words in place of the last ones. What follows the last ones too soon is not shown.
func (p *progressLine) say(words string) {
	if p.out == nil || time.Since(p.shown) < 100*time.Millisecond {
		return
	}
	p.shown, p.dirty = time.Now(), true
	_, _ = fmt.Fprintf(p.out, "\r\x1b[K%s", oneLine(words)) // there is nobody to tell if that fails
}

// note leaves a line of its own, wherever stderr goes to.
func (p *progressLine) note(sentence string) {
	p.clear()
	_, _ = fmt.Fprintln(p.notes, "akia: "+oneLine(sentence))
}

// clear takes the line away.
func (p *progressLine) clear() {
	if p.out != nil && p.dirty {
		_, _ = fmt.Fprint(p.out, "\r\x1b[K")
		p.dirty = false
	}
}

// scanned words how far a scan is.
func scanned(p store.Progress) string {
	words := text.Many(p.Users, "user")
	if p.Total > 0 {
		words = text.Count(p.Users) + " of " + text.Many(p.Total, "user")
	}
	words += ", " + text.Many(p.Keys, "key")
	if p.Rate > 0 {
		words += fmt.Sprintf(", %.0f calls a second", p.Rate)
	}
	if p.LeftKnown {
		words += fmt.Sprintf(", %s left", p.Left.Round(time.Second))
	}
	return words
}
