package newuser

import (
	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/write"
)

// created shows the new user, and goes on with its policy, or offers a key.
func (r *Flow) created(w write.Write, u iamsvc.User, err *iamsvc.Error) tea.Cmd {
	if err != nil && iamsvc.UserExists(err) && !err.Unclear {
		return r.takeAsFound(w)
	}
	if err != nil {
		return r.Fail(err)
	}
	r.Store.AddUser(u, r.Config.Now())
	r.host.GoTo(u.Principal())
	said := r.SayFor(dialog.Good, "User "+u.Name+" created", write.UndoTime)
	back := removal(w.New)
	back.User = u.Principal()
	r.OfferUndo(back)
	if w.New.Policy.Name == "" {
		r.offerKey(w.New)
		return said
	}
	put := write.Write{Op: write.PutPolicy, User: u.Principal(), New: w.New}
	if why := r.Refusal(put); why != "" {
		r.askPolicyAgain(put, why)
		return said
	}
	return tea.Batch(said, r.Carry(put))
}

// removal is the change that takes a new user back.
func removal(n *write.NewUser) write.Write {
	return write.Write{Op: write.DeleteUser, User: iamsvc.NamedUser(n.User.Name), New: n, Undo: true}
}

// takeAsFound opens a user that was there already.
func (r *Flow) takeAsFound(w write.Write) tea.Cmd {
	r.host.GoTo(w.User)
	words := "There is a user " + w.User.String() + " already: nothing was changed, it is opened as it is"
	if w.New.Policy.Name != "" {
		words = "There is a user " + w.User.String() + " already: it is opened as it is, the policy was not written"
	}
	return r.SayFor(dialog.Warn, words, write.UndoTime)
}

// policyPut offers a key once the policy of a new user is written.
func (r *Flow) policyPut(w write.Write, err *iamsvc.Error) tea.Cmd {
	if err != nil {
		r.Status.Last = err
		r.askPolicyAgain(w, r.ErrorWords(err))
		return nil
	}
	r.Store.EditInline(w.User, w.New.Policy.Name, true, r.Config.Now())
	r.offerKey(w.New)
	return nil
}

// deleted takes the answer to the deletion of a user that was made from here.
func (r *Flow) deleted(w write.Write, err *iamsvc.Error) tea.Cmd {
	r.Store.ForgetDetails(w.User)
	if err != nil {
		return r.Fail(err)
	}
	r.Offer = write.Offer{}
	r.Store.RemoveUser(w.User, r.Config.Now())
	r.host.UsersChanged()
	return r.Say(dialog.Good, "User "+w.User.String()+" deleted again")
}

// done names the steps of a new user that were carried out.
func (r *Flow) done(n *write.NewUser, policy bool) []dialog.Line {
	mark := r.Theme.Marks.Done + " "
	lines := []dialog.Line{
		{Text: "Account " + r.AccountLabel(), Tone: dialog.Dim},
		{Text: mark + "user " + n.User.Name + " was created", Tone: dialog.Good},
	}
	if policy && n.Policy.Name != "" {
		lines = append(lines, dialog.Line{Text: mark + "its policy " + n.Policy.Name + " was written", Tone: dialog.Good})
	}
	return lines
}

// offerKey offers the first key of a new user. It opens by itself.
func (r *Flow) offerKey(n *write.NewUser) {
	key := write.Write{Op: write.Create, User: iamsvc.NamedUser(n.User.Name), New: n}
	r.OpenByItself(dialog.NewAsk("Create an access key for "+n.User.Name+"?", r.done(n, true),
		dialog.Button{Label: "Create", Result: key, Yes: true},
		dialog.Button{Label: "With a description" + r.Theme.Marks.Ellipsis, Result: describeKey{r, n}},
		r.undoButton(n)).LeaveBy("No key").CancelFirst())
}

func (r *Flow) undoButton(n *write.NewUser) dialog.Button {
	return dialog.Button{Label: "Undo" + r.Theme.Marks.Ellipsis, Result: undo{r, n}, Danger: true}
}

// askPolicyAgain says that the user was made and its policy was not written, and why. It opens by itself.
func (r *Flow) askPolicyAgain(w write.Write, why string) {
	n := w.New
	lines := append(r.done(n, false),
		dialog.Line{Text: r.Theme.Marks.Failed + " its policy " + n.Policy.Name + " was not written", Tone: dialog.Bad},
		dialog.Line{Text: why, Tone: dialog.Warn})
	bare := write.NewUser{User: n.User}
	r.OpenByItself(dialog.NewAsk("The policy of "+n.User.Name+" was not written", lines,
		dialog.Button{Label: "Try again", Result: w, Yes: true},
		dialog.Button{Label: "Go on without", Result: withoutPolicy{r, &bare}},
		r.undoButton(&bare)).LeaveBy("Close").CancelFirst())
}

// The answers to what was done so far: to go on without the policy, to describe the first key, to take the user back.
type (
	withoutPolicy step
	describeKey   step
	undo          step
)

type step struct {
	flow *Flow
	made *write.NewUser
}

// Do implements stage.Result.
func (a withoutPolicy) Do() tea.Cmd {
	a.flow.offerKey(a.made)
	return nil
}

// Do implements stage.Result.
func (a describeKey) Do() tea.Cmd {
	a.flow.host.DescribeKey(a.made)
	return nil
}

// Do implements stage.Result.
func (a undo) Do() tea.Cmd {
	a.flow.AskUndo(a.made)
	return nil
}

// KeyFailed says what was done before the key failed. It opens by itself.
func (r *Flow) KeyFailed(w write.Write, err *iamsvc.Error) {
	r.Status.Last = err
	lines := append(r.done(w.New, true),
		dialog.Line{Text: r.Theme.Marks.Failed + " no access key was created", Tone: dialog.Bad},
		dialog.Line{Text: r.ErrorWords(err), Tone: dialog.Warn})
	r.OpenByItself(dialog.NewAsk("No access key for "+w.User.String(), lines,
		dialog.Button{Label: "Try again", Result: w, Yes: true}, r.undoButton(w.New)).LeaveBy("Close").CancelFirst())
}

// AskUndo asks whether to delete a user that was made from here.
func (r *Flow) AskUndo(n *write.NewUser) {
	words := "The user is deleted. IAM refuses that if it was given keys or anything else meanwhile."
	if n.Policy.Name != "" {
		words = "The policy " + n.Policy.Name + " is deleted, then the user. " +
			"IAM refuses that if it was given keys or anything else meanwhile."
	}
	r.Open(dialog.NewAsk("Delete the user again?", []dialog.Line{
		{Text: "Account " + r.AccountLabel(), Tone: dialog.Dim},
		{Text: n.User.Name, Tone: dialog.Strong},
		{Text: words, Tone: dialog.Warn},
	}, dialog.Button{Label: "Delete", Result: removal(n), Danger: true, Yes: true}))
}
