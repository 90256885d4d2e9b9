package ui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/account"
	"akia/ui/dialog"
	"akia/ui/text"
)

// leak is the response to the leak of a key: what is done at once, and what to do next.
type leak struct {
	user, key string
	at        time.Time // when it was begun
}

// The answers of its window.
type (
	leakSwitch struct{} // deactivate the key, or activate it again
	leakDeny   struct{}
	leakAllow  struct{}
	leakRotate struct{}
)

// respondToLeak deactivates the selected key at once, and opens what to do next. The key that akia is signed in with is asked
// about first.
func (m *Model) respondToLeak() tea.Cmd {
	k, ok := m.selectedKey()
	if !ok {
		return m.noKey()
	}
	if m.justMoved() {
		return m.notChanged()
	}
	m.endSeek() // or the user would change under the window
	m.openLive(leak{k.User, k.ID, m.cfg.Now()})
	if k.Status != iamsvc.Active || m.cfg.ReadOnly {
		return nil
	}
	return m.toggleKey(k)
}

// details tells whether old sessions are denied, and whether AWS knows of the leak.
func (l leak) details() (string, []account.Op) {
	if l.user == "" {
		return "", nil
	}
	return l.user, []account.Op{account.AskInline, account.AskAttached}
}

func (l leak) uses(*Model) ([]string, bool) { return []string{l.key}, false }

// answer does what the window was answered with.
func (l leak) answer(m *Model, result dialog.Result) tea.Cmd {
	k, there := m.account.Key(l.user, l.key)
	switch r := result.(type) {
	case dialog.CopyCommand:
		return copyText(m.cfg.Clipboard, r.Command, copiedMsg{what: "The command"})
	case leakDeny:
		m.open(m.askDeny(l))
	case leakAllow:
		m.open(m.askAllow(l))
	case leakSwitch:
		if there && k.Status == iamsvc.Active {
			return m.toggleKey(k)
		}
		m.open(m.askActivate(k))
	case leakRotate:
		return m.rotate(k)
	}
	return nil
}

// draw makes the page of what to do.
func (l leak) draw(m *Model) dialog.Follower {
	lines := []dialog.Line{{Text: "Account " + m.accountLabel(), Tone: dialog.Dim}}
	lines = append(lines, m.standing(l.user)...)
	steps := []dialog.Step{m.stepDeactivate(l), m.stepSessions(l), m.stepTrail(l), m.stepTrailOfUser(l), m.stepReplace(l)}
	if iamsvc.Quarantined(m.account.Details(l.user).Attached.Value) {
		steps = append(steps, m.stepQuarantine(l))
	}
	return dialog.NewGuide("Leak of "+l.key+" of "+userLabel(l.user), lines, steps...)
}

func (m *Model) stepDeactivate(l leak) dialog.Step {
	k, there := m.account.Key(l.user, l.key)
	s := dialog.Step{Title: "Deactivate the key", Lines: []dialog.Line{{Text: "From then on nothing signed with it is accepted. It is kept, as " +
		"evidence and in case it was not the leaked one."}}}
	w, busy := m.writes.pending(l.user, l.key)
	switch {
	case busy:
		s.State = dialog.Line{Text: m.wait() + " " + statusWord(w.to), Tone: dialog.Warn}
	case !there:
		s.State = dialog.Line{Text: "the key is gone", Tone: dialog.Good}
	case k.Status == iamsvc.Active:
		s.State = dialog.Line{Text: m.theme.Marks.Overdue + " active", Tone: dialog.Bad}
		s.Action, s.Result = "deactivate", leakSwitch{}
	default:
		s.State = dialog.Line{Text: m.theme.Marks.Done + " " + statusWord(k.Status), Tone: dialog.Good}
		s.Action, s.Result = "activate again", leakSwitch{}
	}
	return m.unlessReadOnly(s)
}

// unlessReadOnly takes the action from a step where nothing may be changed.
func (m *Model) unlessReadOnly(s dialog.Step) dialog.Step {
	if m.cfg.ReadOnly {
		s.Action, s.Result = "", nil
		s.Lines = append(s.Lines, dialog.Line{Text: readOnlyNote + ".", Tone: dialog.Warn})
	}
	return s
}

func (m *Model) stepSessions(l leak) dialog.Step {
	s := dialog.Step{Title: "End the sessions made with it", Lines: []dialog.Line{
		{Text: "Sessions that were made with the key go on for up to 36 hours. A policy denies those from before now."},
		{Text: "A role that was assumed is another matter: revoke its sessions at the role.", Tone: dialog.Dim},
	}}
	f := &m.account.Details(l.user).Inline
	switch {
	case l.user == "":
		s.State = dialog.Line{Text: "not for root", Tone: dialog.Warn}
		s.Lines = []dialog.Line{{Text: "The root user can have no policy. Its sessions end by themselves, after an hour at most."}}
		return s
	case f.Known() && iamsvc.DeniesOldSessions(f.Value):
		s.State = dialog.Line{Text: m.theme.Marks.Done + " denied", Tone: dialog.Good}
		s.Lines = append(s.Lines, dialog.Line{Text: "After 36 hours it denies nothing any more and can be removed."})
		s.Command = m.aws("iam delete-user-policy --user-name", l.user, "--policy-name", iamsvc.OldSessionsPolicyName)
		s.Action, s.Result = "remove the policy", leakAllow{}
		return m.unlessReadOnly(s)
	case f.Known():
		s.State = dialog.Line{Text: "not denied", Tone: dialog.Warn}
	case f.Denied():
		s.State = dialog.Line{Text: "not known: denied", Tone: dialog.Warn}
	case f.State() == account.Failed:
		s.State = dialog.Line{Text: "not known: failed", Tone: dialog.Bad}
	default:
		s.State = dialog.Line{Text: m.wait(), Tone: dialog.Dim}
	}
	s.Command = m.aws("iam put-user-policy --user-name", l.user, "--policy-name", iamsvc.OldSessionsPolicyName,
		"--policy-document", compact(iamsvc.OldSessionsPolicy(l.at)))
	s.Action, s.Result = "deny them"+m.theme.Marks.Ellipsis, leakDeny{}
	return m.unlessReadOnly(s)
}

func (m *Model) stepTrail(l leak) dialog.Step {
	use := m.lastUseWords(iamsvc.Key{ID: l.key, User: l.user})
	return dialog.Step{
		Title: "See what was done with the key",
		Lines: []dialog.Line{
			{Text: strings.ToUpper(use[:1]) + use[1:] + ". CloudTrail knows 90 days, each region its own; IAM's are in us-east-1."},
		},
		Command: m.aws("cloudtrail lookup-events --region", m.regionOf(l.key), "--lookup-attributes",
			"AttributeKey=AccessKeyId,AttributeValue="+l.key, "--max-items", "50"),
	}
}

// regionOf returns the region that a key was last used in, where its trail is best taken up.
func (m *Model) regionOf(keyID string) string {
	if f := m.account.LastUse(keyID); f.Known() && f.Value.Region != "" {
		return f.Value.Region
	}
	return "us-east-1"
}

func (m *Model) stepTrailOfUser(l leak) dialog.Step {
	name := l.user
	if name == "" {
		name = "root"
	}
	return dialog.Step{
		Title: "See what was done in sessions of it",
		Lines: []dialog.Line{{Text: "These have key IDs of their own, but the user's name. Look for users, keys and roles that were made."}},
		Command: m.aws("cloudtrail lookup-events --region us-east-1 --lookup-attributes", "AttributeKey=Username,AttributeValue="+name,
			"--max-items", "50"),
	}
}

func (m *Model) stepReplace(l leak) dialog.Step {
	s := dialog.Step{
		Title: "Give its user a new key, delete this one",
		Lines: []dialog.Line{{Text: "The rotation leads through it, and can be left and taken up again."}},
	}
	if _, there := m.account.Key(l.user, l.key); there {
		s.Action, s.Result = "rotate", leakRotate{}
	}
	return m.unlessReadOnly(s)
}

func (m *Model) stepQuarantine(l leak) dialog.Step {
	s := dialog.Step{
		Title: "Lift the quarantine of AWS, last of all",
		State: dialog.Line{Text: m.theme.Marks.Overdue + " quarantined", Tone: dialog.Warn},
		Lines: []dialog.Line{{Text: "AWS has found the key in public and denies its user much. Answer its support case, then detach the policy."}},
	}
	for _, p := range m.account.Details(l.user).Attached.Value {
		if iamsvc.Quarantined([]iamsvc.AttachedPolicy{p}) {
			s.Command = m.aws("iam detach-user-policy --user-name", l.user, "--policy-arn", p.ARN)
		}
	}
	return s
}

// askDeny asks whether to end the old sessions, and shows the policy.
func (m *Model) askDeny(l leak) dialog.Dialog {
	now := m.cfg.Now()
	lines := []dialog.Line{
		{Text: "Account " + m.accountLabel(), Tone: dialog.Dim},
		{Text: "Policy " + iamsvc.OldSessionsPolicyName + " is written into " + l.user + ":"},
	}
	for line := range strings.Lines(iamsvc.OldSessionsPolicy(now)) {
		lines = append(lines, dialog.Line{Text: m.theme.Marks.Border.Side + " " + strings.TrimRight(line, "\n"), Tone: dialog.Dim})
	}
	lines = append(lines, dialog.Line{Text: "Sessions of all keys of the user end, those of a console login too. Keys themselves are not touched.", Tone: dialog.Warn})
	return dialog.NewAsk("End the sessions of "+l.user+" from before "+text.Date(now, m.dateClock())+"?", lines,
		dialog.Button{Label: "Write the policy", Result: write{op: opDenySessions, user: l.user, before: now}, Yes: true})
}

// askAllow asks whether to remove the policy again.
func (m *Model) askAllow(l leak) dialog.Dialog {
	return dialog.NewAsk("Remove the policy against old sessions?", []dialog.Line{
		{Text: "Account " + m.accountLabel(), Tone: dialog.Dim},
		{Text: "Policy " + iamsvc.OldSessionsPolicyName + " of " + l.user, Tone: dialog.Strong},
		{Text: "Sessions from before the leak that still last work again.", Tone: dialog.Warn},
	}, dialog.Button{Label: "Remove", Result: write{op: opAllowSessions, user: l.user}, Danger: true, Yes: true})
}

// askActivate asks whether a key that was said to have leaked is to work again.
func (m *Model) askActivate(k iamsvc.Key) dialog.Dialog {
	w := write{op: opSetStatus, user: k.User, key: k.ID, from: k.Status, to: iamsvc.Active}
	return dialog.NewAsk("Activate the leaked key again?", m.about(k,
		dialog.Line{Text: "Whoever has found it can use it again.", Tone: dialog.Bad}),
		dialog.Button{Label: "Activate", Result: w, Danger: true, Yes: true})
}

// sessionsChanged takes the answer to a change of the policy against old sessions.
func (m *Model) sessionsChanged(w write, err *iamsvc.Error, denied bool) tea.Cmd {
	if err != nil {
		return m.fail(err)
	}
	m.account.EditInline(w.user, iamsvc.OldSessionsPolicyName, denied, m.cfg.Now())
	if denied {
		return m.say(dialog.Good, "Sessions of "+w.user+" from before "+text.Date(w.before, m.dateClock())+" are denied")
	}
	return m.say(dialog.Good, "Old sessions of "+w.user+" are not denied any more")
}
