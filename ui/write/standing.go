package write

import (
	"akia/iamsvc"
	"akia/ui/dialog"
)

// Standing says in a window that stays open what the line of news behind it would, which it may cover: the changes
// under way of a user, the error that was not dismissed, and in a low window the news.
func (d *Desk) Standing(user iamsvc.Principal) []dialog.Line {
	var lines []dialog.Line
	for _, w := range d.UnderWay.Sorted() {
		if w.User == user {
			lines = append(lines, dialog.Line{Text: "Under way: the " + w.String() + ".", Tone: dialog.Dim})
		}
	}
	if err := d.Status.Err; err != nil {
		lines = append(lines, dialog.Line{Text: d.Theme.Marks.Failed + " " + d.ErrorWords(err), Tone: dialog.Bad})
	}
	if d.Low() && d.Status.News.Text != "" {
		lines = append(lines, d.Status.News)
	}
	return lines
}
