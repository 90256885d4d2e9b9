package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/account"
	"akia/ui/dialog"
	"akia/ui/text"
	"akia/ui/theme"
)

// The screen shows both panes from bothAt columns on, and is not drawn below least.
const (
	bothAt      = 100
	leastWidth  = 60
	leastHeight = 15
	aroundPanes = 3 // lines: the header, the status and the help
)

// View draws the screen.
func (m *Model) View() tea.View {
	v := tea.NewView(m.screen())
	v.AltScreen = true
	v.WindowTitle = "akia"
	return v
}

// screen returns the content of the whole screen; nothing before its size is known.
func (m *Model) screen() string {
	switch {
	case m.width == 0 || m.height == 0:
		return ""
	case m.tooSmall():
		return m.tooSmallNote()
	}
	lines := make([]string, 0, m.height)
	lines = append(lines, m.header())
	lines = append(lines, m.panes()...)
	lines = append(lines, m.statusLine())
	screen := strings.Join(lines, "\n")
	if len(m.dialogs) > 0 {
		d := m.top().View(m.theme, m.width-2, m.height-1)
		screen = dialog.Overlay(m.theme, screen, d, m.width, m.height-1)
	}
	return screen + "\n" + m.helpLine()
}

func (m *Model) tooSmall() bool { return m.width < leastWidth || m.height < leastHeight }

// tooSmallNote says what to do in a window that is too small to show anything truthfully.
func (m *Model) tooSmallNote() string {
	note := "akia needs a window of at least 60 by 15 characters."
	if len(m.dialogs) > 0 {
		note = "A dialog is open. " + note
	}
	lines := text.Wrap(note, m.width)
	return strings.Join(lines[:min(len(lines), m.height)], "\n")
}

func (m *Model) both() bool { return m.width >= bothAt }

func (m *Model) usersVisible() bool { return m.both() || m.focus == usersFocus }

// panesHeight is the height of the panes, borders included.
func (m *Model) panesHeight() int { return m.height - aroundPanes }

// usersWidth is the width of the users' pane, borders included.
func (m *Model) usersWidth() int {
	if !m.both() {
		return m.width
	}
	return min(max(m.width*345/1000, 40), 64)
}

func (m *Model) tableWidth() int {
	if !m.both() {
		return m.width
	}
	return m.width - m.usersWidth()
}

// layout fits the windows of both lists to the size of the screen.
func (m *Model) layout() {
	rows := max(m.panesHeight()-2, 1)
	m.users.window.Resize(&m.users, rows)
	m.table.height = max(rows-1, 1) // below the column heads
}

// panes draws both panes side by side, or the one in focus.
func (m *Model) panes() []string {
	if err := m.blocked(); err != nil {
		return m.drawBlocked(err)
	}
	switch {
	case !m.both() && m.focus == usersFocus:
		return m.drawUsers()
	case !m.both():
		return m.drawTable()
	}
	left, right := m.drawUsers(), m.drawTable()
	for i := range left {
		left[i] += right[i]
	}
	return left
}

// blocked returns the failure that keeps akia out of the account altogether; nil if it got in.
func (m *Model) blocked() *iamsvc.Error {
	err := m.account.UsersErr()
	if err == nil || len(m.account.Users()) > 0 || err.Kind == iamsvc.KindDenied || err.Kind == iamsvc.KindCancelled {
		return nil
	}
	return err
}

// drawBlocked says over the whole width why nothing can be shown, and what helps.
func (m *Model) drawBlocked(err *iamsvc.Error) []string {
	t := m.theme
	box := theme.Box{Title: "No account to show", Width: m.width, Height: m.panesHeight(), Frame: t.FrameDanger, Label: t.Bad}
	lines := paragraphs(min(box.Width-6, 90),
		painted{t.Strong, err.Error()}, painted{t.Text, err.Advice()}, painted{t.Dim, "ctrl+r tries again   ! details   q quit"})
	for i := range lines {
		lines[i] = "  " + lines[i]
	}
	return box.Render(t.Marks, lines)
}

// header says which account this is, who is at work in it, and how.
func (m *Model) header() string {
	t := m.theme
	parts := []string{t.Badge.Render(" akia ")}
	used := 6
	add := func(paint func(string) string, s string, room int) {
		s = text.Cut(s, room-used-3, t.Marks.Ellipsis)
		if s == "" {
			return
		}
		parts = append(parts, "   "+paint(s))
		used += 3 + text.Width(s)
	}
	badges, badgesWidth := m.badges()
	room := m.width - badgesWidth
	id := &m.account.Identity
	switch {
	case id.Known():
		if id.Value.Alias != "" {
			add(t.Strong.Render, id.Value.Alias+" "+id.Value.Account, room)
		} else {
			add(t.Strong.Render, id.Value.Account, room)
		}
		add(t.Text.Render, id.Value.Label(), room)
	case id.State() == account.Failed:
		add(t.Bad.Render, "account unknown", room)
	default:
		add(t.Dim.Render, "connecting", room)
	}
	if m.cfg.Profile != "" {
		add(t.Dim.Render, "profile "+m.cfg.Profile, room)
	}
	if m.cfg.Endpoint != "" && !m.cfg.Demo {
		add(t.Warn.Render, m.cfg.Endpoint, room)
	}
	return strings.Join(parts, "") + text.Spaces(room-used) + badges
}

// badges are what must not be overlooked, at the right end of the header.
func (m *Model) badges() (string, int) {
	var b []string
	width := 0
	for _, badge := range []struct {
		on   bool
		name string
	}{{m.cfg.ReadOnly, " READ-ONLY "}, {m.cfg.Demo, " DEMO "}} {
		if badge.on {
			b = append(b, " "+m.theme.Alert.Render(badge.name))
			width += len(badge.name) + 1
		}
	}
	return strings.Join(b, ""), width
}

// statusLine shows what is being typed into the filter, else the news, else the error that was not dismissed.
func (m *Model) statusLine() string {
	t, s := m.theme, &m.status
	switch {
	case m.exit.leaving:
		return " " + t.Warn.Render(text.Cut("Waiting for "+m.writesLabel()+" to end; ctrl+c ends akia now", m.width-1, t.Marks.Ellipsis))
	case m.users.editing:
		return m.filterLine()
	case s.news.Text != "":
		return m.newsLine()
	case s.err != nil:
		hint := "   ! details   esc dismiss"
		words := text.Cut(t.Marks.Failed+" "+errorWords(s.err), m.width-1-len(hint), t.Marks.Ellipsis)
		return " " + t.Bad.Render(words) + t.Dim.Render(hint)
	case m.seek.active():
		return " " + m.wait() + " " + t.Dim.Render(text.Cut(m.seekWords(), m.width-4, t.Marks.Ellipsis))
	case len(m.writes) > 0:
		return " " + m.wait() + " " + t.Dim.Render(text.Cut(m.writesLabel(), m.width-4, t.Marks.Ellipsis))
	}
	return ""
}

func (m *Model) seekWords() string {
	if m.seek.user == "" {
		return "Looking for the owner of " + m.seek.keyID + "; esc stops"
	}
	return "Looking for " + m.seek.user + " in the list, " + m.users.count() + " read; esc stops"
}

func (m *Model) writesLabel() string {
	for _, w := range m.writes {
		if len(m.writes) == 1 {
			return "the " + w.String()
		}
	}
	return "changes under way"
}

func (m *Model) newsLine() string {
	t, s := m.theme, &m.status
	mark, paint := " ", t.Dim
	switch s.news.Tone {
	case dialog.Good:
		mark, paint = t.Marks.Done, t.Good
	case dialog.Warn, dialog.Bad:
		mark, paint = t.Marks.Overdue, t.Warn
	default: // says nothing good or bad
	}
	hint := ""
	if s.undo.id == s.id && len(s.undo.writes) > 0 {
		hint = "   u undo"
	}
	return " " + paint.Render(text.Cut(mark+" "+s.news.Text, m.width-1-len(hint), t.Marks.Ellipsis)) + t.Accent.Render(hint)
}

// filterLine shows the filter while it is typed, with how far the list has been read.
func (m *Model) filterLine() string {
	t := m.theme
	in := m.users.filter
	note := "  " + m.users.count()
	switch {
	case iamsvc.LooksLikeKeyID(in.Value()) && m.users.Len() == 0:
		note = "  enter finds the owner of this key"
	case m.usersLoading():
		note += ", reading the rest " + m.wait()
	case m.account.UsersStopped():
		note += ", stopped: the rest is not searched"
	}
	dialog.FitInput(&in, max(min(40, m.width-8-text.Width(note)), 8))
	return " " + t.Accent.Render("/") + " " + in.View() + t.Dim.Render(note)
}

// errorWords is an error in one line: what happened, and what to do.
func errorWords(err *iamsvc.Error) string {
	return strings.TrimSpace(err.Error() + " " + err.Advice())
}
