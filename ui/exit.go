package ui

import (
	"slices"
	"strconv"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/words"
)

// leaveWait is how long leaving waits for the answers to changes.
const leaveWait = 5 * time.Second

// interrupted is the exit status after ctrl+c.
const interrupted = 130

// exit is how the program ends.
type exit struct {
	status  int
	leaving bool // waits for changes to end, then quits
	wait    int  // counts the waits: a decision to leave can be taken back and made again
	forced  bool // by a signal, which cannot be asked back
}

// leave is the answer to quit although changes are under way.
type leave struct {
	m      *Model
	status int
}

// Do implements stage.Result.
func (l leave) Do() tea.Cmd { return l.m.startLeaving(l.status) }

// quit leaves with status 0; it asks only if a change is under way.
func (m *Model) quit() tea.Cmd { return m.askLeave(0) }

// interrupt leaves as ctrl+c does.
func (m *Model) interrupt() tea.Cmd { return m.askLeave(interrupted) }

func (m *Model) askLeave(status int) tea.Cmd {
	if len(m.UnderWay) == 0 {
		return m.startLeaving(status)
	}
	lines := []dialog.Line{{Text: "Not answered yet:"}}
	for _, w := range m.UnderWay.Sorted() {
		lines = append(lines, dialog.Line{Text: "  " + w.String()})
	}
	patience := strconv.Itoa(int(leaveWait / time.Second))
	lines = append(lines,
		dialog.Line{Text: "akia waits up to " + patience + " s for the answer before it ends.", Tone: dialog.Dim})
	wait := dialog.Button{Label: "Wait and quit", Result: leave{m, status}, Yes: true}
	d := dialog.NewAsk("Quit while a change is under way?", lines, wait)
	m.Push(stage.Window{Dialog: d, UntilWritten: true, Harmless: true})
	return nil
}

// startLeaving quits as soon as all changes have been answered, or the wait is over.
func (m *Model) startLeaving(status int) tea.Cmd {
	m.exit.status, m.exit.leaving = status, true
	if len(m.UnderWay) == 0 {
		return tea.Quit
	}
	m.exit.wait++
	return m.After(leaveWait, giveUpMsg{m.exit.wait})
}

// leaveIfDone quits if that is what was waited for, and takes back the question whether to wait.
func (m *Model) leaveIfDone() tea.Cmd {
	if len(m.UnderWay) > 0 {
		return nil
	}
	m.Windows = slices.DeleteFunc(m.Windows, func(w stage.Window) bool { return w.UntilWritten })
	if m.exit.leaving {
		return tea.Quit
	}
	return nil
}

// take quits if that still is the wait.
func (msg giveUpMsg) take(m *Model) tea.Cmd {
	if m.exit.leaving && msg.wait == m.exit.wait {
		return tea.Quit
	}
	return nil
}

// stay takes a decision to quit back, because a secret has arrived that would be lost; a signal cannot be taken back.
func (m *Model) stay() {
	if !m.exit.forced {
		m.exit = exit{wait: m.exit.wait}
	}
}

// take leaves because the process was told to, without asking: nobody may be there to answer.
func (msg signalMsg) take(m *Model) tea.Cmd {
	status := interrupted
	if sig, ok := msg.sig.(syscall.Signal); ok {
		status = 128 + int(sig)
	}
	m.exit.forced = true
	return m.startLeaving(status)
}

// suspend hands the terminal back to the shell, where there is one that can resume akia.
func (m *Model) suspend() tea.Cmd {
	m.secrets.Mask()
	if !m.Config.CanSuspend {
		return m.Say(dialog.Dim, words.NoShell)
	}
	return tea.Suspend
}

// ExitStatus returns the status to end the process with: 0, 130 after ctrl+c, 128 and the signal's number after a
// signal.
func (m *Model) ExitStatus() int { return m.exit.status }

// LastWords returns what a person must know after the screen is gone, one line each: the changes whose end was not
// seen, and the keys whose secret nobody has now. Never a secret.
func (m *Model) LastWords() []string {
	var words []string
	for _, w := range m.UnderWay.Sorted() {
		words = append(words, "The "+w.String()+" was sent, and its end was not seen: look at "+w.Where()+".")
	}
	if n := m.NotBegun(); n > 0 {
		words = append(words, strconv.Itoa(n)+" changes that were decided together were not begun.")
	}
	for _, k := range m.secrets.Unsaved() {
		words = append(words, "The secret of "+k.ID+" of "+k.User.String()+
			" was not saved and cannot be had again: delete that key.")
	}
	return words
}
