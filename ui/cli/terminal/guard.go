package terminal

import (
	"fmt"
	"os"
	"runtime/debug"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/ui"
	"akia/ui/keyboard"
)

// guard is the model of the screen with a net below it. When the model panics the program does not fall over: it
// takes no further key, and leaves as on a signal, which waits for the changes under way, so that a person learns how
// they ended. The model goes on receiving answers. If it panics again the program ends at once.
type guard struct {
	inner tea.Model
	// send passes a message to the program. It is not nil when the program runs.
	send  func(tea.Msg)
	fault *fault // nil: none so far
	told  bool   // a fault of View is on its way
	last  tea.View
}

// fault is a panic, and when and where it was.
type fault struct {
	at    time.Time
	what  string
	stack []byte
}

func newFault(recovered any) *fault {
	return &fault{at: time.Now(), what: fmt.Sprint(recovered), stack: debug.Stack()}
}

// faultMsg tells of a panic in a command or in View.
type faultMsg struct{ *fault }

// Init implements tea.Model.
func (g *guard) Init() (cmd tea.Cmd) {
	defer func() {
		if r := recover(); r != nil {
			cmd = g.fail(newFault(r))
		}
	}()
	return protect(g.inner.Init())
}

// Update implements tea.Model.
func (g *guard) Update(msg tea.Msg) (model tea.Model, cmd tea.Cmd) {
	if msg, ok := msg.(faultMsg); ok {
		return g, g.fail(msg.fault)
	}
	if g.fault != nil && fromPerson(msg) {
		return g, nil
	}
	return g, g.pass(msg)
}

// pass gives the model a message.
func (g *guard) pass(msg tea.Msg) (cmd tea.Cmd) {
	defer func() {
		if r := recover(); r != nil {
			cmd = g.fail(newFault(r))
		}
	}()
	var then tea.Cmd
	g.inner, then = g.inner.Update(msg)
	return protect(then)
}

// fail notes the first fault and begins to leave; at a further one it leaves.
func (g *guard) fail(f *fault) tea.Cmd {
	if g.fault != nil {
		return tea.Quit
	}
	g.fault = f
	return g.pass(ui.Signal(os.Interrupt))
}

// View implements tea.Model. If the model cannot be drawn, what was drawn last stays.
func (g *guard) View() (view tea.View) {
	defer func() {
		if r := recover(); r != nil {
			view = g.last
			if g.fault == nil && !g.told {
				g.told = true
				go g.send(faultMsg{newFault(r)}) // the program does not receive while it draws
			}
		}
	}()
	g.last = g.inner.View()
	return g.last
}

// fromPerson reports whether a message is what a person did.
func fromPerson(msg tea.Msg) bool {
	switch msg.(type) {
	case tea.KeyMsg, tea.PasteMsg, tea.MouseMsg, keyboard.Fast:
		return true
	}
	return false
}

// protect returns a command that makes a message of a panic.
func protect(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if r := recover(); r != nil {
				msg = faultMsg{newFault(r)}
			}
		}()
		msg = cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i, each := range batch {
				batch[i] = protect(each)
			}
		}
		return msg
	}
}
