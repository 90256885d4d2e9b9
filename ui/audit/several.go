package audit

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/text"
	"akia/ui/write"
)

// copyIDs copies the key IDs of rows with blanks between them: line breaks would run as commands where they are pasted.
func (a *Room) copyIDs(refs []audit.Ref) tea.Cmd {
	var ids []string
	for _, ref := range refs {
		if row, ok := a.table.Row(ref); ok && row.KeyID != "" {
			ids = append(ids, row.KeyID)
		}
	}
	if len(ids) == 0 {
		return a.Say(dialog.Warn, "Not copied: no ID of the marked keys is known")
	}
	what := text.Many(len(ids), "key ID")
	if missing := len(refs) - len(ids); missing > 0 {
		what = text.Count(len(ids)) + " of " + text.Many(len(refs), "key ID")
	}
	return a.host.CopyIDs(what, len(ids), strings.Join(ids, " "))
}

// askDescription asks for a description that all marked keys are given.
func (a *Room) askDescription(c choice) {
	lines := []dialog.Line{{Text: "Account " + a.AccountLabel(), Tone: dialog.Dim}}
	lines = append(lines, a.leftOut(c)...)
	if len(c.active) == 0 {
		a.nothingToChange(lines)
		return
	}
	lines = append(lines, a.describedLines(c.active)...)
	lines = append(lines, dialog.Line{
		Text: "It is kept as the AWS console keeps it: as a tag of the user. Each key is given the same.", Tone: dialog.Dim,
	})
	title := "Describe " + text.Many(len(c.active), "marked key") + " of " + text.Many(countUsers(c.active), "user")
	check := func(s string) string { return stage.Fault(iamsvc.ValidDescription(s)) }
	field := dialog.Field{Label: "Description", Check: check}
	a.Open(dialog.NewForm(title, lines, false, []dialog.Field{field}, func(texts []string) (dialog.Result, string) {
		if strings.TrimSpace(texts[0]) == "" {
			return nil, "Type a description. It is removed from one key at a time."
		}
		items := make([]write.Item, len(c.active))
		for i, it := range c.active {
			it.Write.Text = texts[0]
			items[i] = it
		}
		return bulkOf{a, "Describing marked keys", items}, ""
	}))
}

// describedLines says of each key what it is described as, and how many of them are given another description.
func (a *Room) describedLines(items []write.Item) []dialog.Line {
	lines := make([]dialog.Line, 0, len(items)+2)
	replaced, unknown := 0, 0
	room := max(a.Height-20, 5)
	for i, it := range items {
		w := it.Write
		now, known := a.Description(iamsvc.Key{ID: w.Key, User: w.User})
		words := "no description"
		switch {
		case !known:
			unknown++
			words = "description not known"
		case now != "":
			replaced++
			words = now
		}
		if i < room || len(items) <= room+1 {
			lines = append(lines, dialog.Line{Text: w.Key + " of " + w.User.String() + ": " + words})
		}
	}
	if more := len(items) - len(lines); more > 0 {
		lines = append(lines, dialog.Line{Text: "and " + text.Count(more) + " more", Tone: dialog.Dim})
	}
	if replaced > 0 {
		words := "The descriptions that there are (" + text.Count(replaced) + ") are replaced."
		lines = append(lines, dialog.Line{Text: words, Tone: dialog.Warn})
	}
	if unknown > 0 {
		words := "Not known of " + text.Many(unknown, "key") + ": a description that one has is replaced."
		lines = append(lines, dialog.Line{Text: words, Tone: dialog.Warn})
	}
	return lines
}
