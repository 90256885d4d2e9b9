package ui

import (
	"slices"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	keyrotation "akia/iamsvc/rotation"
	"akia/iamsvc/store"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/text"
	"akia/ui/write"
)

// rotation is the guided rotation of one key. Where it stands is derived from IAM each time it is looked at, so that it can
// be left and taken up again days later.
type rotation struct {
	user iamsvc.Principal
	old  string
}

// The answers of the rotation's window, besides those that other windows have too.
type (
	// rotateSwitch is to deactivate the old key, or to activate it again. Early says that it was not quiet for long enough.
	rotateSwitch struct {
		key   iamsvc.Key
		early bool
		new   string // the ID of the key that takes its place
	}
	rotateDelete struct {
		key iamsvc.Key
		due bool
	}
	rotateLook   struct{}
	rotateSignIn struct{}
)

// lookPause is how often the last use of the old key is read again while the rotation's window waits for it.
const lookPause = time.Minute

// lookMsg is the time to look again, if the window is still there and this is its timer.
type lookMsg struct {
	rotation rotation
	timer    int
}

// askRotate opens the rotation of the selected key.
func (m *Model) askRotate() tea.Cmd {
	k, ok := m.selectedKey()
	if !ok {
		return m.browse.NoKey()
	}
	return m.rotate(k)
}

func (m *Model) rotate(k iamsvc.Key) tea.Cmd {
	if m.Config.ReadOnly {
		return m.Say(dialog.Warn, write.ReadOnlyNote)
	}
	m.browse.EndSeek() // or the user would change under the window
	r := rotation{k.User, k.ID}
	m.openLive(r)
	m.timers.looks++
	return m.After(lookPause, lookMsg{r, m.timers.looks})
}

// lookAgain reads the old key's last use again while the window of its rotation is open.
func (m *Model) lookAgain(msg lookMsg) tea.Cmd {
	if msg.timer != m.timers.looks {
		return nil
	}
	for _, w := range m.Windows {
		if r, ok := liveIn(w).(rotation); ok && r.old == msg.rotation.old { // its user may have another name by now
			m.ForgetKeys(r.user)
			return m.After(lookPause, lookMsg{r, msg.timer})
		}
	}
	return nil
}

// rotating reports whether the rotation of a key of the user is on the screen. The cursor then stays on the old key, so that
// R takes up the same rotation again.
func (m *Model) rotating(user iamsvc.Principal) bool {
	return slices.ContainsFunc(m.Windows, func(w stage.Window) bool {
		r, ok := liveIn(w).(rotation)
		return ok && r.user == user
	})
}

// details are not shown.
func (r rotation) details() (iamsvc.Principal, []store.Op) { return iamsvc.Principal{}, nil }

// uses tells how far the old key is. Which key is removed to make room depends on all.
func (r rotation) uses(m *Model) ([]string, bool) {
	s := m.rotationFacts(r).State(m.Config.Clock.Now())
	return []string{r.old, s.New.ID}, s.Stage == keyrotation.StageRoom
}

// rotationFacts is what is known of the keys of a rotation's user.
func (m *Model) rotationFacts(r rotation) keyrotation.Facts {
	f := keyrotation.Facts{
		Old: r.old, LastUse: map[string]iamsvc.LastUse{}, Deactivated: m.Config.Clock.Service(m.Store.Deactivated(r.old)),
		Quiet: m.Config.RotationQuiet, Inactive: m.Config.RotationInactive,
	}
	if keys := m.Store.Keys(r.user); keys != nil {
		f.Keys = keys.Value
	}
	for _, k := range f.Keys {
		if use := m.Store.LastUse(k.ID); use.Known() {
			f.LastUse[k.ID] = use.Value
		}
	}
	if gone, ok := m.Store.RemovedKey(r.old); ok {
		f.Removed, f.RemovedAt = gone.Key, gone.At
		if gone.Used {
			f.LastUse[r.old] = gone.LastUse
		}
	}
	return f
}

// draw makes the window of a rotation: its steps, what the present one needs, and what can be done.
func (r rotation) draw(m *Model) dialog.Follower {
	facts := m.rotationFacts(r)
	s := facts.State(m.Config.Clock.Now())
	lines := []dialog.Line{{Text: "Account " + m.AccountLabel(), Tone: dialog.Dim}}
	lines = append(lines, m.rotationSteps(s.Stage, facts.Steps(s, m.Config.Clock.Now()))...)
	more, buttons := m.rotationStep(r, s)
	lines = append(lines, more...)
	lines = append(lines, m.Standing(r.user)...)
	ask := dialog.NewAsk("Rotation of "+r.old+" of "+userLabel(r.user), lines, buttons...).LeaveBy("Close")
	if s.Stage == keyrotation.StageCreate && m.Store.Keys(r.user).Known() {
		ask.CancelFirst() // enter on what has just opened creates nothing
	}
	return ask
}

func (m *Model) rotationSteps(now keyrotation.Stage, known [keyrotation.StageDone]keyrotation.Step) []dialog.Line {
	steps := []string{
		"make room: IAM allows two keys",
		"create the new key, hand it over, check it",
		"wait until the old key is quiet for " + days(m.Config.RotationQuiet),
		"deactivate the old key",
		"delete the old key after " + days(m.Config.RotationInactive) + " inactive",
	}
	if m.Low() && int(now) < len(steps) {
		words := "Step " + strconv.Itoa(int(now)+1) + " of " + strconv.Itoa(len(steps)) + ": " + steps[now]
		return []dialog.Line{{Text: words, Tone: dialog.Strong}}
	}
	lines := make([]dialog.Line, len(steps), len(steps)+1)
	for i, step := range steps {
		mark, tone := m.Theme.Marks.Unknown, dialog.Dim
		switch {
		case i < int(now) && known[i] == keyrotation.StepKept:
			mark, tone = m.Theme.Marks.Done, dialog.Good
		case i < int(now) && known[i] == keyrotation.StepSkipped:
			mark, tone, step = m.Theme.Marks.Overdue, dialog.Warn, step+": skipped"
		case i == int(now):
			mark, tone = m.Theme.Marks.Cursor, dialog.Strong
		}
		lines[i] = dialog.Line{Text: mark + " " + strconv.Itoa(i+1) + " " + step, Tone: tone}
	}
	return append(lines, dialog.Line{})
}

// rotationStep words the present step and what can be done about it.
func (m *Model) rotationStep(r rotation, s keyrotation.State) ([]dialog.Line, []dialog.Button) {
	look := dialog.Button{Label: "Look again", Result: rotateLook{}}
	if keys := m.Store.Keys(r.user); !keys.Known() {
		return []dialog.Line{{Text: "The keys of " + userLabel(r.user) + " are not known.", Tone: dialog.Warn}}, []dialog.Button{look}
	}
	switch s.Stage {
	case keyrotation.StageRoom:
		if s.Remove.ID == "" {
			return []dialog.Line{{Text: "Every other key was created less than a day ago. Which one to delete is your call.", Tone: dialog.Warn}}, nil
		}
		remove := dialog.Button{Label: "Delete " + m.ShortID(s.Remove.ID) + m.Theme.Marks.Ellipsis, Result: removeFirst{r.user, s.Remove.ID}, Danger: true}
		lines := []dialog.Line{
			{Text: "The key to remove is " + s.Remove.ID + ": " + removalWords(s.Why) + "."},
			{Text: m.KeyWords(s.Remove), Tone: dialog.Dim},
		}
		return lines, []dialog.Button{remove}
	case keyrotation.StageCreate:
		text, _ := m.Description(iamsvc.Key{ID: r.old, User: r.user})
		return []dialog.Line{{Text: "The new key works beside the old one. Its secret is shown once: save it where its user needs it, and check it there."}},
			[]dialog.Button{{Label: "Create the new key", Result: write.Write{Op: write.Create, User: r.user, Text: text}, Yes: true}}
	case keyrotation.StageWait, keyrotation.StageDeactivate:
		return m.rotationWait(r, s, look)
	case keyrotation.StageDelete:
		return m.rotationDelete(s, look)
	default:
		if !m.Store.Gone(r.old) {
			return []dialog.Line{{Text: "The old key isn't listed anymore; whether it still works isn't known.", Tone: dialog.Warn}},
				[]dialog.Button{look}
		}
		return []dialog.Line{{Text: "Done: the old key is gone, " + s.New.ID + " has taken its place.", Tone: dialog.Good}}, nil
	}
}

// rotationWait words the steps in which the old key still works.
func (m *Model) rotationWait(r rotation, s keyrotation.State, look dialog.Button) ([]dialog.Line, []dialog.Button) {
	lines := []dialog.Line{
		{Text: "New: " + s.New.ID + ", " + m.KeyWords(s.New), Tone: dialog.Dim},
		{Text: "Old: " + s.Old.ID + ", " + m.KeyWords(s.Old)},
	}
	off := dialog.Button{Label: "Deactivate", Result: rotateSwitch{key: s.Old}, Yes: true}
	buttons := []dialog.Button{look, off} // enter on what has just opened changes nothing
	if s.Stage == keyrotation.StageWait {
		off = dialog.Button{Label: "Deactivate now" + m.Theme.Marks.Ellipsis, Result: rotateSwitch{s.Old, true, s.New.ID}, Danger: true}
		buttons = []dialog.Button{look, off}
		words := "Its last use is not known: you decide when it is quiet."
		if !s.Until.IsZero() {
			words = "If it is not used again it is quiet on " + text.Date(s.Until, m.DateClock()) + "."
		}
		lines = append(lines, dialog.Line{Text: words, Tone: dialog.Warn})
	} else {
		lines = append(lines, dialog.Line{Text: "It is quiet. Deactivated it can be activated again, with u for a minute, later with t.", Tone: dialog.Good})
	}
	if m.Own(s.Old) {
		lines = append(lines, dialog.Line{Text: "akia is signed in with the old key. Save the new one to its profile first, then sign in anew.", Tone: dialog.Warn})
		buttons = []dialog.Button{{Label: "Sign in anew", Result: rotateSignIn{}, Yes: true}, look, {Label: off.Label, Result: off.Result, Danger: true}}
	}
	return lines, buttons
}

// rotationDelete words the step in which the old key is inactive.
func (m *Model) rotationDelete(s keyrotation.State, look dialog.Button) ([]dialog.Line, []dialog.Button) {
	lines := []dialog.Line{{Text: "Old: " + s.Old.ID + ", " + m.KeyWords(s.Old)}}
	due := s.Due(m.Config.Clock.Now())
	switch {
	case due:
		lines = append(lines, dialog.Line{Text: "It has been inactive for long enough. Deleting it cannot be undone.", Tone: dialog.Warn})
	case s.Until.IsZero():
		lines = append(lines, dialog.Line{Text: "Since when it is inactive is not known: you decide.", Tone: dialog.Warn})
	case s.Estimated:
		lines = append(lines, dialog.Line{Text: "IAM does not tell since when it is inactive. At the earliest it has been for long enough on " + text.Date(s.Until, m.DateClock()) + ".", Tone: dialog.Warn})
	default:
		lines = append(lines, dialog.Line{Text: "It has been inactive for long enough on " + text.Date(s.Until, m.DateClock()) + ".", Tone: dialog.Warn})
	}
	remove := dialog.Button{Label: "Delete" + m.Theme.Marks.Ellipsis, Result: rotateDelete{s.Old, due}, Danger: true, Yes: due}
	return lines, []dialog.Button{look, {Label: "Activate" + m.Theme.Marks.Ellipsis, Result: rotateSwitch{key: s.Old}}, remove}
}

// answer does what the window of a rotation was answered with.
func (r rotation) answer(m *Model, result dialog.Result) tea.Cmd {
	switch a := result.(type) {
	case rotateSwitch:
		return m.switchOld(a)
	case rotateDelete:
		seen := m.Store.Seen(a.key)
		if a.due || m.Own(a.key) {
			m.Open(m.deleteDialog(seen))
			return nil
		}
		m.Open(m.typeLastFour(seen))
	case rotateLook:
		m.ForgetKeys(r.user)
	case rotateSignIn:
		return m.refreshAll()
	default:
		return m.act(result)
	}
	return nil
}

// switchOld deactivates the old key of a rotation once it is quiet, which its window has asked; before that, and to activate it
// again, it asks.
func (m *Model) switchOld(a rotateSwitch) tea.Cmd {
	k := a.key
	switch why := m.Refusal(write.Switching(k)); {
	case why != "":
		return m.Say(dialog.Warn, why)
	case k.Status == iamsvc.Active && !a.early || m.Own(k):
		return m.toggle.Switch(k)
	}
	m.toggle.AskEarly(k, a.new, a.early)
	return nil
}

// removalWords says why a key is the one to remove.
func removalWords(why keyrotation.Reason) string {
	switch why {
	case keyrotation.RemoveInactive:
		return "it is not active"
	case keyrotation.RemoveUnused:
		return "it was never used"
	case keyrotation.RemoveIdle:
		return "it was used longer ago"
	case keyrotation.RemoveOlder:
		return "it is older"
	default:
		return "the key being rotated stays for now"
	}
}

// days words a number of days.
func days(d time.Duration) string {
	n := int(d / (24 * time.Hour))
	if n == 1 {
		return "1 day"
	}
	return strconv.Itoa(n) + " days"
}

// rotationDays is how long the old key of a rotation must be quiet, and then inactive, unless the config says otherwise.
const rotationDays = 7 * 24 * time.Hour
