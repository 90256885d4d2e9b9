package ui

import (
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

// Signal returns the message that tells the program of a signal to the process: INT, TERM or HUP.
func Signal(sig os.Signal) tea.Msg { return signalMsg{sig} }

// Throttled returns the message that tells the program that IAM limits calls and they go slower.
func Throttled() tea.Msg { return throttledMsg{} }
