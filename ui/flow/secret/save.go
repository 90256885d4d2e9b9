package secret

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
		flow   *Flow
		keyID  string
		target handover.Target
	}
	saveAt saveTo
)

// askSave offers the kinds of places that the secret of a key can be brought to.
func (r *Flow) askSave(k iamsvc.Key) {
	var options []dialog.Option
	for _, t := range handover.Targets(k) {
		options = append(options, dialog.Option{
			Label: t.Name(), Note: t.DefaultPath(k, r.Config.Env), Result: saveTo{r, k.ID, t},
		})
	}
	r.Open(dialog.NewMenu("Save the secret of "+k.ID, r.Config.DemoNote(), options...))
}

// Do implements stage.Result: it asks for the file, and for the name of a profile.
func (s saveTo) Do() tea.Cmd {
	r := s.flow
	d, ok := r.of(s.keyID)
	if !ok {
		return nil
	}
	path := dialog.Field{Label: "File", Value: s.target.DefaultPath(d.Key(), r.Config.Env)}
	fields := []dialog.Field{path}
	at := func(texts []string) (dialog.Result, string) { return saveAt(s), "" }
	switch t := s.target.(type) {
	case handover.Profile:
		fields = []dialog.Field{{Label: "Profile", Value: t.Profile}, path}
		at = func(texts []string) (dialog.Result, string) {
			return saveAt{r, s.keyID, handover.Profile{Profile: texts[0], Path: texts[1]}}, ""
		}
	case handover.File:
		at = func(texts []string) (dialog.Result, string) {
			return saveAt{r, s.keyID, handover.File{Format: t.Format, Path: texts[0]}}, ""
		}
	}
	lines := append(r.Config.DemoNote(), dialog.Line{Text: "What will be written is shown before it is."})
	r.Open(dialog.NewForm(s.target.Name(), lines, false, fields, at))
	return nil
}

// Do implements stage.Result: it looks at what is there and what would be written.
func (s saveAt) Do() tea.Cmd {
	d, ok := s.flow.of(s.keyID)
	if !ok {
		return nil
	}
	k, env := iamsvc.NewKey{Key: d.Key(), Secret: d.Secret()}, s.flow.Config.Env
	return func() tea.Msg {
		plan, err := s.target.Plan(k, env)
		return savePlanned{s.flow, s.keyID, plan, err}
	}
}

// savePlanned says what would be written where, or why it cannot be.
type savePlanned struct {
	flow  *Flow
	keyID string
	plan  handover.Plan
	err   error
}

// Take implements stage.Message: it shows what would be written and asks whether to do it.
func (msg savePlanned) Take() tea.Cmd {
	r := msg.flow
	if _, ok := r.of(msg.keyID); !ok {
		return nil
	}
	if msg.err != nil {
		r.noteSave(msg.keyID, msg.err)
		return nil
	}
	p := msg.plan
	lines := append(r.Config.DemoNote(), dialog.Line{Text: p.Resolved, Tone: dialog.Strong})
	button := dialog.Button{Label: "Write", Result: writePlan{r, msg.keyID, p, false}, Yes: true}
	if p.Exists {
		lines = append(lines, dialog.Line{Text: "It already has " + p.Replaces + ".", Tone: dialog.Bad})
		button = dialog.Button{Label: "Replace", Result: writePlan{r, msg.keyID, p, true}, Yes: true, Danger: true}
	}
	for _, l := range p.Preview {
		lines = append(lines, dialog.Line{Text: r.Theme.Marks.Border.Side + " " + l, Tone: dialog.Dim})
	}
	for _, n := range p.Notes {
		lines = append(lines, dialog.Line{Text: n, Tone: dialog.Warn})
	}
	r.OpenByItself(dialog.NewAsk("Write this?", lines, button))
	return nil
}

// writePlan is the answer to write what was shown.
type writePlan struct {
	flow    *Flow
	keyID   string
	plan    handover.Plan
	replace bool
}

// Do implements stage.Result.
func (w writePlan) Do() tea.Cmd {
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), stage.WriteDeadline)
		defer cancel()
		path, err := w.plan.Write(ctx, w.replace)
		return saved{w.flow, w.keyID, path, err}
	}
}

// saved says how writing went.
type saved struct {
	flow  *Flow
	keyID string
	path  string
	err   error
}

// Take implements stage.Message: it notes in the window of the secret where it went. Only bytes that are on the disk
// count.
func (msg saved) Take() tea.Cmd {
	if msg.err != nil {
		msg.flow.noteSave(msg.keyID, msg.err)
		return nil
	}
	if d, ok := msg.flow.of(msg.keyID); ok {
		d.SetSaved(dialog.Line{Text: "Saved to " + msg.path, Tone: dialog.Good}, true)
	}
	return nil
}

// noteSave says in the window of the secret why it could not be saved.
func (r *Flow) noteSave(keyID string, err error) {
	text := err.Error()
	var h *handover.Error
	if errors.As(err, &h) && h.Advice() != "" {
		text += " " + h.Advice()
	}
	if d, ok := r.of(keyID); ok {
		d.SetSaved(dialog.Line{Text: text, Tone: dialog.Bad}, false)
	}
}
