package session

import (
	"bytes"
	"log"
	"log/slog"
	"strings"
	"testing"
)

// TestStandardLogStaysOffTheTerminal has libraries write to the standard log, by both of its packages.
func TestStandardLogStaysOffTheTerminal(t *testing.T) {
	var terminal, debug bytes.Buffer
	before := log.Writer()
	log.SetOutput(&terminal)
	defer log.SetOutput(before)

	restore := catchLog(newDebugLog(&debug))
	log.Printf("Unsolicited response received on idle HTTP channel starting with %q; err=<nil>", "LEAKED")
	slog.Warn("a warning")
	restore()
	if terminal.Len() > 0 {
		t.Errorf("on the terminal: %q", &terminal)
	}
	kept := debug.String()
	if !strings.Contains(kept, "Unsolicited response") || !strings.Contains(kept, "a warning") || strings.Contains(kept, "LEAKED") {
		t.Errorf("in the debug log: %q", kept)
	}

	catchLog(nil)()
	log.Print("back")
	if !strings.Contains(terminal.String(), "back") {
		t.Error("the standard log was not given back")
	}
}
