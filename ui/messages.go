package ui

import (
	"crypto/sha256"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"
)

// signalMsg says that the process was asked to end.
type signalMsg struct{ sig os.Signal }

// throttledMsg says that IAM limits the rate of calls.
type throttledMsg struct{}

// giveUpMsg ends one wait for writes before leaving.
type giveUpMsg struct{ wait int }

// spinMsg asks whether something has been loading for long enough to show it; agedMsg that an age shown reads differently.
type (
	spinMsg struct{}
	agedMsg struct{ at time.Time }
)

// copiedMsg says how copying to the machine's own clipboard went. It never holds what was copied.
type copiedMsg struct {
	what     string
	secretOf string // the key whose secret it was; empty for other text
	native   bool   // the machine has a clipboard
	refused  bool   // it was not copied: it is not what it should be
	err      error
}

// maskMsg ends the time-th showing of the secret of a key.
type maskMsg struct {
	keyID string
	time  int
}

// clipOverMsg ends the time that a secret may stay on the clipboard since the time-th copy; it holds a digest, never the
// secret. clearedMsg says how taking it off went.
type (
	clipOverMsg struct {
		keyID  string
		time   int
		secret [sha256.Size]byte
	}
	clearedMsg struct {
		keyID string
		end   clipEnd
	}
)

// Signal returns the message that tells the program of a signal to the process: INT, TERM or HUP.
func Signal(sig os.Signal) tea.Msg { return signalMsg{sig} }

// Throttled returns the message that tells the program that IAM limits calls and they go slower.
func Throttled() tea.Msg { return throttledMsg{} }
