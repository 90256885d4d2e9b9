package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/policy"
	"akia/iamsvc/store"
	"akia/ui/dialog"
	"akia/ui/text"
	"akia/ui/write"
)

// leak is the response to the leak of a key: what is done at once, and what to do next.
type leak struct {
	user iamsvc.Principal
	key  string
	at   time.Time // when it was begun
}

// The answers of its window.
type (
	leakSwitch struct{ key string } // deactivate a key, or activate it again, after a question
	leakOff    struct{}             // deactivate the leaked key now: that is what was asked
	leakDeny   struct{}
	leakAllow  struct{}
	leakRotate struct{}
)

// respondToLeak opens what to do about the leak of the selected key. Above the steps it asks whether to deactivate the key.
func (m *Model) respondToLeak() tea.Cmd {
	k, ok := m.selectedKey()
	if !ok {
		return m.browse.NoKey()
	}
	m.browse.EndSeek()   // or the user would change under the window
	m.ForgetKeys(k.User) // one that was created since they were listed matters most
	m.openLive(leak{k.User, k.ID, m.Config.Now()})
	return nil
}

// details tells whether old sessions are denied, and whether AWS knows of the leak.
func (l leak) details() (iamsvc.Principal, []store.Op) {
	if l.user.IsRoot() {
		return iamsvc.Principal{}, nil
	}
	return l.user, []store.Op{store.AskInline, store.AskAttached}
}

// uses tells of the leaked key where it was used, and of the others who may have created them.
func (l leak) uses(*Model) ([]string, bool) { return []string{l.key}, true }

// answer does what the window was answered with.
func (l leak) answer(m *Model, result dialog.Result) tea.Cmd {
	switch r := result.(type) {
	case dialog.CopyCommand:
		return m.secrets.Copy("The command", r.Command)
	case leakDeny:
		m.Open(l.askDeny(m))
	case leakAllow:
		m.Open(l.askAllow(m))
	case leakOff:
		if k, there := m.Store.Key(l.user, l.key); there && k.Status == iamsvc.Active {
			return m.switchAsked(k)
		}
	case leakSwitch:
		l.toggle(m, r.key)
	case leakRotate:
		if k, there := m.Store.Key(l.user, l.key); there {
			return m.rotate(k)
		}
	}
	return nil
}

// toggle asks whether to deactivate a key of the user, or whether it is to work again.
func (l leak) toggle(m *Model, keyID string) {
	k, there := m.Store.Key(l.user, keyID)
	switch {
	case !there:
	case k.Status == iamsvc.Active:
		m.askToggle(k)
	default:
		m.openLive(toggleQuestion{user: k.User, key: k.ID, to: iamsvc.Active, leaked: k.ID == l.key})
	}
}

// draw makes the page of what to do.
func (l leak) draw(m *Model) dialog.Follower {
	p := leakPage{l, m, awsCommandOf(m)}
	lines := []dialog.Line{{Text: "Account " + m.AccountLabel(), Tone: dialog.Dim}}
	if m.Config.Demo {
		lines = append(lines, dialog.Line{Text: "The built-in account: to run the commands, use akia demo-server instead of --demo.", Tone: dialog.Dim})
	}
	lines = append(lines, m.standing(l.user)...)
	steps := append([]dialog.Step{p.deactivate(), p.sessions()}, p.otherKeys()...)
	steps = append(steps, p.trail(), p.trailOfUser(), p.otherCredentials(), p.replace())
	steps = append(append(steps, p.allow()...), p.quarantine()...)
	guide := dialog.NewGuide("Leak of "+l.key+" of "+userLabel(l.user), lines, steps...)
	k, there := m.Store.Key(l.user, l.key)
	if _, busy := m.UnderWay.Pending(l.user, l.key); busy || !there || k.Status != iamsvc.Active || m.Config.ReadOnly {
		return guide
	}
	return guide.Ask([]dialog.Line{
		{Text: "Deactivate " + k.ID + " now?", Tone: dialog.Strong},
		{Text: m.KeyWords(k)},
	}, dialog.Button{Label: "Deactivate now", Result: leakOff{}, Yes: true})
}

// askDeny asks whether to end the old sessions, and shows the policy.
func (l leak) askDeny(m *Model) dialog.Dialog {
	now := m.Config.Clock.Now() // the policy is about the dates of AWS
	lines := []dialog.Line{
		{Text: "Account " + m.AccountLabel(), Tone: dialog.Dim},
		{Text: "Policy " + policy.OldSessionsName + " is written into " + l.user.String() + ":"},
	}
	for line := range strings.Lines(policy.OldSessions(now)) {
		lines = append(lines, dialog.Line{Text: m.Theme.Marks.Border.Side + " " + strings.TrimRight(line, "\n"), Tone: dialog.Dim})
	}
	lines = append(lines, dialog.Line{
		Tone: dialog.Warn,
		Text: "Sessions of all keys of the user end within minutes, those of a console login too. Role sessions and the keys themselves go on.",
	})
	return dialog.NewAsk("End the sessions of "+l.user.String()+" from before "+text.Date(now, m.dateClock())+"?", lines,
		dialog.Button{Label: "Write the policy", Result: write.Write{Op: write.DenySessions, User: l.user, Before: now}, Yes: true}).CancelFirst()
}

// askAllow asks whether to remove the policy again.
func (l leak) askAllow(m *Model) dialog.Dialog {
	return dialog.NewAsk("Remove the policy against old sessions?", []dialog.Line{
		{Text: "Account " + m.AccountLabel(), Tone: dialog.Dim},
		{Text: "Policy " + policy.OldSessionsName + " of " + l.user.String(), Tone: dialog.Strong},
		{Text: "Sessions from before the leak that still last work again.", Tone: dialog.Warn},
	}, dialog.Button{Label: "Remove", Result: write.Write{Op: write.AllowSessions, User: l.user}, Danger: true, Yes: true})
}

// sessionsChanged takes the answer to a change of the policy against old sessions.
func (m *Model) sessionsChanged(w write.Write, err *iamsvc.Error, denied bool) tea.Cmd {
	if err != nil {
		return m.Fail(err)
	}
	m.Store.EditOldSessions(w.User, w.Before, m.Config.Now())
	if denied {
		return m.Say(dialog.Good, "Sessions of "+w.User.String()+" from before "+text.Date(w.Before, m.dateClock())+" are denied")
	}
	return m.Say(dialog.Good, "Old sessions of "+w.User.String()+" are not denied any more")
}
