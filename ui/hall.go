package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/accounts"
	"akia/ui/action"
	"akia/ui/collect"
	"akia/ui/dialog"
	"akia/ui/list"
	"akia/ui/stage"
	"akia/ui/text"
	"akia/ui/words"
)

// hall is what a Model has that is the screen of several accounts in place of that of one.
type hall struct {
	*accounts.Room
	keys keymap
}

// newHall makes the screen of several accounts; nil where the Model is that of one.
func newHall(m *Model) *hall {
	if m.Config.Accounts == nil {
		return nil
	}
	return &hall{accounts.New(m.Stage, hallHost{m}), newKeymap(m.Keys, action.InAccounts)}
}

// start asks for what the screen shows.
func (h *hall) start() tea.Cmd { return h.Start() }

// react brings the screen up to date after a message.
func (h *hall) react(m *Model) tea.Cmd {
	h.Look()
	return tea.Batch(m.signin.Heed(nil), m.arm())
}

// sight is what the frame shows under the cursor.
func (h *hall) sight() action.Sight {
	return action.Sight{Place: action.InAccounts, KeysFocus: true, Row: h.Selected()}
}

// now is what decides which actions apply.
func (h *hall) now(m *Model) action.Now {
	return action.Now{
		Place: action.InAccounts, ReadOnly: m.Config.ReadOnly, Key: h.Len() > 0, Error: m.Status.Last != nil,
		Shell: m.Config.CanSuspend,
	}
}

// header says that these are several accounts.
func (h *hall) header(m *Model) (name string) { return text.Many(h.Len(), "account") }

// subject says what the palette would act on.
func (h *hall) subject() dialog.Line {
	a, ok := h.Account()
	if !ok {
		return dialog.Line{Text: words.NoAccount, Tone: dialog.Dim}
	}
	return dialog.Line{Text: "Account " + text.Clean(a.Name()) + " " + a.ID(), Tone: dialog.Dim}
}

// hallMethods are what does each action on the screen of several accounts.
func hallMethods() methods {
	d := cursorMethods(func(m *Model, f func(*list.Window, list.Source)) tea.Cmd { return m.hall.Move(f) }).add()
	d[action.Enter] = func(m *Model) tea.Cmd { return m.hall.Enter() }
	d[action.Refresh] = func(m *Model) tea.Cmd { return m.hall.Refresh() }
	d[action.Renew] = d[action.Refresh]
	d[action.Back] = func(m *Model) tea.Cmd { m.Status.Dismiss(); return nil }
	return d
}

// toHall goes back to the screen of several accounts.
func toHall(m *Model) tea.Cmd {
	if !m.Config.Several || m.Config.Enter == nil {
		return sayWhyNot(m, action.OneAccount)
	}
	return m.Config.Enter(stage.Entry{})
}

// hallHost is the screen as that of the accounts needs it.
type hallHost struct{ m *Model }

var _ accounts.Host = hallHost{}

// Enter implements accounts.Host.
func (h hallHost) Enter(a collect.Account) tea.Cmd {
	if h.m.Config.Enter == nil {
		return nil
	}
	return h.m.Config.Enter(stage.Entry{Account: a.ID()})
}

// SignIn implements accounts.Host: it finds what opens the session, and asks for that.
func (h hallHost) SignIn(a collect.Account) tea.Cmd {
	m, open := h.m, h.m.Config.SignInTo
	if open == nil {
		return m.Fail(a.Err)
	}
	return tea.Batch(m.Say(dialog.Dim, "Looking for what signs in to "+text.Clean(a.Name())), func() tea.Msg {
		service, err := open(context.Background(), a)
		return signInTo{m, service, iamsvc.AsError(err)}
	})
}

// signInTo says by what service an account is signed in to, and what is missing; nothing if nothing is any more.
type signInTo struct {
	m       *Model
	service stage.Service
	err     *iamsvc.Error
}

// Take implements stage.Message.
func (s signInTo) Take() tea.Cmd {
	m := s.m
	if s.err == nil || s.service == nil {
		return m.hall.signedIn()
	}
	m.Config.Service = s.service // whose session is opened
	m.signin.Renewing()
	if cmd, ok := m.signin.Ask(s.err); ok {
		return cmd
	}
	return m.Fail(s.err)
}

// signedIn reads again what waited for a session: one session may be that of many accounts.
func (h *hall) signedIn() tea.Cmd {
	return h.Again(func(a collect.Account) bool { return a.State == collect.SignedOut })
}
