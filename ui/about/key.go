package about

import (
	"time"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/rotation"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/text"
)

// mostKeys is how many keys of one user are judged by their findings: IAM allows two, other servers thousands.
const mostKeys = 20

// findingLines says what is to be found fault with in a key and what to do about it, the worst first.
func findingLines(s *stage.Stage, of Subject) []Line {
	found, open, judged := findings(s, of)
	if !judged {
		return nil
	}
	var lines []Line
	for f := range found.WithoutImplied().All() {
		title := f.String() + ": " + f.Title(*s.Config.Thresholds)
		lines = append(lines, Line{State: Told, Words: []string{title}, Tone: dialog.Warn, Advice: f.Advice()})
	}
	switch {
	case len(lines) == 0 && open == 0:
		lines = []Line{{State: None}}
	case len(lines) == 0:
		unknown := "none so far; not known yet: " + open.WithoutImplied().String()
		lines = []Line{{State: Told, Words: []string{unknown}, Tone: dialog.Dim}}
	}
	lines[0].Label = "findings"
	return lines
}

// findings returns those of a key, and those that it may have once more is known; false if it cannot be judged.
func findings(s *stage.Stage, of Subject) (found, open audit.Set, judged bool) {
	if list := s.Store.Keys(of.User); list == nil || len(list.Value) > mostKeys {
		return 0, 0, false
	}
	attached := &s.Store.Details(of.User).Attached
	quarantine := audit.SetOf(audit.Quarantined)
	for _, row := range audit.UserRows(s.Store, s.Config.Clock, *s.Config.Thresholds, of.User, s.Config.Clock.Now()) {
		if row.KeyID != of.Key.ID {
			continue
		}
		found, open = row.Findings, row.Unjudged
		if attached.Known() {
			open &^= quarantine
		}
		if iamsvc.Quarantined(attached.Value) {
			found |= quarantine
		}
		return found, open, true
	}
	return 0, 0, false
}

func descriptionLine(s *stage.Stage, of Subject) []Line {
	texts := s.Store.Descriptions(of.User)
	return []Line{Of("description", texts, func(all map[string]string) []string { return oneOrNone(all[of.Key.ID]) })}
}

// rotationLine says what the rotation of a key waits for, if a newer one may take its place.
func rotationLine(s *stage.Stage, of Subject) []Line {
	if !s.Store.Keys(of.User).Known() {
		return nil
	}
	now := s.Config.Clock.Now()
	state := s.RotationFacts(of.User, of.Key.ID).State(now)
	if state.New.ID == "" || state.Old.ID != of.Key.ID {
		return nil
	}
	newer := s.ShortID(state.New.ID) + " is newer. "
	l := Line{Label: "rotation", State: Told, Tone: dialog.Plain}
	until := onDate(s, state.Until)
	switch {
	case state.Stage == rotation.StageDeactivate:
		l.Words = []string{newer + "This one is not used any more: deactivate it."}
	case state.Stage == rotation.StageWait && state.Until.IsZero():
		l.Words = []string{newer + "When this one was used last is not known."}
	case state.Stage == rotation.StageWait:
		l.Words = []string{newer + "If it is not used again, this one can be deactivated " + until + "."}
	case state.Until.IsZero():
		l.Words = []string{newer + "Since when this one is inactive is not known."}
	case state.Due(now):
		l.Words = []string{newer + "This one has been inactive for long enough: delete it."}
	case state.Estimated:
		l.Words = []string{newer + "This one can be deleted " + until + " at the earliest."}
	default:
		l.Words = []string{newer + "This one can be deleted " + until + "."}
	}
	return []Line{l}
}

// onDate says when something will be: in how long, or on which date where times are shown as dates.
func onDate(s *stage.Stage, at time.Time) string {
	if s.Times == text.Relative {
		return text.Ago(at, s.Config.Clock.Now())
	}
	return "on " + text.Date(at, s.Times)
}
