package stage

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/action"
	"akia/ui/dialog"
)

// Window is a dialog, and what has to be so before it takes a key.
type Window struct {
	dialog.Dialog
	// ByItself says that it opened without a key press: until it is ready it takes no key at all.
	ByItself bool
	// Harmless says that nothing it can be answered with changes anything.
	Harmless bool
	// Opener is the key that opened it: held down, it must not answer it too.
	Opener string
	// Answered is by that key, unless it turns out to be held down.
	Answered Answered
	// UntilWritten closes the window by itself when no change is under way any more.
	UntilWritten bool
	// Live is what it is about if it follows what becomes known; nil for a window that is closed by its answer.
	Live Live
	// Stays takes what the window is answered with, which leaves it open; nil for one that is closed by its answer.
	Stays Answerer
	// About is what the page shows if the keys of the screen act on that from it; nil if they do not.
	About *About
	// Since is when it was opened.
	Since time.Time

	// Ready is when it takes an answer: it has been drawn as it is, and no key was ignored, for action.Settle.
	Ready time.Time
}

// Answerer takes the answers of a window that stays open. A window that was left without one is closed all the same.
type Answerer interface {
	Answer(result dialog.Result) tea.Cmd
}

// Answered is an answer that is taken unless the key that gave it comes again at once, as one that is held down does.
type Answered struct {
	Result dialog.Result // nil for none
	ID     int
}

// Open puts a dialog on top. It takes an answer once it has been on the screen for a moment: the keys that opened it,
// and those that were typed ahead, were not meant for what it says.
func (s *Stage) Open(d dialog.Dialog) { s.Push(Window{Dialog: d}) }

// About is a user, and the row that a page of details is about, which is empty for a page about the user alone. It is
// held by what it is, not by where it is.
type About struct {
	User   iamsvc.Principal
	Row    string        // as action.Sight has it
	Status iamsvc.Status // that the page says the key has
}

// OpenPage puts a page about something on top, from which the keys of the screen act on that.
func (s *Stage) OpenPage(d dialog.Dialog, of About) { s.Push(Window{Dialog: d, About: &of}) }

// OpenHarmless puts a dialog on top whose answers change nothing: it takes keys at once.
func (s *Stage) OpenHarmless(d dialog.Dialog) { s.Push(Window{Dialog: d, Harmless: true}) }

// OpenByItself puts a dialog on top that no key has asked for: until it has been there for a moment it takes no key at
// all.
func (s *Stage) OpenByItself(d dialog.Dialog) { s.Push(Window{Dialog: d, ByItself: true}) }

// OpensByItself does something that has waited for an answer: a dialog that it opens opens by itself.
func (s *Stage) OpensByItself(do func() tea.Cmd) tea.Cmd {
	open := len(s.Windows)
	cmd := do()
	if len(s.Windows) > open {
		w := s.Top()
		w.ByItself, w.Harmless, w.Opener = true, false, ""
		w.Drawn(s.Config.Now())
	}
	return cmd
}

// Push puts a window on top. Pages change nothing.
func (s *Stage) Push(w Window) {
	w.Since, w.Opener = s.Config.Now(), s.Pressed
	if d, ok := w.Dialog.(interface{ UseKeys(keys *action.Keymap) }); ok {
		d.UseKeys(s.Keys)
	}
	if w.Kind() == dialog.KindPage {
		w.Harmless = !w.ByItself
	}
	if w.ByItself {
		w.Opener = ""
	}
	w.Drawn(w.Since)
	s.Windows = append(s.Windows, w)
}

// Drawn notes that the window comes to be seen.
func (w *Window) Drawn(now time.Time) {
	w.Answered.Result = nil
	if !w.Harmless {
		w.Changed(now)
	}
}

// Changed notes that what the window can be answered with is not what it was.
func (w *Window) Changed(now time.Time) {
	w.Answered.Result = nil
	w.Ready = now.Add(action.Settle)
}

// Takes reports whether the window takes a key or a paste now. One that it ignores makes it wait anew.
func (w *Window) Takes(msg tea.Msg, now time.Time) bool {
	if !now.Before(w.Ready) {
		return !repeats(msg) || !dialog.Answers(w.Dialog, msg)
	}
	if !w.ByItself && !dialog.Answers(w.Dialog, msg) {
		return true
	}
	w.Ready = now.Add(action.Settle) // whoever types on has not read it yet
	return false
}

// repeats reports whether a terminal says that a key is being held down; most do not tell.
func repeats(msg tea.Msg) bool {
	press, ok := msg.(tea.KeyPressMsg)
	return ok && press.IsRepeat
}

// Shows reports whether a dialog is open, on top or below another.
func (s *Stage) Shows(d dialog.Dialog) bool {
	return slices.ContainsFunc(s.Windows, func(w Window) bool { return w.Dialog == d })
}

// Top returns the window on top; there must be one.
func (s *Stage) Top() *Window { return &s.Windows[len(s.Windows)-1] }

// Close closes the dialog on top; the one below it is seen anew.
func (s *Stage) Close() {
	// A closed window, and a secret in it, is forgotten.
	s.Windows = slices.Delete(s.Windows, len(s.Windows)-1, len(s.Windows))
	s.SeenAnew()
}

// CloseQuestions closes all windows but those that show a secret, which cannot be had again.
func (s *Stage) CloseQuestions() {
	s.Windows = slices.DeleteFunc(s.Windows, func(w Window) bool { return w.Kind() != dialog.KindReveal })
}

// SeenAnew notes that the dialog on top, if there is one, comes to be seen again.
func (s *Stage) SeenAnew() {
	if len(s.Windows) > 0 {
		s.Top().Drawn(s.Config.Now())
		s.Top().Opener = s.Pressed
	}
}
