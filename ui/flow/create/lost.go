package create

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/write"
)

// settle finds out what became of a create whose answer was lost. The create counts as under way until that is known.
func (r *Flow) settle(w write.Write, attempt *iamsvc.CreateAttempt) tea.Cmd {
	r.UnderWay[w.Subject()] = w
	return tea.Batch(
		r.Say(dialog.Warn, "The answer was lost: akia is checking whether a key was created for "+w.User.String()),
		write.SendSettle(r.Config.Service, w, attempt),
	)
}

// Settled says what became of it: a key whose secret is lost, nothing, or not known yet.
func (r *Flow) Settled(w write.Write, err error) tea.Cmd {
	r.ForgetKeys(w.User)
	r.Status.News = dialog.Line{}
	var lost *iamsvc.LostKeyError
	if errors.As(err, &lost) && len(lost.Made) == 1 {
		r.OpenByItself(r.lostDialog(w, lost))
		return nil
	}
	e := iamsvc.AsError(err)
	if e != nil && e.Attempt != nil {
		r.Status.Last = e
		r.OpenByItself(dialog.NewAsk("Was a key created for "+w.User.String()+"?", []dialog.Line{
			{Text: "Account " + r.AccountLabel(), Tone: dialog.Dim},
			{Text: e.Error(), Tone: dialog.Warn},
			{Text: "Creating another one now could lose this one's secret unnoticed."},
		}, dialog.Button{Label: "Check again", Result: settleAgain{r, w, e.Attempt}, Yes: true}))
		return nil
	}
	return r.Fail(e)
}

// settleAgain is the answer to look once more for what became of a create.
type settleAgain struct {
	flow    *Flow
	write   write.Write
	attempt *iamsvc.CreateAttempt
}

// Do implements stage.Result.
func (a settleAgain) Do() tea.Cmd { return a.flow.settle(a.write, a.attempt) }

// lostDialog offers to delete the key whose secret never arrived.
func (r *Flow) lostDialog(w write.Write, lost *iamsvc.LostKeyError) dialog.Dialog {
	k := lost.Made[0]
	k.User = w.User
	r.Status.Last = lost.Err
	use, known := lost.Uses[k.ID]
	seen := iamsvc.SeenKey{Key: k, LastUse: use, LastUseKnown: known}
	r.host.Want(w.User, k.ID)
	return dialog.NewAsk("A key was created, but its secret never arrived", []dialog.Line{
		{Text: "Account " + r.AccountLabel(), Tone: dialog.Dim},
		{Text: k.ID + " of " + k.User.String(), Tone: dialog.Strong},
		{Text: r.Remedy(lost.Err.Remedy()), Tone: dialog.Warn},
	}, dialog.Button{Label: "Delete it", Result: deleteLost{r, seen}, Danger: true, Yes: true})
}

// deleteLost is the answer to delete the key whose secret is lost, if it still is what was found.
type deleteLost struct {
	flow *Flow
	seen iamsvc.SeenKey
}

// Do implements stage.Result.
func (a deleteLost) Do() tea.Cmd { return a.flow.DeleteKey(a.seen) }
