// Package signin opens a session where it takes a person: with a code of an MFA device, which is asked for on the
// screen, or by the program that AWS has for it, which gets the terminal for as long as it runs. What failed for want
// of the session is asked again afterwards.
package signin

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/child"
	"akia/iamsvc/queue"
	"akia/iamsvc/shell"
	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/stage"
)

// Flow asks for what opens a session. Make it with New.
type Flow struct {
	*stage.Stage
	host Host
	find func(program string) string // on this machine; empty if it is not there

	heeded  *iamsvc.Error // the failure that was looked at last
	waiting *iamsvc.Error // one that signing in helps against, until its dialog is open
	asked   bool          // since the session was looked for last: whoever said no is not asked again
}

// Host is what the flow needs of the screen that it is a part of.
type Host interface {
	// Renew looks for the credentials anew and asks again what failed; SignedIn does so with those that are there now.
	Renew() tea.Cmd
	SignedIn() tea.Cmd
	// Copy puts a text on the clipboard and says what was copied.
	Copy(what, text string) tea.Cmd
}

// New returns the flow of a screen.
func New(s *stage.Stage, h Host) *Flow { return &Flow{Stage: s, host: h, find: child.Find} }

// Renewing notes that the credentials are being looked for anew, as a person wants it: if a session is missing then, it
// is asked for again.
func (f *Flow) Renewing() { f.asked, f.waiting = false, nil }

// Heed looks at the failure that was met last, and asks for what helps against it as soon as no other window is open.
func (f *Flow) Heed(last *iamsvc.Error) tea.Cmd {
	if last != nil && last != f.heeded {
		f.heeded = last
		if !f.asked && way(last) != noWay {
			f.waiting = last
		}
	}
	if f.waiting == nil || len(f.Windows) > 0 {
		return nil
	}
	err := f.waiting
	f.waiting, f.asked = nil, true
	switch way(err) {
	case byCode:
		f.askCode(err.Remedy(), "")
	case byProgram:
		return f.look(err)
	case byMFA:
		f.offerMFA(err)
	default:
	}
	return nil
}

// Ask asks for what helps against a failure, as Heed does, though it is not the one that was met last. It reports
// whether anything helps.
func (f *Flow) Ask(err *iamsvc.Error) (tea.Cmd, bool) {
	if way(err) == noWay {
		return nil, false
	}
	f.waiting = err
	return f.Heed(nil), true
}

// The ways to sign in.
type ways uint8

const (
	noWay     ways = iota
	byCode         // a code of an MFA device
	byProgram      // `aws sso login` or `aws login`
	byMFA          // a policy wants a session that a code has opened
)

// way returns what helps against a failure.
func way(err *iamsvc.Error) ways {
	r := err.Remedy()
	switch {
	case err.Kind == iamsvc.KindMFA && !err.RefusedCode():
		return byCode
	case r.Kind == iamsvc.RemedySignIn && (r.Source == iamsvc.SourceSSO || r.Source == iamsvc.SourceLogin):
		return byProgram
	case err.Kind == iamsvc.KindDenied && strings.Contains(err.Message, "MultiFactorAuth"):
		return byMFA
	default:
		return noWay
	}
}

// askCode asks for a code of the device, and says what was wrong with the one before.
func (f *Flow) askCode(r iamsvc.Remedy, wrong string) {
	lines := []dialog.Line{}
	if wrong != "" {
		lines = append(lines, dialog.Line{Text: wrong, Tone: dialog.Bad})
	}
	if r.Profile != "" {
		lines = append(lines, dialog.Line{Text: "Profile " + r.Profile, Tone: dialog.Strong})
	}
	lines = append(lines,
		dialog.Line{Text: "MFA device " + r.Setting, Tone: dialog.Strong},
		dialog.Line{Text: "The session is kept in memory only, and is used for every role of this device.", Tone: dialog.Dim})
	field := dialog.Field{Label: "Code", Masked: true}
	f.OpenByItself(dialog.NewForm("Sign in with MFA", lines, false, []dialog.Field{field},
		func(texts []string) (dialog.Result, string) {
			typed := strings.TrimSpace(texts[0])
			if err := iamsvc.ValidCode(typed); err != nil {
				return nil, err.Error()
			}
			return code{f, r, typed}, ""
		}))
}

// code is a code that was typed. It prints as nothing.
type code struct {
	flow  *Flow
	r     iamsvc.Remedy
	typed string
}

// String implements fmt.Stringer: a code is a secret for a minute.
func (c code) String() string { return "an MFA code" }

// GoString implements fmt.GoStringer.
func (c code) GoString() string { return c.String() }

// Do implements stage.Result: it opens the session.
func (c code) Do() tea.Cmd {
	svc, f, r, typed := c.flow.Config.Service, c.flow, c.r, c.typed
	said := f.Say(dialog.Dim, "Signing in")
	return tea.Batch(said, func() tea.Msg {
		ctx, cancel := stage.ReadContext(queue.InView)
		defer cancel()
		return signedIn{f, r, iamsvc.AsError(svc.SignIn(ctx, typed))}
	})
}

// signedIn says what came of a code.
type signedIn struct {
	flow *Flow
	r    iamsvc.Remedy
	err  *iamsvc.Error
}

// Take implements stage.Message.
func (s signedIn) Take() tea.Cmd {
	f := s.flow
	switch {
	case s.err == nil:
		f.Renewing()
		return tea.Batch(f.host.SignedIn(), f.Say(dialog.Good, "Signed in"))
	case s.err.RefusedCode():
		f.Status.Last, f.heeded = s.err, s.err
		f.askCode(s.r, s.err.Error())
		return nil
	default:
		return f.Fail(s.err)
	}
}

// program is the program that opens the session.
func program(r iamsvc.Remedy) []string {
	argv := []string{"aws", "sso", "login"}
	if r.Source == iamsvc.SourceLogin {
		argv = []string{"aws", "login"}
	}
	switch {
	case r.Setting != "":
		return append(argv, "--sso-session", r.Setting)
	case r.Profile != "":
		return append(argv, "--profile", r.Profile)
	default:
		return argv
	}
}

// look looks whether the program is on this machine, and then offers to run it.
func (f *Flow) look(err *iamsvc.Error) tea.Cmd {
	argv := program(err.Remedy())
	return func() tea.Msg { return looked{f, err, argv, f.find(argv[0])} }
}

// looked says where the program is.
type looked struct {
	flow *Flow
	err  *iamsvc.Error
	argv []string
	path string // empty if it is not on this machine
}

// Take implements stage.Message.
func (l looked) Take() tea.Cmd {
	f := l.flow
	if len(f.Windows) > 0 { // it is asked when that is closed
		f.waiting, f.asked = l.err, false
		return nil
	}
	words := shell.Line(l.argv)
	lines := []dialog.Line{{Text: l.err.Error()}, {Text: words, Tone: dialog.Strong}}
	copied := dialog.Button{Label: "Copy the command", Result: toCopy{f, words}}
	if l.path == "" || f.Config.HandOver == nil {
		lines = append(lines, dialog.Line{
			Text: "Run it in another terminal, then press " + f.KeyFor(action.Renew) + " here.", Tone: dialog.Dim,
		})
		f.OpenByItself(dialog.NewAsk("Sign in", lines, copied))
		return nil
	}
	lines = append(lines, dialog.Line{
		Text: "akia can run it here: it gets the terminal, and akia resumes where it was.", Tone: dialog.Dim,
	})
	run := dialog.Button{Label: "Run it", Yes: true, Result: toRun{f, l.argv, l.path}}
	f.OpenByItself(dialog.NewAsk("Sign in", lines, run, copied))
	return nil
}

// toCopy is the answer to copy the command.
type toCopy struct {
	flow *Flow
	line string
}

// Do implements stage.Result.
func (c toCopy) Do() tea.Cmd { return c.flow.host.Copy("the command", c.line) }

// toRun is the answer to run the program.
type toRun struct {
	flow *Flow
	argv []string
	path string
}

// Do implements stage.Result: it gives the terminal to the program, and looks for the credentials when it has ended.
func (r toRun) Do() tea.Cmd {
	f := r.flow
	p := stage.Program{
		Command: child.Command{Argv: append([]string{r.path}, r.argv[1:]...)}, Title: shell.Line(r.argv),
	}
	return f.RunInTerminal(p, func(_ []byte, err error) tea.Cmd {
		if err != nil {
			return f.Say(dialog.Warn, "The sign-in did not come to a good end")
		}
		f.Renewing()
		return f.host.Renew()
	})
}

// offerMFA offers a session that a code opens, since a policy asks for one.
func (f *Flow) offerMFA(err *iamsvc.Error) {
	f.OpenByItself(dialog.NewAsk("Sign in with MFA?", []dialog.Line{
		{Text: err.Error()},
		{Text: "A policy asks for MFA. A code of your MFA device opens a session that counts as signed in with it."},
	}, dialog.Button{Label: "Sign in with MFA", Yes: true, Result: toMFA{f}}))
}

// toMFA is the answer to sign in with MFA.
type toMFA struct{ flow *Flow }

// Do implements stage.Result.
func (a toMFA) Do() tea.Cmd {
	f, svc := a.flow, a.flow.Config.Service
	f.Renewing()
	return func() tea.Msg {
		ctx, cancel := stage.ReadContext(queue.InView)
		defer cancel()
		return usesMFA{f, iamsvc.AsError(svc.UseMFA(ctx))}
	}
}

// usesMFA says that calls take a session from now on.
type usesMFA struct {
	flow *Flow
	err  *iamsvc.Error
}

// Take implements stage.Message.
func (u usesMFA) Take() tea.Cmd {
	if u.err != nil {
		return u.flow.Fail(u.err)
	}
	return u.flow.host.SignedIn()
}
