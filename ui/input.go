package ui

import (
	"context"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/text"
	"akia/ui/words"
)

// mode says who takes the keys.
type mode uint8

const (
	browsing  mode = iota // the panes
	filtering             // the line of the filter
	asking                // the dialog on top
	searching             // the line of the audit's filter
	modes                 // how many there are
)

func (m *Model) mode() mode {
	switch {
	case len(m.Windows) > 0:
		return asking
	case m.audit.Searching():
		return searching
	case m.browse.Editing():
		return filtering
	default:
		return browsing
	}
}

// input gives a key press or a paste to whom it is meant for. On a screen that is too small to show what a key would
// do, only leaving acts, and only if nothing would be lost by it.
func (m *Model) input(msg tea.Msg) tea.Cmd {
	press, isPress := msg.(tea.KeyPressMsg)
	// In a line of text a key that types something is text, whatever action it asks for elsewhere.
	acts := isPress && (press.Text == "" || !m.takesText())
	if acts && m.Keys.Is(action.Redraw, press.String()) { // whatever is open: something else may have drawn over it
		return redraw(m)
	}
	if m.exit.leaving {
		if isPress && m.Keys.Is(action.Interrupt, press.String()) {
			return tea.Quit
		}
		return nil
	}
	if acts && m.Keys.Is(action.Suspend, press.String()) {
		return m.suspend()
	}
	if m.tooSmall() {
		return m.inputTooSmall(press)
	}
	switch mode := m.mode(); {
	case mode == asking:
		return m.inputDialog(msg)
	case mode == filtering:
		return m.browse.InputFilter(msg)
	case mode == searching:
		return m.audit.InputFilter(msg)
	case !isPress:
		return m.pasted(msg.(tea.PasteMsg).Content)
	}
	if name := press.String(); name != m.Pressed { // another key in between: none is held down
		m.Pressed, m.timers.repeats = name, false
	}
	for _, a := range m.present().actions {
		if key.Matches(press, a.Binding) {
			return m.perform(a)
		}
	}
	return m.sayUnknown(press.String(), m.KeyFor(action.Help)+" lists the keys")
}

// sayUnknown says that a key does nothing, and what helps. Those of a burst were typed by nobody.
func (m *Model) sayUnknown(name, help string) tea.Cmd {
	if m.typing.fast {
		return nil
	}
	name = text.Cut(text.Clean(name), widestKey, m.Theme.Marks.Ellipsis)
	return m.Say(dialog.Dim, name+" does nothing here: "+help)
}

// widestKey is the width of the longest name of a key that is said; an input method may send a whole word as one.
const widestKey = 24

// inputTooSmall takes a key on a screen that shows nothing: it can be left, whatever is open, if nothing is lost by it.
func (m *Model) inputTooSmall(press tea.KeyPressMsg) tea.Cmd {
	leave := (*Model).quit
	switch name := press.String(); {
	case m.Keys.Is(action.Interrupt, name):
		leave = (*Model).interrupt
	case !m.Keys.Is(action.Quit, name):
		return nil
	}
	switch {
	case m.keepsOpen() != "":
		return nil
	case m.typing.fast:
		return m.tooFast(m.typing.Ticket, m.typing.key)
	case m.typing.Run != 0:
		return m.onceKnown(leave, nil)
	}
	return leave(m)
}

// keepsOpen says what would be lost if a screen that shows nothing were left; empty if nothing would.
func (m *Model) keepsOpen() string {
	if unsaved := m.secrets.Unsaved(); len(unsaved) > 0 {
		return "The secret of " + unsaved[0].ID + " is not saved"
	}
	if len(m.UnderWay) > 0 {
		return "Waiting for " + m.writesLabel()
	}
	return ""
}

func (m *Model) nextClock() tea.Cmd {
	m.Times = m.Times.Next()
	return m.Say(dialog.Dim, "Times: "+m.Times.String())
}

// refreshAll looks for the credentials anew, then asks everything again; place, filter and focus stay.
// A change under way must end first: what is repeated of it would be sent to the account that the new ones lead to.
func (m *Model) refreshAll() tea.Cmd {
	if len(m.UnderWay) > 0 || m.loads.renewing {
		return nil
	}
	m.Status.Dismiss()
	m.signin.Renewing()
	m.loads.renewing = true
	svc := m.Config.Service
	return func() tea.Msg { return renewedMsg{svc.Renew(context.Background())} }
}

// renewedMsg says that the credentials were looked for anew.
type renewedMsg struct{ err error }

func (msg renewedMsg) take(m *Model) tea.Cmd {
	m.loads.renewing = false
	if err := iamsvc.AsError(msg.err); err != nil {
		return m.Fail(err)
	}
	return m.askAnew()
}

// askAnew asks everything again with the credentials that there are now.
func (m *Model) askAnew() tea.Cmd {
	m.Status.Renewed()
	m.ForgetAll()
	return m.audit.Renew()
}

func (m *Model) copyKeyID() tea.Cmd {
	k, ok := m.selectedKey()
	if !ok {
		return m.Say(dialog.Warn, words.NoKey)
	}
	return m.secrets.Copy(k.ID, k.ID)
}
