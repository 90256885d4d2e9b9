package ui

import (
	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/stage"
)

// standing says in a window that stays open what the line of news behind it would, which it may cover: the changes under way
// of a user, the error that was not dismissed, and in a low window the news.
func (m *Model) standing(user iamsvc.Principal) []dialog.Line {
	var lines []dialog.Line
	for _, w := range m.UnderWay.Sorted() {
		if w.User == user {
			lines = append(lines, dialog.Line{Text: "Under way: the " + w.String() + ".", Tone: dialog.Dim})
		}
	}
	if err := m.Status.Err; err != nil {
		lines = append(lines, dialog.Line{Text: m.Theme.Marks.Failed + " " + stage.ErrorWords(err), Tone: dialog.Bad})
	}
	if m.Height < allSteps && m.Status.News.Text != "" {
		lines = append(lines, m.Status.News)
	}
	return lines
}
