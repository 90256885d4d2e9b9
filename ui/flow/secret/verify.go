package secret

import (
	"context"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/stage"
)

// verify asks STS who the new key is. The key signs that one call and no other.
func (r *Flow) verify(d *dialog.Reveal) tea.Cmd {
	d.SetNote(dialog.Line{Text: "Asking STS who the new key is", Tone: dialog.Dim})
	k, svc, waits := iamsvc.NewKey{Key: d.Key(), Secret: d.Secret()}, r.Config.Service, make(chan time.Duration, 1)
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
		return verified{r, k.ID, id, err}
	}
	return tea.Batch(ask, r.nextWait(k.ID, waits))
}

// nextWait returns how long the check of a key has waited, once there is more to say.
func (r *Flow) nextWait(keyID string, waits <-chan time.Duration) tea.Cmd {
	return func() tea.Msg {
		waited, ok := <-waits
		if !ok {
			return nil
		}
		return verifying{r, keyID, waited, waits}
	}
}

// verifying says for how long IAM has not known a new key; more of them may come from the channel.
type verifying struct {
	flow   *Flow
	keyID  string
	waited time.Duration
	more   <-chan time.Duration
}

// Take implements stage.Message: it shows how long IAM has not known the key yet.
func (msg verifying) Take() tea.Cmd {
	if d, ok := msg.flow.of(msg.keyID); ok {
		waited := strconv.Itoa(int(msg.waited / time.Second))
		note := "IAM does not know the new key yet: asked for " + waited + " s, for 30 s at most"
		d.SetNote(dialog.Line{Text: note, Tone: dialog.Dim})
	}
	return msg.flow.nextWait(msg.keyID, msg.more)
}

// verified says who a new key is, or what failed.
type verified struct {
	flow  *Flow
	keyID string
	id    iamsvc.Identity
	err   error
}

// Take implements stage.Message: it notes in the window of the secret whether the key works.
func (msg verified) Take() tea.Cmd {
	d, ok := msg.flow.of(msg.keyID)
	switch err := iamsvc.AsError(msg.err); {
	case !ok:
	case err != nil:
		msg.flow.Status.Last = err
		d.SetNote(dialog.Line{Text: msg.flow.ErrorWords(err), Tone: dialog.Bad})
	default:
		d.SetNote(dialog.Line{Text: "Works as " + msg.id.ARN, Tone: dialog.Good})
	}
	return nil
}
