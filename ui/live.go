package ui

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/store"
	"akia/ui/dialog"
)

// live is what a window is about that stays open when it is answered, and that follows what becomes known.
type live interface {
	// draw makes the window as it should be now.
	draw(m *Model) dialog.Follower
	// answer does what the window was answered with.
	answer(m *Model, result dialog.Result) tea.Cmd
	// details says which details of which user it shows; no parts for none.
	details() (user iamsvc.Principal, parts []store.Op)
	// uses says the last uses of which keys it shows, and whether it decides by those of all keys of the user.
	uses(m *Model) (keyIDs []string, all bool)
}

// openLive opens a window that follows what becomes known.
func (m *Model) openLive(l live) {
	m.push(window{Dialog: l.draw(m), live: l})
}

// followLive brings the windows up to date with what is known. If that changes what one can be answered, it takes no answer
// for a moment: one that was meant for the old question must not answer the new one.
func (m *Model) followLive() {
	for i := range m.dialogs {
		w := &m.dialogs[i]
		if w.live == nil {
			continue
		}
		if d, ok := w.Dialog.(dialog.Follower); ok && d.Follow(w.live.draw(m)) {
			w.changed(m.cfg.Now())
		}
	}
}

// isOpen reports whether there is a window about this.
func (m *Model) isOpen(l live) bool {
	for _, w := range m.dialogs {
		if w.live == l {
			return true
		}
	}
	return false
}

// wantedDetails are the details that the windows show.
func (m *Model) wantedDetails() []store.DetailsView {
	var wanted []store.DetailsView
	for _, w := range m.dialogs {
		if w.live == nil {
			continue
		}
		if user, parts := w.live.details(); len(parts) > 0 {
			wanted = append(wanted, store.DetailsView{User: user, Parts: parts, Since: w.since})
		}
	}
	return wanted
}

// standing says in a window that stays open what the line of news behind it would, which it may cover: the changes under way
// of a user, the error that was not dismissed, and in a low window the news.
func (m *Model) standing(user iamsvc.Principal) []dialog.Line {
	var lines []dialog.Line
	for _, w := range m.writes.sorted() {
		if w.user == user {
			lines = append(lines, dialog.Line{Text: "Under way: the " + w.String() + ".", Tone: dialog.Dim})
		}
	}
	if err := m.status.err; err != nil {
		lines = append(lines, dialog.Line{Text: m.theme.Marks.Failed + " " + errorWords(err), Tone: dialog.Bad})
	}
	if m.height < allSteps && m.status.news.Text != "" {
		lines = append(lines, m.status.news)
	}
	return lines
}
