package ui

import (
	tea "charm.land/bubbletea/v2"

	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/text"
	"akia/ui/words"
)

// tipsFrom is the height of the screen from which there is room for the tips.
const tipsFrom = 24

// tips are a few lines below the panes that say what to try. They take no key: esc, whatever else it does, puts them
// away for good.
type tips struct{ away bool }

// lines are what the tips say; none where they are not shown.
func (t *tips) lines(m *Model) []string {
	if t.away || m.Config.TipsAway == nil || m.Height < tipsFrom || m.audit.OnScreen() {
		return nil
	}
	key := m.KeyFor
	th := m.Theme
	var out []string
	for i, tip := range [][2]string{
		{key(action.Audit), "Every access key of the account, the worst first"},
		{key(action.Toggle) + " " + key(action.Undo), "Deactivate the selected key. Undo works for 60 seconds"},
		{
			key(action.Filter),
			"Narrow the list, as in used:>90d -path:/ci/     " + key(action.Palette) + " finds every action by its name",
		},
	} {
		lead, end := "     ", ""
		if i == 0 {
			lead, end = " Try ", "     "+key(action.Back)+" hides these lines for good"
		}
		said := text.Cut(tip[1]+end, m.Width-13, th.Marks.Ellipsis)
		out = append(out, th.Strong.Render(lead)+th.Accent.Render(text.Fit(tip[0], 6, ""))+" "+th.Dim.Render(said))
	}
	return out
}

// putAway has the tips not be shown again, now or at a later start.
func (t *tips) putAway(m *Model) tea.Cmd {
	if len(t.lines(m)) == 0 {
		return nil
	}
	t.away = true
	m.layout()
	remember := m.Config.TipsAway
	return func() tea.Msg {
		remember()
		return nil
	}
}

// back does what esc does, and puts the tips away.
func (m *Model) back(a bound) tea.Cmd {
	away, cmd := m.tips.putAway(m), a.do(m)
	if away != nil && m.Status.News.Text == words.NothingToLeave { // there was something
		m.Status.News = dialog.Line{}
	}
	return tea.Batch(away, cmd)
}
