package ui

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/text"
)

// Good news is shown for a while; with an undo in it, for as long as that can be had.
const (
	newsTime = 6 * time.Second
	// noticeTime is for what is shown at the start, while a person looks at the whole screen.
	noticeTime = 20 * time.Second
	undoTime   = 60 * time.Second
)

// status is the line below the panes: the news there is, and the error that was not dismissed yet.
type status struct {
	news dialog.Line
	id   int
	err  *iamsvc.Error // stays until it is dismissed
	last *iamsvc.Error // what ! shows

	undo undo
}

// undo is the changes that u takes back; empty if there are none.
type undo struct {
	writes []write
	until  time.Time
	id     int // of the news that offers it
}

// offersUndo reports whether the news on the screen offers to take something back.
func (s *status) offersUndo() bool {
	return s.undo.id == s.id && len(s.undo.writes) > 0 && s.news.Text != ""
}

// forget drops the change of a key that is no more.
func (u *undo) forget(keyID string) {
	u.writes = slices.DeleteFunc(u.writes, func(w write) bool { return w.key == keyID })
}

// keep drops the deletion of a user who has a key now.
func (u *undo) keep(user iamsvc.Principal) {
	u.writes = slices.DeleteFunc(u.writes, func(w write) bool { return w.op == opDeleteUser && w.user == user })
}

// say shows a piece of news until it expires or the next one comes.
func (m *Model) say(tone dialog.Tone, text string) tea.Cmd { return m.sayFor(tone, text, newsTime) }

func (m *Model) sayFor(tone dialog.Tone, text string, d time.Duration) tea.Cmd {
	m.status.id++
	m.status.news = dialog.Line{Text: text, Tone: tone}
	return m.after(d, expiredMsg{m.status.id})
}

// sayNotices shows what is to be known about the AWS configuration at the start.
func (m *Model) sayNotices() tea.Cmd {
	if len(m.cfg.Notices) == 0 {
		return nil
	}
	return m.sayFor(dialog.Warn, text.Clean(strings.Join(m.cfg.Notices, " ")), noticeTime)
}

// slower says that IAM limits calls, unless that would take an undo from the screen.
func (m *Model) slower() tea.Cmd {
	if m.status.offersUndo() {
		return nil
	}
	return m.say(dialog.Warn, "IAM is limiting calls, going slower")
}

// fail shows an error until it is dismissed.
func (m *Model) fail(err *iamsvc.Error) tea.Cmd {
	m.status.err, m.status.last = err, err
	m.status.news = dialog.Line{}
	return nil
}

// readFailed keeps the failure of a read for the details: where it shows is the business of what was read. That the session
// has run out is no business of one pane; it is said at once, and asking again does not help.
func (m *Model) readFailed(err *iamsvc.Error) {
	s := &m.status
	s.last = err
	if err.Kind != iamsvc.KindExpired || len(m.account.Users()) == 0 || s.err != nil && s.err.Kind == iamsvc.KindExpired {
		return
	}
	s.err = err
	if !s.offersUndo() {
		s.news = dialog.Line{}
	}
}

// renewed takes away the error of a session that has run out, since other credentials are in use now.
func (s *status) renewed() {
	if s.err != nil && s.err.Kind == iamsvc.KindExpired {
		s.err = nil
	}
}

// dismiss takes the error away; false if there is none.
func (s *status) dismiss() bool {
	had := s.err != nil
	s.err = nil
	return had
}

// expire ends the news it was set for, and no other.
func (s *status) expire(msg expiredMsg) {
	if msg.id == s.id {
		s.news = dialog.Line{}
	}
}
