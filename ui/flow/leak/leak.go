// Package leak is the response to the leak of a key: a page with what is done at once and what to do next, each step
// with how it stands and the command for another terminal. It toggles and rotates no key itself: those are flows of
// their own, which the root leads to. A further thing to do about a leak is a step of the page (steps.go); one that
// changes something asks first.
package leak

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/policy"
	"akia/iamsvc/store"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/text"
	"akia/ui/write"
)

// Flow is the response to leaks. Make it with New.
type Flow struct {
	*write.Desk
	host Host
}

// Host is what the flow needs of the screen that it is a part of.
type Host interface {
	// EndSeek ends the search for a user, who would otherwise come to be selected under the window.
	EndSeek()
	// Copy copies a text, and says that what it is was copied.
	Copy(what, text string) tea.Cmd
	// SwitchAsked toggles a key after a page that shows its ID and last use has asked.
	SwitchAsked(k iamsvc.Key) tea.Cmd
	// AskToggle asks whether to toggle a key.
	AskToggle(k iamsvc.Key)
	// AskReactivate asks whether a key, leaked or not, is to work again.
	AskReactivate(k iamsvc.Key, leaked bool)
	// Rotate opens the rotation of a key.
	Rotate(k iamsvc.Key) tea.Cmd
}

// New returns the flow of a screen.
func New(d *write.Desk, h Host) *Flow { return &Flow{d, h} }

// page is the window about the leak of one key.
type page struct {
	flow *Flow
	user iamsvc.Principal
	key  string
	at   time.Time // when it was begun
}

var _ stage.Live = page{}

// The answers of the page.
type (
	toggleKey struct{ key string } // deactivate a key, or activate it again, after a question
	switchOff struct{}             // deactivate the leaked key now: that is what was asked
	deny      struct{}
	allow     struct{}
	rotate    struct{}
)

// Respond opens what to do about the leak of a key. Above the steps it asks whether to deactivate the key.
func (f *Flow) Respond(k iamsvc.Key) tea.Cmd {
	f.host.EndSeek()
	f.ForgetKeys(k.User) // one that was created since they were listed matters most
	f.OpenLive(page{f, k.User, k.ID, f.Config.Now()})
	return nil
}

// KeyOf is the key that the page is about.
func (p page) KeyOf() write.Subject { return write.Subject{User: p.user, Key: p.key} }

// Under is the page under the present name of its user.
func (p page) Under(now iamsvc.Principal) stage.Live { p.user = now; return p }

// Details tells whether old sessions are denied, and whether AWS knows of the leak.
func (p page) Details() (iamsvc.Principal, []store.Op) {
	if p.user.IsRoot() {
		return iamsvc.Principal{}, nil
	}
	return p.user, []store.Op{store.AskInline, store.AskAttached}
}

// Uses tells of the leaked key where it was used, and of the others who may have created them.
func (p page) Uses() ([]string, bool) { return []string{p.key}, true }

// Answer does what the window was answered with.
func (p page) Answer(result dialog.Result) tea.Cmd {
	switch r := result.(type) {
	case dialog.CopyCommand:
		return p.flow.host.Copy("The command", r.Command)
	case deny:
		p.flow.Open(p.askDeny())
	case allow:
		p.flow.Open(p.askAllow())
	case switchOff:
		if k, there := p.flow.Store.Key(p.user, p.key); there && k.Status == iamsvc.Active {
			return p.flow.host.SwitchAsked(k)
		}
	case toggleKey:
		p.toggle(r.key)
	case rotate:
		if k, there := p.flow.Store.Key(p.user, p.key); there {
			return p.flow.host.Rotate(k)
		}
	}
	return nil
}

// toggle asks whether to deactivate a key of the user, or whether it is to work again.
func (p page) toggle(keyID string) {
	k, there := p.flow.Store.Key(p.user, keyID)
	switch {
	case !there:
	case k.Status == iamsvc.Active:
		p.flow.host.AskToggle(k)
	default:
		p.flow.host.AskReactivate(k, k.ID == p.key)
	}
}

// Draw makes the page of what to do.
func (p page) Draw() dialog.Follower {
	f := p.flow
	s := steps{p, f.Desk, awsCommandOf(f.Stage)}
	lines := []dialog.Line{{Text: "Account " + f.AccountLabel(), Tone: dialog.Dim}}
	if f.Config.Demo {
		note := "The built-in account: to run the commands, use akia demo-server instead of --demo."
		lines = append(lines, dialog.Line{Text: note, Tone: dialog.Dim})
	}
	lines = append(lines, f.Standing(p.user)...)
	all := append([]dialog.Step{s.deactivate(), s.sessions()}, s.otherKeys()...)
	all = append(all, s.trail(), s.trailOfUser(), s.otherCredentials(), s.replace())
	all = append(append(all, s.allow()...), s.quarantine()...)
	guide := dialog.NewGuide("Leak of "+p.key+" of "+p.user.String(), lines, all...)
	k, there := f.Store.Key(p.user, p.key)
	if _, busy := f.UnderWay.Pending(p.user, p.key); busy || !there || k.Status != iamsvc.Active || f.Config.ReadOnly {
		return guide
	}
	return guide.Ask([]dialog.Line{
		{Text: "Deactivate " + k.ID + " now?", Tone: dialog.Strong},
		{Text: f.KeyWords(k)},
	}, dialog.Button{Label: "Deactivate now", Result: switchOff{}, Yes: true})
}

// askDeny asks whether to end the old sessions, and shows the policy.
func (p page) askDeny() dialog.Dialog {
	now := p.flow.Config.Clock.Now() // the policy is about the dates of AWS
	lines := []dialog.Line{
		{Text: "Account " + p.flow.AccountLabel(), Tone: dialog.Dim},
		{Text: "Policy " + policy.OldSessionsName + " is written into " + p.user.String() + ":"},
	}
	for line := range strings.Lines(policy.OldSessions(now)) {
		quoted := p.flow.Theme.Marks.Border.Side + " " + strings.TrimRight(line, "\n")
		lines = append(lines, dialog.Line{Text: quoted, Tone: dialog.Dim})
	}
	lines = append(lines, dialog.Line{
		Tone: dialog.Warn,
		Text: "Sessions of all keys of the user end within minutes, those of a console login too. " +
			"Role sessions and the keys themselves go on.",
	})
	title := "End the sessions of " + p.user.String() + " from before " + text.Date(now, p.flow.DateClock()) + "?"
	w := write.Write{Op: write.DenySessions, User: p.user, Before: now}
	return dialog.NewAsk(title, lines, dialog.Button{Label: "Write the policy", Result: w, Yes: true}).CancelFirst()
}

// askAllow asks whether to remove the policy again.
func (p page) askAllow() dialog.Dialog {
	w := write.Write{Op: write.AllowSessions, User: p.user}
	return dialog.NewAsk("Remove the policy against old sessions?", []dialog.Line{
		{Text: "Account " + p.flow.AccountLabel(), Tone: dialog.Dim},
		{Text: "Policy " + policy.OldSessionsName + " of " + p.user.String(), Tone: dialog.Strong},
		{Text: "Sessions from before the leak that still last work again.", Tone: dialog.Warn},
	}, dialog.Button{Label: "Remove", Result: w, Danger: true, Yes: true})
}

// SessionsChanged takes the answer to a change of the policy against old sessions.
func (f *Flow) SessionsChanged(w write.Write, err *iamsvc.Error, denied bool) tea.Cmd {
	if err != nil {
		return f.Fail(err)
	}
	f.Store.EditOldSessions(w.User, w.Before, f.Config.Now())
	if denied {
		before := text.Date(w.Before, f.DateClock())
		return f.Say(dialog.Good, "Sessions of "+w.User.String()+" from before "+before+" are denied")
	}
	return f.Say(dialog.Good, "Old sessions of "+w.User.String()+" are not denied any more")
}
