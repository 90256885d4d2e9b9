package ui

import (
	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/text"
)

// statusLine shows what is being typed into the filter, else the news, else the error that was not dismissed; and what
// an undo would take back, as long as there is one: u acts on nothing that is not named here.
func (m *Model) statusLine() string {
	t := m.Theme
	switch {
	case m.exit.leaving && len(m.UnderWay) > 0:
		waiting := "Waiting for " + m.writesLabel() + " to end; ctrl+c ends akia now"
		return " " + t.Warn.Render(text.Cut(waiting, m.Width-1, t.Marks.Ellipsis))
	case m.audit.Searching():
		return m.audit.FilterLine()
	case m.browse.Editing():
		return m.browse.FilterLine()
	}
	undo := m.undoHint()
	return m.standing(m.Width-text.Width(undo)) + t.Area(m.pressOf(action.Undo), t.Accent.Render(undo))
}

// standing shows the news, else the error that was not dismissed, else what is under way, in so many cells at most.
func (m *Model) standing(room int) string {
	t, s := m.Theme, &m.Status
	switch {
	case s.News.Text != "":
		return m.newsLine(room)
	case s.Err != nil:
		hint := "   " + m.KeyFor(action.Error) + " details"
		if dismiss := "   esc dismiss"; room > leastWidth-len(dismiss) {
			hint += dismiss
		}
		words := text.Cut(t.Marks.Failed+" "+m.ErrorWords(s.Err), room-1-len(hint), t.Marks.Ellipsis)
		return " " + t.Bad.Render(words) + t.Area(m.pressOf(action.Error), t.Dim.Render(hint))
	case m.browse.Seeking():
		return " " + m.Wait() + " " + t.Dim.Render(text.Cut(m.browse.SeekWords(), room-4, t.Marks.Ellipsis))
	case len(m.UnderWay) > 0:
		return " " + m.Wait() + " " + t.Dim.Render(text.Cut(m.writesLabel(), room-4, t.Marks.Ellipsis))
	}
	return ""
}

// undoHint offers to take back what can be, and names it unless the news does.
func (m *Model) undoHint() string {
	if !m.CanUndo() || !m.TakesUndo() {
		return ""
	}
	hint := m.KeyFor(action.Undo) + " undo"
	if m.Status.Offers() {
		return "   " + hint
	}
	room := m.Width
	if m.standing(m.Width) == "" {
		hint = " " + hint
	} else {
		hint, room = "   "+hint, m.Width/2
	}
	return hint + " (" + m.UndoWords(room-text.Width(hint)-len(" ()")) + ")"
}

func (m *Model) writesLabel() string {
	for _, w := range m.UnderWay {
		if len(m.UnderWay) == 1 {
			return "the " + w.String()
		}
	}
	return "changes under way"
}

func (m *Model) newsLine(room int) string {
	t, s := m.Theme, &m.Status
	mark, paint := " ", t.Dim
	switch s.News.Tone {
	case dialog.Good:
		mark, paint = t.Marks.Done, t.Good
	case dialog.Warn, dialog.Bad:
		mark, paint = t.Marks.Overdue, t.Warn
	default: // says nothing good or bad
	}
	return " " + paint.Render(text.Cut(mark+" "+s.News.Text, room-1, t.Marks.Ellipsis))
}
