package ui

import (
	"context"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/stage"
)

// verifiedMsg says who a new key is, or what failed.
type verifiedMsg struct {
	keyID string
	id    iamsvc.Identity
	err   error
}

// verifyingMsg says for how long IAM has not known a new key; more of them may come from the channel.
type verifyingMsg struct {
	keyID  string
	waited time.Duration
	more   <-chan time.Duration
}

// verify asks STS who the new key is. The key signs that one call and no other.
func (m *Model) verify(d *dialog.Reveal) tea.Cmd {
	d.SetNote(dialog.Line{Text: "Asking STS who the new key is", Tone: dialog.Dim})
	k, svc, waits := iamsvc.NewKey{Key: d.Key(), Secret: d.Secret()}, m.Config.Service, make(chan time.Duration, 1)
	ask := func() tea.Msg {
		defer close(waits)
		ctx, cancel := context.WithTimeout(context.Background(), stage.WriteDeadline)
		defer cancel()
		id, err := svc.VerifyKey(ctx, k, func(waited time.Duration) {
			select {
			case waits <- waited:
			default: // the one before was not shown yet
			}
		})
		return verifiedMsg{k.ID, id, err}
	}
	return tea.Batch(ask, nextWait(k.ID, waits))
}

// nextWait returns how long the check of a key has waited, once there is more to say.
func nextWait(keyID string, waits <-chan time.Duration) tea.Cmd {
	return func() tea.Msg {
		waited, ok := <-waits
		if !ok {
			return nil
		}
		return verifyingMsg{keyID, waited, waits}
	}
}

// verifying shows how long IAM has not known the key yet.
func (m *Model) verifying(msg verifyingMsg) tea.Cmd {
	if d, ok := m.revealed(msg.keyID); ok {
		waited := strconv.Itoa(int(msg.waited / time.Second))
		d.SetNote(dialog.Line{Text: "IAM does not know the new key yet: asked for " + waited + " s, for 30 s at most", Tone: dialog.Dim})
	}
	return nextWait(msg.keyID, msg.more)
}

// verified notes in the window of the secret whether the key works.
func (m *Model) verified(msg verifiedMsg) {
	d, ok := m.revealed(msg.keyID)
	switch err := iamsvc.AsError(msg.err); {
	case !ok:
	case err != nil:
		m.Status.Last = err
		d.SetNote(dialog.Line{Text: stage.ErrorWords(err), Tone: dialog.Bad})
	default:
		d.SetNote(dialog.Line{Text: "Works as " + msg.id.ARN, Tone: dialog.Good})
	}
}
