package stage

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/text"
	"akia/ui/words"
)

// Good news is shown for a while.
const (
	newsTime = 6 * time.Second
	// noticeTime is for what is shown at the start, while a person looks at the whole screen.
	noticeTime = 20 * time.Second
)

// Status is the line below the panes: the news there is, and the error that was not dismissed yet.
type Status struct {
	News dialog.Line
	ID   int           // of the news
	Err  *iamsvc.Error // stays until it is dismissed
	Last *iamsvc.Error // what ! shows
	// Offer is the ID of the news that offers to take something back; nothing else takes its place. 0: none does.
	Offer int
}

// Offers reports whether the news on the screen offers to take something back.
func (s *Status) Offers() bool { return s.Offer != 0 && s.Offer == s.ID && s.News.Text != "" }

// Say shows a piece of news until it expires or the next one comes.
func (s *Stage) Say(tone dialog.Tone, text string) tea.Cmd { return s.SayFor(tone, text, newsTime) }

// SayFor is Say for another time.
func (s *Stage) SayFor(tone dialog.Tone, text string, d time.Duration) tea.Cmd {
	s.Status.ID++
	s.Status.News = dialog.Line{Text: text, Tone: tone}
	return s.After(d, expired{s, s.Status.ID})
}

// expired ends the showing of one piece of news, and of no other.
type expired struct {
	stage *Stage
	id    int
}

// Take implements Message.
func (e expired) Take() tea.Cmd {
	if e.id == e.stage.Status.ID {
		e.stage.Status.News = dialog.Line{}
	}
	return nil
}

// SayNotices shows what is to be known about the AWS configuration at the start.
func (s *Stage) SayNotices() tea.Cmd {
	if len(s.Config.Notices) == 0 {
		return nil
	}
	return s.SayFor(dialog.Warn, text.Clean(strings.Join(s.Config.Notices, " ")), noticeTime)
}

// Slower says that IAM limits calls, unless that would take an undo from the screen.
func (s *Stage) Slower() tea.Cmd {
	s.limitedAt = s.Config.Now()
	over := s.After(limitedFor, eased{})
	if s.Status.Offers() {
		return over
	}
	return tea.Batch(over, s.Say(dialog.Warn, "IAM is limiting calls, going slower"))
}

// limitedFor is how long after IAM has limited calls none is made for what nobody has asked for.
const limitedFor = 30 * time.Second

// Limited reports whether IAM has limited calls lately.
func (s *Stage) Limited() bool {
	return !s.limitedAt.IsZero() && s.Config.Now().Sub(s.limitedAt) < limitedFor
}

// eased is the end of that time: what was left out is looked at again.
type eased struct{}

// Take implements Message.
func (eased) Take() tea.Cmd { return nil }

// Fail shows an error until it is dismissed.
func (s *Stage) Fail(err *iamsvc.Error) tea.Cmd {
	s.Status.Err, s.Status.Last = err, err
	s.Status.News = dialog.Line{}
	return nil
}

// ReadFailed keeps the failure of a read for the details: where it shows is the business of what was read. That the
// session has run out is no business of one pane; it is said at once, and asking again does not help.
func (s *Stage) ReadFailed(err *iamsvc.Error) {
	st := &s.Status
	st.Last = err
	if err.Kind != iamsvc.KindExpired || len(s.Store.Users()) == 0 || st.Err != nil && st.Err.Kind == iamsvc.KindExpired {
		return
	}
	st.Err = err
	if !st.Offers() {
		st.News = dialog.Line{}
	}
}

// HeedSigner notes that a call was refused because the credentials are somebody else's.
func (s *Stage) HeedSigner(err *iamsvc.Error) {
	if err == nil || err.Kind != iamsvc.KindOtherSigner {
		return
	}
	s.OtherSigner = true
	s.Fail(err)
}

// Renewed takes away the error of a session that has run out, since other credentials are in use now.
func (s *Status) Renewed() {
	if s.Err != nil && (s.Err.Kind == iamsvc.KindExpired || s.Err.Kind == iamsvc.KindMFA) {
		s.Err = nil
	}
}

// Dismiss takes the error away; false if there is none.
func (s *Status) Dismiss() bool {
	had := s.Err != nil
	s.Err = nil
	return had
}

// ErrorWords is an error in one line: what happened, and what to do.
func (s *Stage) ErrorWords(err *iamsvc.Error) string { return words.Failure(err, words.Screen(s.Keys)) }

// Remedy is what to do about an error, with the keys that do it; empty if there is nothing to do.
func (s *Stage) Remedy(r iamsvc.Remedy) string { return words.Remedy(r, words.Screen(s.Keys)) }

// KeyFor is the key of an action as a sentence names it.
func (s *Stage) KeyFor(id action.ID) string { return s.Theme.Marks.Key(s.Keys.Show(id)) }
