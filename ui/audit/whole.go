package audit

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc/audit"
	"akia/ui/dialog"
	"akia/ui/text"
	"akia/ui/words"
)

// reportFresh is how old a credential report is at most when IAM has just been asked for it.
const reportFresh = 4 * time.Hour

// exportWait is the answer to export when everything has been read, exportNow that to do so at once.
type (
	exportWait struct {
		room   *Room
		marked []audit.Ref
	}
	exportNow exportWait
)

// AskExport asks for the file that the marked rows are written to, or all that are shown if there are none.
func (a *Room) AskExport() tea.Cmd {
	a.markToCursor()
	return a.askExport(a.MarkedRows())
}

// askExport asks for the file that these rows, or all that are shown if there are none, are written to. While something
// is still to be read it asks before whether to wait for that.
func (a *Room) askExport(marked []audit.Ref) tea.Cmd {
	switch {
	case len(marked) == 0 && a.view.Len() == 0:
		return a.Say(dialog.Warn, words.NoRows)
	case !a.unread():
		return a.askExportFile(marked)
	}
	lines := a.Config.DemoNote()
	for _, words := range a.Unchecked() {
		lines = append(lines, dialog.Line{Text: words, Tone: dialog.Warn})
	}
	a.Open(dialog.NewAsk("Not everything is read yet. Wait for it?", lines,
		dialog.Button{Label: "Wait", Result: exportWait{a, marked}, Yes: true},
		dialog.Button{Label: "Export now, incomplete", Result: exportNow{a, marked}}))
	return nil
}

// Do implements stage.Result.
func (e exportNow) Do() tea.Cmd { return e.room.askExportFile(e.marked) }

// Do has all go on that was paused or stopped, and waits for it.
func (e exportWait) Do() tea.Cmd {
	a := e.room
	a.stopped = false
	a.wait(&waiting{
		until: allRead,
		ready: func() bool { return !a.unread() },
		do:    func() tea.Cmd { return a.askExportFile(e.marked) },
		words: func() string { return "the export waits until everything is read" },
	})
	if a.scan.paused() {
		return a.ToggleScan()
	}
	if a.scan.begun() && !a.scan.done && !a.scan.running() {
		return a.startScan()
	}
	return nil
}

// unread reports whether something can still be read that is not: it is under way, or it will be asked.
func (a *Room) unread() bool {
	if a.report.asking || a.facts.asking || a.scan.begun() && !a.scan.done || a.asking() {
		return true
	}
	for _, r := range a.view.All() {
		switch {
		case r.Root():
		case r.KeyID == "" && r.List == audit.ListUnasked, r.KeyID != "" && r.Use.State == audit.UseUnknown:
			return true
		}
	}
	return false
}

// Unchecked says what was not found out, a sentence each.
func (a *Room) Unchecked() []string {
	var said []string
	add := func(holds bool, sentence string) {
		if holds {
			said = append(said, sentence)
		}
	}
	ids, uses := a.missingIDs(nil), 0
	for _, r := range a.view.All() {
		if !r.Root() && r.Use.State != audit.UseKnown && r.Use.State != audit.UseNever {
			uses++
		}
	}
	generated := a.table.Generated()
	add(a.report.asking, "The credential report is still being read.")
	add(!a.facts.done, "It is not known which users AWS has quarantined.")
	add(!a.facts.done && a.table.Thresholds().Description, "It is not known which keys have a description.")
	add(generated.IsZero() && !a.scan.done, "The account was not gone through to its end.")
	add(a.scan.paused(), "The full scan is paused.")
	add(a.scan.progress().Failed > 0, text.Many(a.scan.progress().Failed, "question")+" failed.")
	add(ids > 0, "The IDs of "+text.Many(ids, "key")+" are not known.")
	add(uses > 0, "The last use of "+text.Many(uses, "key")+" is not known.")
	if unmatched := words.Unmatched(a.view.Unsure()); unmatched != "" {
		said = append(said, unmatched)
	}
	add(a.absent() > 0, text.Many(a.absent(), "user")+" not in the credential report: their keys are not known.")
	add(!generated.IsZero() && !a.scan.done && a.Config.Clock.Now().Sub(generated) > reportFresh,
		"The credential report is "+text.Span(a.Config.Clock.Now().Sub(generated))+" old: what has changed since is missing.")
	return said
}
