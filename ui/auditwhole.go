package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc/audit"
	"akia/ui/dialog"
	"akia/ui/text"
)

// reportFresh is how old a credential report is at most when IAM has just been asked for it.
const reportFresh = 4 * time.Hour

// exportWait is the answer to export when everything has been read, exportNow that to do so at once.
type (
	exportWait struct{}
	exportNow  struct{}
)

// askExport asks for the file. While something is still to be read it asks before whether to wait for that.
func (m *Model) askExport() tea.Cmd {
	a := &m.audit
	switch {
	case a.view.Len() == 0:
		return m.Say(dialog.Warn, "There is nothing to export")
	case !m.unread():
		return m.askExportFile()
	}
	lines := m.Config.DemoNote()
	for _, words := range m.unchecked() {
		lines = append(lines, dialog.Line{Text: words, Tone: dialog.Warn})
	}
	m.Open(dialog.NewAsk("Not everything is read yet. Wait for it?", lines,
		dialog.Button{Label: "Wait", Result: exportWait{}, Yes: true}, dialog.Button{Label: "Export now, incomplete", Result: exportNow{}}))
	return nil
}

func (exportNow) do(m *Model) tea.Cmd { return m.askExportFile() }

// do has all go on that was paused or stopped, and waits for it.
func (exportWait) do(m *Model) tea.Cmd {
	a := &m.audit
	a.exporting, a.stopped = true, false
	if a.scan.paused() {
		return m.toggleScan()
	}
	if a.scan.begun() && !a.scan.done && !a.scan.running() {
		return m.startScan()
	}
	return nil
}

// followExport asks for the file once everything has been read.
func (m *Model) followExport() tea.Cmd {
	a := &m.audit
	if !a.exporting || !a.open || m.unread() || len(m.Windows) > 0 {
		return nil
	}
	a.exporting = false
	return m.askExportFile()
}

// unread reports whether something can still be read that is not: it is under way, or it will be asked.
func (m *Model) unread() bool {
	a := &m.audit
	if a.report.asking || a.facts.asking || a.scan.begun() && !a.scan.done || m.auditAsking() {
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

// unchecked says what was not found out, a sentence each.
func (m *Model) unchecked() []string {
	a := &m.audit
	var words []string
	add := func(holds bool, sentence string) {
		if holds {
			words = append(words, sentence)
		}
	}
	ids, uses := a.missingIDs(), 0
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
	add(a.scan.paused(), "The exact scan is paused.")
	add(a.scan.progress().Failed > 0, text.Many(a.scan.progress().Failed, "question")+" failed.")
	add(ids > 0, "The IDs of "+text.Many(ids, "key")+" are not known.")
	add(uses > 0, "The last use of "+text.Many(uses, "key")+" is not known.")
	add(a.absent() > 0, text.Many(a.absent(), "user")+" not in the credential report: their keys are not known.")
	add(!generated.IsZero() && !a.scan.done && m.Config.Clock.Now().Sub(generated) > reportFresh,
		"The credential report is "+text.Span(m.Config.Clock.Now().Sub(generated))+" old: what has changed since is missing.")
	return words
}
