package session

import (
	"log"
	"strings"
)

// strayLines takes up the lines that libraries write to the standard log. On the terminal they would stand in the
// middle of the screen.
type strayLines struct{ to *debugLog } // nil: nothing is kept

// Write implements io.Writer; the log calls it once a line.
func (s strayLines) Write(line []byte) (int, error) {
	if s.to != nil {
		s.to.stray(string(line))
	}
	return len(line), nil
}

// stray writes a line of a library's. Whatever it quotes is cut off, for it may be of an answer.
func (d *debugLog) stray(line string) {
	said, _, _ := strings.Cut(line, `"`)
	d.log.Warn("library", "said", strings.TrimSpace(said))
}

// catchLog keeps the standard log off the terminal until the func that it returns is called.
func catchLog(to *debugLog) func() {
	writer, flags := log.Writer(), log.Flags()
	log.SetOutput(strayLines{to})
	log.SetFlags(0)
	return func() {
		log.SetOutput(writer)
		log.SetFlags(flags)
	}
}
