package audit

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/export"
	"akia/iamsvc/handover"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/text"
	"akia/ui/words"
)

// exportTo is the answer to write what the audit shows to a file; replaceExport that to do so in place of what is
// there.
type (
	exportTo struct {
		room   *Room
		path   string
		marked []audit.Ref // in place of what is shown; empty for that
	}
	replaceExport struct {
		room *Room
		plan handover.Plan
		rows exported
	}
)

// exported says what is in a file: how many keys of how many, and whether that is all there is to know.
type exported struct {
	keys, of   int
	incomplete bool
}

// words says so.
func (e exported) words(path string) dialog.Line {
	said := dialog.Line{Text: text.Many(e.keys, "key") + " written to " + path, Tone: dialog.Good}
	if e.keys < e.of {
		said.Text = text.Count(e.keys) + " of " + text.Many(e.of, "key") + " written to " + path
	}
	if e.incomplete {
		said.Text, said.Tone = "Incomplete: "+said.Text, dialog.Warn
	}
	return said
}

// exportName returns the name of the file that is offered: also a file whose format has no place for it says if it is
// incomplete.
func (a *Room) exportName() string {
	name := "akia-keys-"
	if id := &a.Store.Identity; id.Known() {
		name += id.Value.Account + "-"
	}
	name += a.Config.Clock.Now().Format("2006-01-02")
	if len(a.Unchecked()) > 0 {
		name += "-partial"
	}
	return name + export.CSV.Extension()
}

// askExportFile asks for the file. What its name ends in decides the format.
func (a *Room) askExportFile(marked []audit.Ref) tea.Cmd {
	if len(marked) == 0 && a.view.Len() == 0 {
		return a.Say(dialog.Warn, words.NoRows)
	}
	lines := a.exportNotes(marked)
	check := func(s string) string {
		if _, ok := formatOf(s); !ok {
			return "The name has to end in .csv, .json, .md or .txt."
		}
		return ""
	}
	a.Open(dialog.NewForm("Export", lines, false, []dialog.Field{{Label: "File", Value: a.exportName(), Check: check}},
		func(texts []string) (dialog.Result, string) { return exportTo{a, texts[0], marked}, "" }))
	return nil
}

// exportNotes says what would be written, and what is missing from it.
func (a *Room) exportNotes(marked []audit.Ref) []dialog.Line {
	lines := append(a.Config.DemoNote(), dialog.Line{Text: a.exportedRows(marked)})
	if a.Config.PathPrefix != "" {
		only := "Only keys of users under " + a.Config.PathPrefix + " are among them."
		lines = append(lines, dialog.Line{Text: only, Tone: dialog.Warn})
	}
	lines = append(lines, dialog.Line{
		Tone: dialog.Dim,
		Text: "The name says the format: .csv, .json, .md or .txt. A relative path starts at " + a.Config.Env.Dir + ".",
	})
	if n := a.table.Len() - a.view.Len(); n > 0 && len(marked) == 0 {
		lines = append(lines, dialog.Line{Text: "The filter leaves out " + text.Many(n, "key") + ".", Tone: dialog.Warn})
	}
	for _, words := range a.Unchecked() {
		if !strings.HasPrefix(words, "The IDs of ") { // said below
			lines = append(lines, dialog.Line{Text: words, Tone: dialog.Warn})
		}
	}
	if n := a.missingIDs(marked); n > 0 {
		are := " are"
		if n == 1 {
			are = " is"
		}
		missing := text.Many(n, "key ID") + are + " not known yet and will be empty."
		lines = append(lines, dialog.Line{Text: missing, Tone: dialog.Warn})
	}
	return lines
}

// exportedRows says which rows would be written.
func (a *Room) exportedRows(marked []audit.Ref) string {
	switch shown := a.view.Len(); {
	case len(marked) == 1:
		return "The one marked key."
	case len(marked) > 1:
		return "The " + text.Count(len(marked)) + " marked keys. Without marks: all that are shown."
	case shown == 1:
		return "The one key that is shown."
	default:
		return "The " + text.Count(shown) + " keys that are shown, in their order."
	}
}

// missingIDs returns how many of the rows that would be written have no key ID yet. That of the root user's key nobody
// else may list.
func (a *Room) missingIDs(marked []audit.Ref) int {
	n := 0
	if a.table.Summary().NoID > 0 {
		for _, r := range a.rowsToWrite(marked) {
			if r.KeyID == "" && !r.Root() {
				n++
			}
		}
	}
	return n
}

// rowsToWrite returns a copy of the marked rows that are still there; of those that are shown if none were marked.
func (a *Room) rowsToWrite(marked []audit.Ref) []audit.Row {
	if len(marked) == 0 {
		return slices.AppendSeq(make([]audit.Row, 0, a.view.Len()), a.view.Rows())
	}
	rows := make([]audit.Row, 0, len(marked))
	for _, ref := range marked {
		if r, ok := a.table.Row(ref); ok {
			rows = append(rows, r)
		}
	}
	return rows
}

// formatOf returns the format that a file's name says.
func formatOf(path string) (export.Format, bool) {
	for _, f := range export.Formats() {
		if strings.EqualFold(filepath.Ext(path), f.Extension()) {
			return f, true
		}
	}
	return "", false
}

// exportPlannedMsg says what would be written where; exportedMsg how writing went.
type (
	exportPlannedMsg struct {
		room *Room
		plan handover.Plan
		rows exported
		err  error
	}
	exportedMsg struct {
		room *Room
		path string
		rows exported
		err  error
	}
)

// Do writes the rows as they are now: the command has a copy of them.
func (e exportTo) Do() tea.Cmd {
	a := e.room
	format, _ := formatOf(e.path)
	rows := a.rowsToWrite(e.marked)
	d, env := a.document(rows), a.Config.Env
	if len(e.marked) > 0 {
		d.Filter, d.Marked = "", true
	}
	n := exported{len(rows), a.table.Len(), d.Incomplete()}
	return func() tea.Msg {
		var b bytes.Buffer
		if err := export.Write(&b, format, d); err != nil {
			return exportPlannedMsg{room: a, err: err}
		}
		plan, err := handover.Text{Path: e.path, Content: b.Bytes()}.Plan(env)
		return exportPlannedMsg{a, plan, n, err}
	}
}

// Document is what the audit shows, for an export.
func (a *Room) Document() export.Document { return a.document(a.rowsToWrite(nil)) }

// document has these rows of the table.
func (a *Room) document(rows []audit.Row) export.Document {
	d := export.Document{
		PathPrefix: a.Config.PathPrefix, Now: a.Config.Clock.Now(),
		Generated: a.table.Generated(), Thresholds: a.table.Thresholds(),
		Rows: slices.Values(rows), Unchecked: a.Unchecked(),
		Filter: a.view.Filter().String(), Hidden: a.table.Len() - len(rows),
	}
	if id := &a.Store.Identity; id.Known() {
		d.Account, d.Alias = id.Value.Account, id.Value.Alias
	}
	return d
}

// Take writes the file; if there is one it asks first.
func (msg exportPlannedMsg) Take() tea.Cmd {
	a := msg.room
	if msg.err != nil {
		return a.exportFailed(msg.err)
	}
	if !msg.plan.Exists {
		return a.writeExport(msg.plan, msg.rows, false)
	}
	a.OpenByItself(dialog.NewAsk("Replace this file?", append(a.Config.DemoNote(),
		dialog.Line{Text: msg.plan.Resolved, Tone: dialog.Strong},
		dialog.Line{Text: "There is " + msg.plan.Replaces + ".", Tone: dialog.Bad},
	), dialog.Button{Label: "Replace", Result: replaceExport{a, msg.plan, msg.rows}, Danger: true, Yes: true}))
	return nil
}

// Do implements stage.Result.
func (r replaceExport) Do() tea.Cmd { return r.room.writeExport(r.plan, r.rows, true) }

func (a *Room) writeExport(plan handover.Plan, rows exported, replace bool) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), stage.WriteDeadline)
		defer cancel()
		path, err := plan.Write(ctx, replace)
		return exportedMsg{a, path, rows, err}
	}
}

// Take says how it went.
func (msg exportedMsg) Take() tea.Cmd {
	a := msg.room
	if msg.err != nil {
		return a.exportFailed(msg.err)
	}
	said := msg.rows.words(msg.path)
	return a.Say(said.Tone, said.Text)
}

// exportFailed says why there is no file.
func (a *Room) exportFailed(err error) tea.Cmd {
	words := err.Error()
	if h := (*handover.Error)(nil); errors.As(err, &h) {
		words = strings.TrimSpace(words + " " + h.Advice())
	} else if e := iamsvc.AsError(err); e != nil {
		return a.Fail(e)
	}
	a.Open(dialog.NewPage("Not exported", dialog.Line{Text: words, Tone: dialog.Bad}))
	return nil
}
