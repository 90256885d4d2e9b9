package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
)

// verifiedMsg says who a new key is, or what failed.
type verifiedMsg struct {
	keyID string
	id    iamsvc.Identity
	err   error
}

// verify asks STS who the new key is. The key signs that one call and no other.
func (m *Model) verify(d *dialog.Reveal) tea.Cmd {
	d.SetNote(dialog.Line{Text: "Asking STS who the new key is. IAM may take up to 30 s to know it.", Tone: dialog.Dim})
	k, svc := iamsvc.NewKey{Key: d.Key(), Secret: d.Secret()}, m.cfg.Service
	return func() tea.Msg {
		ctx, cancel := context.WithTimeout(context.Background(), writeDeadline)
		defer cancel()
		id, err := svc.VerifyKey(ctx, k, nil)
		return verifiedMsg{k.ID, id, err}
	}
}

// verified notes in the window of the secret whether the key works.
func (m *Model) verified(msg verifiedMsg) {
	d, ok := m.revealed(msg.keyID)
	switch err := iamsvc.AsError(msg.err); {
	case !ok:
	case err != nil:
		m.status.last = err
		d.SetNote(dialog.Line{Text: errorWords(err), Tone: dialog.Bad})
	default:
		d.SetNote(dialog.Line{Text: "Works as " + msg.id.ARN, Tone: dialog.Good})
	}
}
