// Package rotate is the guided rotation of a key: the window with its steps, and what can be done about the present
// one. Where a rotation stands is derived from IAM each time (akia/iamsvc/rotation), so that it can be left and taken
// up again days later. The keys that it leads to are toggled, created and deleted elsewhere: the root leads there.
package rotate

import (
	"slices"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	keyrotation "akia/iamsvc/rotation"
	"akia/iamsvc/store"
	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/text"
	"akia/ui/words"
	"akia/ui/write"
)

// Flow rotates keys. Make it with New.
type Flow struct {
	*write.Desk
	host  Host
	looks int // counts the timers: the last one alone counts
}

// Host is what the flow needs of the screen that it is a part of.
type Host interface {
	// EndSeek ends the search for a user, who would otherwise come to be selected under the window.
	EndSeek()
	// SwitchAsked toggles a key after a page that shows its ID and last use has asked.
	SwitchAsked(k iamsvc.Key) tea.Cmd
	// AskEarly asks whether to toggle the old key before its time has come; used: it was not quiet for long enough.
	AskEarly(k iamsvc.Key, newID string, used bool)
	// AskDelete asks whether to delete a key as it was seen; typed: its last characters are typed, even if it is inactive.
	AskDelete(seen iamsvc.SeenKey, typed bool)
	// RemoveFirst asks whether to delete a key that makes room for the new one.
	RemoveFirst(user iamsvc.Principal, keyID string) tea.Cmd
	// Reload looks for the credentials anew and asks everything again.
	Reload() tea.Cmd
}

// New returns the flow of a screen.
func New(d *write.Desk, h Host) *Flow { return &Flow{Desk: d, host: h} }

// page is the window about the rotation of one key.
type page struct {
	flow *Flow
	user iamsvc.Principal
	old  string
}

var _ stage.Live = page{}

// The answers of the window, besides the creation of the new key.
type (
	// switchOld is to deactivate the old key, or to activate it again; early: it was not quiet for long enough.
	switchOld struct {
		key   iamsvc.Key
		early bool
		new   string // the ID of the key that takes its place
	}
	deleteOld struct {
		key iamsvc.Key
		due bool
	}
	removeKey struct{ key string }
	lookAgain struct{}
	signIn    struct{}
)

// Pause is how long the old key must be quiet, and then inactive, unless the configuration says otherwise.
const Pause = 7 * 24 * time.Hour

// LookPause is how often the last use of the old key is read again while the rotation's window waits for it.
const LookPause = time.Minute

// look is the time to look again, if the window about the key is still there and this is its timer.
type look struct {
	flow  *Flow
	old   string
	timer int
}

// Rotate opens the rotation of a key.
func (f *Flow) Rotate(k iamsvc.Key) tea.Cmd {
	if f.Config.ReadOnly {
		return f.Say(dialog.Warn, write.ReadOnlyNote)
	}
	f.host.EndSeek()
	f.OpenLive(page{f, k.User, k.ID})
	f.looks++
	return f.After(LookPause, look{f, k.ID, f.looks})
}

// Take implements stage.Message: it reads the old key's last use again while the window of its rotation is open.
func (l look) Take() tea.Cmd {
	f := l.flow
	if l.timer != f.looks {
		return nil
	}
	for _, w := range f.Windows {
		if p, ok := w.Live.(page); ok && p.old == l.old { // its user may have another name by now
			f.ForgetKeys(p.user)
			return f.After(LookPause, l)
		}
	}
	return nil
}

// Rotating reports whether the rotation of a key of the user is on the screen. The cursor then stays on the old key,
// so that R takes up the same rotation again.
func (f *Flow) Rotating(user iamsvc.Principal) bool {
	return slices.ContainsFunc(f.Windows, func(w stage.Window) bool {
		p, ok := w.Live.(page)
		return ok && p.user == user
	})
}

// Details are not shown.
func (p page) Details() (iamsvc.Principal, []store.Op) { return iamsvc.Principal{}, nil }

// Uses tells how far the old key is. Which key is removed to make room depends on all.
func (p page) Uses() ([]string, bool) {
	s := p.facts().State(p.flow.Config.Clock.Now())
	return []string{p.old, s.New.ID}, s.Stage == keyrotation.StageRoom
}

// Draw makes the window of a rotation: its steps, what the present one needs, and what can be done.
func (p page) Draw() dialog.Follower {
	f := p.flow
	facts := p.facts()
	s := facts.State(f.Config.Clock.Now())
	lines := []dialog.Line{{Text: "Account " + f.AccountLabel(), Tone: dialog.Dim}}
	lines = append(lines, f.steps(s.Stage, facts.Steps(s, f.Config.Clock.Now()))...)
	more, buttons := p.step(s)
	lines = append(lines, more...)
	lines = append(lines, f.Standing(p.user)...)
	ask := dialog.NewAsk("Rotation of "+p.old+" of "+p.user.String(), lines, buttons...).LeaveBy("Close")
	if s.Stage == keyrotation.StageCreate && f.Store.Keys(p.user).Known() {
		ask.CancelFirst() // enter on what has just opened creates nothing
	}
	return ask
}

// steps lists the steps, or names the present one where there is no room for more.
func (f *Flow) steps(now keyrotation.Stage, known [keyrotation.StageDone]keyrotation.Step) []dialog.Line {
	steps := []string{
		"make room: IAM allows two keys",
		"create the new key, hand it over, check it",
		"wait until the old key is unused for " + days(f.Config.RotationQuiet),
		"deactivate the old key",
		"delete the old key after " + days(f.Config.RotationInactive) + " inactive",
	}
	if f.Low() && int(now) < len(steps) {
		said := "Step " + strconv.Itoa(int(now)+1) + " of " + strconv.Itoa(len(steps)) + ": " + steps[now]
		return []dialog.Line{{Text: said, Tone: dialog.Strong}}
	}
	lines := make([]dialog.Line, len(steps), len(steps)+1)
	for i, step := range steps {
		mark, tone := f.Theme.Marks.Unknown, dialog.Dim
		switch {
		case i < int(now) && known[i] == keyrotation.StepKept:
			mark, tone = f.Theme.Marks.Done, dialog.Good
		case i < int(now) && known[i] == keyrotation.StepSkipped:
			mark, tone, step = f.Theme.Marks.Overdue, dialog.Warn, step+": skipped"
		case i == int(now):
			mark, tone = f.Theme.Marks.Cursor, dialog.Strong
		}
		lines[i] = dialog.Line{Text: mark + " " + strconv.Itoa(i+1) + " " + step, Tone: tone}
	}
	return append(lines, dialog.Line{})
}

// step words the present step and what can be done about it.
func (p page) step(s keyrotation.State) ([]dialog.Line, []dialog.Button) {
	f := p.flow
	again := dialog.Button{Label: "Check again", Result: lookAgain{}}
	if keys := f.Store.Keys(p.user); !keys.Known() {
		words := "The keys of " + p.user.String() + " are not known."
		return []dialog.Line{{Text: words, Tone: dialog.Warn}}, []dialog.Button{again}
	}
	switch s.Stage {
	case keyrotation.StageRoom:
		if s.Remove.ID == "" {
			words := "Every other key was created less than a day ago. Which one to delete is your call."
			return []dialog.Line{{Text: words, Tone: dialog.Warn}}, nil
		}
		label := "Delete " + f.ShortID(s.Remove.ID) + f.Theme.Marks.Ellipsis
		lines := []dialog.Line{
			{Text: "The key to remove is " + s.Remove.ID + ": " + words.Removal(s.Why) + "."},
			{Text: f.KeyWords(s.Remove), Tone: dialog.Dim},
		}
		return lines, []dialog.Button{{Label: label, Result: removeKey{s.Remove.ID}, Danger: true}}
	case keyrotation.StageCreate:
		text, _ := f.Description(iamsvc.Key{ID: p.old, User: p.user})
		words := "The new key works beside the old one. Its secret is shown once: save it where its user needs it, " +
			"and check it there."
		w := write.Write{Op: write.Create, User: p.user, Text: text}
		return []dialog.Line{{Text: words}}, []dialog.Button{{Label: "Create the new key", Result: w, Yes: true}}
	case keyrotation.StageWait, keyrotation.StageDeactivate:
		return f.wait(s, again)
	case keyrotation.StageDelete:
		return f.remove(s, again)
	default:
		if !f.Store.Gone(p.old) {
			words := "The old key isn't listed anymore; whether it still works isn't known."
			return []dialog.Line{{Text: words, Tone: dialog.Warn}}, []dialog.Button{again}
		}
		words := "Done: the old key is gone, " + s.New.ID + " has taken its place."
		return []dialog.Line{{Text: words, Tone: dialog.Good}}, nil
	}
}

// wait words the steps in which the old key still works.
func (f *Flow) wait(s keyrotation.State, again dialog.Button) ([]dialog.Line, []dialog.Button) {
	lines := []dialog.Line{
		{Text: "New: " + s.New.ID + ", " + f.KeyWords(s.New), Tone: dialog.Dim},
		{Text: "Old: " + s.Old.ID + ", " + f.KeyWords(s.Old)},
	}
	off := dialog.Button{Label: "Deactivate", Result: switchOld{key: s.Old}, Yes: true}
	buttons := []dialog.Button{again, off} // enter on what has just opened changes nothing
	if s.Stage == keyrotation.StageWait {
		now := "Deactivate now" + f.Theme.Marks.Ellipsis
		off = dialog.Button{Label: now, Result: switchOld{s.Old, true, s.New.ID}, Danger: true}
		buttons = []dialog.Button{again, off}
		said := "Its last use isn't known; your call."
		if !s.Until.IsZero() {
			said = "Safe to deactivate on " + text.Date(s.Until, f.DateClock()) + " if it isn't used again."
		}
		lines = append(lines, dialog.Line{Text: said, Tone: dialog.Warn})
	} else {
		said := "Safe to deactivate. To activate it again, press " + f.KeyFor(action.Undo) +
			" within a minute, or " + f.KeyFor(action.Toggle) + " later."
		lines = append(lines, dialog.Line{Text: said, Tone: dialog.Good})
	}
	if f.Own(s.Old) {
		said := "akia is signed in with the old key. Save the new one to its profile first, then sign in again."
		lines = append(lines, dialog.Line{Text: said, Tone: dialog.Warn})
		off.Yes, off.Danger = false, true
		buttons = []dialog.Button{{Label: "Sign in again", Result: signIn{}, Yes: true}, again, off}
	}
	return lines, buttons
}

// remove words the step in which the old key is inactive.
func (f *Flow) remove(s keyrotation.State, again dialog.Button) ([]dialog.Line, []dialog.Button) {
	lines := []dialog.Line{{Text: "Old: " + s.Old.ID + ", " + f.KeyWords(s.Old)}}
	due, until := s.Due(f.Config.Clock.Now()), text.Date(s.Until, f.DateClock())
	said := "It has been inactive for long enough on " + until + "."
	switch {
	case due:
		said = "It has been inactive for long enough. Deleting it cannot be undone."
	case s.Until.IsZero():
		said = "AWS doesn't record when it was deactivated; your call."
	case s.Estimated:
		said = "AWS doesn't record when it was deactivated. It can be deleted on " + until + " at the earliest."
	}
	lines = append(lines, dialog.Line{Text: said, Tone: dialog.Warn})
	more := f.Theme.Marks.Ellipsis
	return lines, []dialog.Button{
		again,
		{Label: "Activate" + more, Result: switchOld{key: s.Old}},
		{Label: "Delete" + more, Result: deleteOld{s.Old, due}, Danger: true, Yes: due},
	}
}

// Answer does what the window of a rotation was answered with.
func (p page) Answer(result dialog.Result) tea.Cmd {
	f := p.flow
	switch a := result.(type) {
	case switchOld:
		return f.switchOld(a)
	case deleteOld:
		f.host.AskDelete(f.Store.Seen(a.key), !a.due && !f.Own(a.key))
	case removeKey:
		return f.host.RemoveFirst(p.user, a.key)
	case lookAgain:
		f.ForgetKeys(p.user)
	case signIn:
		return f.host.Reload()
	case write.Write:
		return f.Carry(a)
	}
	return nil
}

// switchOld deactivates the old key of a rotation once it is quiet, which its window has asked; before that, and to
// activate it again, it asks.
func (f *Flow) switchOld(a switchOld) tea.Cmd {
	k := a.key
	switch why := f.Refusal(write.Switching(k)); {
	case why != "":
		return f.Say(dialog.Warn, why)
	case k.Status == iamsvc.Active && !a.early || f.Own(k):
		return f.host.SwitchAsked(k)
	}
	f.host.AskEarly(k, a.new, a.early)
	return nil
}

// days words a number of days.
func days(d time.Duration) string {
	n := int(d / (24 * time.Hour))
	if n == 1 {
		return "1 day"
	}
	return strconv.Itoa(n) + " days"
}

// facts is what is known of the keys of the user.
func (p page) facts() keyrotation.Facts { return p.flow.RotationFacts(p.user, p.old) }

// KeyOf is the key that is rotated.
func (p page) KeyOf() write.Subject { return write.Subject{User: p.user, Key: p.old} }

// Under is the window under the present name of the key's user.
func (p page) Under(now iamsvc.Principal) stage.Live { p.user = now; return p }
