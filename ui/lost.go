package ui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/words"
	"akia/ui/write"
)

// settleAgain is the answer to look once more for what became of a create.
type settleAgain struct {
	write   write.Write
	attempt *iamsvc.CreateAttempt
}

// settle finds out what became of a create whose answer was lost. The create counts as under way until that is known.
func (m *Model) settle(w write.Write, attempt *iamsvc.CreateAttempt) tea.Cmd {
	m.UnderWay[w.Subject()] = w
	return tea.Batch(
		m.Say(dialog.Warn, "The answer was lost: akia is finding out whether a key was made for "+userLabel(w.User)),
		write.SendSettle(m.Config.Service, w, attempt),
	)
}

// settled says what became of it: a key whose secret is lost, nothing, or not known yet.
func (m *Model) settled(w write.Write, err error) tea.Cmd {
	m.ForgetKeys(w.User)
	m.Status.News = dialog.Line{}
	var lost *iamsvc.LostKeyError
	if errors.As(err, &lost) && len(lost.Made) == 1 {
		m.OpenByItself(m.lostDialog(w, lost))
		return nil
	}
	e := iamsvc.AsError(err)
	if e != nil && e.Attempt != nil {
		m.Status.Last = e
		m.OpenByItself(dialog.NewAsk("Was a key made for "+userLabel(w.User)+"?", []dialog.Line{
			{Text: "Account " + m.AccountLabel(), Tone: dialog.Dim},
			{Text: e.Error(), Tone: dialog.Warn},
			{Text: "Creating another one now could lose this one's secret unnoticed."},
		}, dialog.Button{Label: "Check again", Result: settleAgain{w, e.Attempt}, Yes: true}))
		return nil
	}
	return m.Fail(e)
}

// lostDialog offers to delete the key whose secret never arrived.
func (m *Model) lostDialog(w write.Write, lost *iamsvc.LostKeyError) dialog.Dialog {
	k := lost.Made[0]
	k.User = w.User
	m.Status.Last = lost.Err
	use, known := lost.Uses[k.ID]
	seen := iamsvc.SeenKey{Key: k, LastUse: use, LastUseKnown: known}
	m.browse.Want(w.User, k.ID)
	return dialog.NewAsk("A key was made whose secret never arrived", []dialog.Line{
		{Text: "Account " + m.AccountLabel(), Tone: dialog.Dim},
		{Text: k.ID + " of " + userLabel(k.User), Tone: dialog.Strong},
		{Text: words.Remedy(lost.Err.Remedy(), words.Screen), Tone: dialog.Warn},
	}, dialog.Button{Label: "Delete it", Result: deletion{seen}, Danger: true, Yes: true})
}
