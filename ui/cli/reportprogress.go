package cli

import (
	"fmt"
	"io"
	"time"

	"akia/iamsvc/scan"
)

// progressLine is one line of a terminal that says how far something is. Elsewhere it writes nothing.
type progressLine struct {
	out   io.Writer // nil: not a terminal
	shown time.Time
	dirty bool
}

func newProgressLine(stderr io.Writer) *progressLine {
	if !isTerminal(stderr) {
		return &progressLine{}
	}
	return &progressLine{out: stderr}
}

// say shows a text in place of the last one. A text that follows the last one too soon is not shown.
func (p *progressLine) say(text string) {
	if p.out == nil || time.Since(p.shown) < 100*time.Millisecond {
		return
	}
	p.shown, p.dirty = time.Now(), true
	_, _ = fmt.Fprintf(p.out, "\r\x1b[K%s", oneLine(text)) // there is nobody to tell if that fails
}

// note leaves a line of its own on the terminal.
func (p *progressLine) note(text string) {
	p.clear()
	if p.out != nil {
		_, _ = fmt.Fprintln(p.out, oneLine(text))
	}
}

// clear takes the line away.
func (p *progressLine) clear() {
	if p.out != nil && p.dirty {
		_, _ = fmt.Fprint(p.out, "\r\x1b[K")
		p.dirty = false
	}
}

// scanned words how far a scan is.
func scanned(p scan.Progress) string {
	text := fmt.Sprintf("%d users", p.Users)
	if p.Total > 0 {
		text = fmt.Sprintf("%d of %d users", p.Users, p.Total)
	}
	text += fmt.Sprintf(", %d keys", p.Keys)
	if p.Rate > 0 {
		text += fmt.Sprintf(", %.0f calls a second", p.Rate)
	}
	if p.LeftKnown {
		text += fmt.Sprintf(", %s left", p.Left.Round(time.Second))
	}
	return text
}
