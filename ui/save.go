package ui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/handover"
	"akia/ui/dialog"
	"akia/ui/stage"
)

// saveTo is the choice of a kind of place to save the secret of a key to; saveAt names the very place.
type (
	saveTo struct {
		keyID  string
		target handover.Target
	}
	saveAt saveTo
)

// writePlan is the answer to write what was shown.
type writePlan struct {
	keyID   string
	plan    handover.Plan
	replace bool
}

// savePlannedMsg says what would be written where, or why it cannot be.
type savePlannedMsg struct {
	keyID string
	plan  handover.Plan
	err   error
}

// savedMsg says how writing went.
type savedMsg struct {
	keyID string
	path  string
	err   error
}

// askSave offers the kinds of places that the secret can be brought to.
func (m *Model) askSave(d *dialog.Reveal) tea.Cmd {
	k := d.Key()
	var options []dialog.Option
	for _, t := range handover.Targets(k) {
		options = append(options, dialog.Option{Label: t.Name(), Note: t.DefaultPath(k, m.Config.Env), Result: saveTo{k.ID, t}})
	}
	m.Open(dialog.NewMenu("Save the secret of "+k.ID, m.Config.DemoNote(), options...))
	return nil
}

// askWhere asks for the file, and for the name of a profile.
func (m *Model) askWhere(s saveTo) tea.Cmd {
	d, ok := m.revealed(s.keyID)
	if !ok {
		return nil
	}
	path := dialog.Field{Label: "File", Value: s.target.DefaultPath(d.Key(), m.Config.Env)}
	fields := []dialog.Field{path}
	at := func(texts []string) (dialog.Result, string) { return saveAt(s), "" }
	switch t := s.target.(type) {
	case handover.Profile:
		fields = []dialog.Field{{Label: "Profile", Value: t.Profile}, path}
		at = func(texts []string) (dialog.Result, string) {
			return saveAt{s.keyID, handover.Profile{Profile: texts[0], Path: texts[1]}}, ""
		}
	case handover.File:
		at = func(texts []string) (dialog.Result, string) {
			return saveAt{s.keyID, handover.File{Format: t.Format, Path: texts[0]}}, ""
		}
	}
	lines := append(m.Config.DemoNote(), dialog.Line{Text: "What will be written is shown before it is."})
	m.Open(dialog.NewForm(s.target.Name(), lines, false, fields, at))
	return nil
}

// planSave looks at what is there and what would be written.
func (m *Model) planSave(s saveAt) tea.Cmd {
	d, ok := m.revealed(s.keyID)
	if !ok {
		return nil
	}
	k, env := iamsvc.NewKey{Key: d.Key(), Secret: d.Secret()}, m.Config.Env
	return func() tea.Msg {
		plan, err := s.target.Plan(k, env)
		return savePlannedMsg{s.keyID, plan, err}
	}
}

// savePlanned shows what would be written and asks whether to do it.
func (m *Model) savePlanned(msg savePlannedMsg) tea.Cmd {
	if _, ok := m.revealed(msg.keyID); !ok {
		return nil
	}
	if msg.err != nil {
		m.noteSave(msg.keyID, msg.err)
		return nil
	}
	p := msg.plan
	lines := append(m.Config.DemoNote(), dialog.Line{Text: p.Resolved, Tone: dialog.Strong})
	button := dialog.Button{Label: "Write", Result: writePlan{msg.keyID, p, false}, Yes: true}
	if p.Exists {
		lines = append(lines, dialog.Line{Text: "It already has " + p.Replaces + ".", Tone: dialog.Bad})
		button = dialog.Button{Label: "Replace", Result: writePlan{msg.keyID, p, true}, Yes: true, Danger: true}
	}
	for _, l := range p.Preview {
		lines = append(lines, dialog.Line{Text: m.Theme.Marks.Border.Side + " " + l, Tone: dialog.Dim})
	}
	for _, n := range p.Notes {
		lines = append(lines, dialog.Line{Text: n, Tone: dialog.Warn})
	}
	m.OpenByItself(dialog.NewAsk("Write this?", lines, button))
	return nil
}

func writeSave(w writePlan) tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), stage.WriteDeadline)
		defer cancel()
		path, err := w.plan.Write(ctx, w.replace)
		return savedMsg{w.keyID, path, err}
	}
}

// saved notes in the window of the secret where it went. Only bytes that are on the disk count.
func (m *Model) saved(msg savedMsg) {
	d, ok := m.revealed(msg.keyID)
	if !ok {
		return
	}
	if msg.err != nil {
		m.noteSave(msg.keyID, msg.err)
		return
	}
	d.SetSaved(dialog.Line{Text: "Saved to " + msg.path, Tone: dialog.Good}, true)
}

// noteSave says in the window of the secret why it could not be saved.
func (m *Model) noteSave(keyID string, err error) {
	text := err.Error()
	var h *handover.Error
	if errors.As(err, &h) && h.Advice() != "" {
		text += " " + h.Advice()
	}
	if d, ok := m.revealed(keyID); ok {
		d.SetSaved(dialog.Line{Text: text, Tone: dialog.Bad}, false)
	}
}
