package stage

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc/child"
	"akia/ui/dialog"
)

// Program is one that gets the whole terminal while akia draws nothing, such as one that asks a person for a password.
type Program struct {
	child.Command
	// Title is printed above what the program prints; empty for none.
	Title string
	// Pause waits for enter when the program has ended well, so that what it has printed can be read. After one that has
	// failed enter is always awaited.
	Pause bool
}

// HandOver returns a command that gives the terminal to a program and takes it back when the program has ended. The
// message is made of what was kept of its stdout, and of the error if it did not come to a good end.
type HandOver func(p Program, ended func(out []byte, err error) tea.Msg) tea.Cmd

// RunInTerminal gives the whole terminal to a program, then shows the screen as it was and does what follows. One
// program runs at a time; what is typed meanwhile is the program's and acts on nothing here.
func (s *Stage) RunInTerminal(p Program, then func(out []byte, err error) tea.Cmd) tea.Cmd {
	switch {
	case s.Config.HandOver == nil:
		return s.Say(dialog.Warn, "There is no terminal to run "+p.Argv[0]+" in: nothing was run")
	case s.handedOver:
		return nil
	}
	s.handedOver = true
	return s.Config.HandOver(p, func(out []byte, err error) tea.Msg { return takenBack{s, out, err, then} })
}

// takenBack says that a program that had the terminal has ended.
type takenBack struct {
	stage *Stage
	out   []byte
	err   error
	then  func([]byte, error) tea.Cmd
}

// Take implements Message.
func (b takenBack) Take() tea.Cmd {
	b.stage.handedOver = false
	b.stage.SeenAnew()
	return b.then(b.out, b.err)
}
