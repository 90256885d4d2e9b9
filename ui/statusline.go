package ui

import (
	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/text"
)

// statusLine shows what is being typed into the filter, else the news, else the error that was not dismissed.
func (m *Model) statusLine() string {
	t, s := m.Theme, &m.Status
	switch {
	case m.exit.leaving && len(m.UnderWay) > 0:
		waiting := "Waiting for " + m.writesLabel() + " to end; ctrl+c ends akia now"
		return " " + t.Warn.Render(text.Cut(waiting, m.Width-1, t.Marks.Ellipsis))
	case m.audit.Searching():
		return m.audit.FilterLine()
	case m.browse.Editing():
		return m.browse.FilterLine()
	case s.News.Text != "":
		return m.newsLine()
	case s.Err != nil:
		hint := "   " + m.KeyFor(action.Error) + " details   esc dismiss"
		words := text.Cut(t.Marks.Failed+" "+m.ErrorWords(s.Err), m.Width-1-len(hint), t.Marks.Ellipsis)
		return " " + t.Bad.Render(words) + t.Dim.Render(hint)
	case m.browse.Seeking():
		return " " + m.Wait() + " " + t.Dim.Render(text.Cut(m.browse.SeekWords(), m.Width-4, t.Marks.Ellipsis))
	case len(m.UnderWay) > 0:
		return " " + m.Wait() + " " + t.Dim.Render(text.Cut(m.writesLabel(), m.Width-4, t.Marks.Ellipsis))
	}
	return ""
}

func (m *Model) writesLabel() string {
	for _, w := range m.UnderWay {
		if len(m.UnderWay) == 1 {
			return "the " + w.String()
		}
	}
	return "changes under way"
}

func (m *Model) newsLine() string {
	t, s := m.Theme, &m.Status
	mark, paint := " ", t.Dim
	switch s.News.Tone {
	case dialog.Good:
		mark, paint = t.Marks.Done, t.Good
	case dialog.Warn, dialog.Bad:
		mark, paint = t.Marks.Overdue, t.Warn
	default: // says nothing good or bad
	}
	hint := ""
	if m.OffersUndo() && m.TakesUndo() {
		hint = "   " + m.KeyFor(action.Undo) + " undo"
	}
	return " " + paint.Render(text.Cut(mark+" "+s.News.Text, m.Width-1-len(hint), t.Marks.Ellipsis)) +
		t.Accent.Render(hint)
}
