package ui

import (
	"os"
	"time"

	tea "charm.land/bubbletea/v2"
)

// taken is a message of the root that knows what is to be done with it. Those of the rooms are [stage.Message].
type taken interface{ take(*Model) tea.Cmd }

// signalMsg says that the process was asked to end.
type signalMsg struct{ sig os.Signal }

// throttledMsg says that IAM limits the rate of calls.
type throttledMsg struct{}

func (throttledMsg) take(m *Model) tea.Cmd { return m.Slower() }

// giveUpMsg ends one wait for writes before leaving.
type giveUpMsg struct{ wait int }

// spinMsg asks whether something has been loading for long enough to show it; agedMsg that an age shown reads
// differently.
type (
	spinMsg struct{}
	agedMsg struct{ at time.Time }
)

// Signal returns the message that tells the program of a signal to the process: INT, TERM or HUP.
func Signal(sig os.Signal) tea.Msg { return signalMsg{sig} }

// Throttled returns the message that tells the program that IAM limits calls and they go slower.
func Throttled() tea.Msg { return throttledMsg{} }
