package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/ui/dialog"
	"akia/ui/text"
	"akia/ui/words"
)

// showHelp opens the page of keys.
func (m *Model) showHelp() tea.Cmd {
	var lines []dialog.Line
	if m.mode() == asking {
		for _, b := range m.Top().Bindings() {
			if !b.Enabled() {
				continue
			}
			lines = append(lines, m.helpEntry(b))
		}
		m.Open(dialog.NewPage("Keys of this dialog", lines...))
		return nil
	}
	group := ""
	for _, a := range m.present().actions {
		if a.Group != group {
			if group != "" {
				lines = append(lines, dialog.Line{})
			}
			group = a.Group
			lines = append(lines, dialog.Line{Text: group, Tone: dialog.Strong})
		}
		lines = append(lines, m.helpEntry(a.Binding))
	}
	lines = append(lines, dialog.Line{}, dialog.Line{Text: "While a filter is typed", Tone: dialog.Strong})
	for _, b := range dialog.NewFilterKeys().Bindings() {
		lines = append(lines, m.helpEntry(b))
	}
	lines = append(lines, m.legend()...)
	if m.audit.OnScreen() {
		lines = append(lines, codes()...)
		lines = append(lines, dialog.Line{},
			dialog.Line{Text: "The audit is of access keys. " + iamsvc.NotChecked, Tone: dialog.Dim})
	}
	m.Open(dialog.NewSearchPage("Help", lines...))
	return nil
}

// codes explains how findings are spelled where they have no room.
func codes() []dialog.Line {
	lines := []dialog.Line{{}, {Text: "Findings where there is little room", Tone: dialog.Strong}}
	for _, f := range audit.AllFindings() {
		lines = append(lines, dialog.Line{Text: "  " + text.Fit(f.Code(), dialog.LabelWidth, "") + f.String()})
	}
	return lines
}

// legend explains the marks.
func (m *Model) legend() []dialog.Line {
	k := m.Theme.Marks
	entry := func(mark, meaning string) dialog.Line {
		return dialog.Line{Text: "  " + text.Fit(mark, dialog.LabelWidth, "") + meaning}
	}
	marks := []dialog.Line{
		{},
		{Text: "Marks", Tone: dialog.Strong},
		entry(k.Active, "an active key"),
		entry(k.Inactive, "an inactive key"),
		entry(k.Other, "a key of another status"),
		entry(k.Unknown, "not asked yet"),
		entry(k.None, "none"),
	}
	if days := m.Config.Thresholds.MaxAge; days > 0 {
		marks = append(marks, entry(k.Overdue, "after an age: an active key older than "+text.Many(days, "day")))
	}
	return append(marks,
		entry(k.Own, "the key that akia is signed in with"),
		entry(k.Picked, "in the audit: a row that you marked"),
		entry(k.Unsure, "after a last use: it may be that of the user's other key"),
	)
}

func (m *Model) helpEntry(b key.Binding) dialog.Line {
	return dialog.Line{Text: "  " + text.Fit(m.Theme.Marks.Key(b.Help().Key), 12, "") + b.Help().Desc}
}

// showError opens the last error in full.
func (m *Model) showError() tea.Cmd {
	err := m.Status.Last
	if err == nil {
		return m.Say(dialog.Dim, words.NoError)
	}
	var lines []dialog.Line
	for i, l := range strings.Split(err.Details(), "\n") {
		if i > 0 {
			lines = append(lines, dialog.Line{Text: l})
			continue
		}
		lines = append(lines, dialog.Line{Text: l, Tone: dialog.Bad})
		if next := m.Remedy(err.Remedy()); next != "" {
			lines = append(lines, dialog.Line{Text: next})
		}
	}
	m.Open(dialog.NewPage("The last error", lines...))
	return nil
}
