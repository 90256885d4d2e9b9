package create

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/words"
	"akia/ui/write"
)

// Ask asks whether to create a key for a user, and says what is there already.
func (r *Flow) Ask(user iamsvc.Principal) tea.Cmd {
	if r.Config.ReadOnly {
		return r.Begin(write.Write{Op: write.Create, User: user}, nil)
	}
	f := r.Store.Keys(user)
	if _, loading := f.Asking(); !f.Known() && (loading || f == nil || f.Err == nil) {
		return r.Say(dialog.Warn, "The keys of "+user.String()+" are not known yet")
	}
	if f.Known() && len(f.Value) >= iamsvc.KeysPerUser {
		r.Open(r.askRoom(user, f.Value))
		return nil
	}
	lines := []dialog.Line{{Text: "Account " + r.AccountLabel(), Tone: dialog.Dim}}
	switch {
	case !f.Known():
		why := "Which keys " + user.String() + " has could not be read: " + f.Err.Error()
		lines = append(lines, dialog.Line{Text: why, Tone: dialog.Warn})
	case len(f.Value) == 0:
		lines = append(lines, dialog.Line{Text: user.String() + " has no access key."})
	default:
		lines = append(lines, dialog.Line{Text: user.String() + " has one access key:"})
		lines = append(lines, r.KeyLines(f.Value)...)
	}
	r.Open(dialog.NewAsk("Create an access key for "+user.String()+"?", lines,
		dialog.Button{Label: "Create", Result: write.Write{Op: write.Create, User: user}, Yes: true},
		dialog.Button{Label: "Create with a description" + r.Theme.Marks.Ellipsis, Result: describe{r, user}}).CancelFirst())
	return nil
}

// describe is the answer to create a key with a description.
type describe struct {
	flow *Flow
	user iamsvc.Principal
}

// Do implements stage.Result.
func (d describe) Do() tea.Cmd {
	d.flow.AskDescribed(d.user, nil)
	return nil
}

// AskDescribed asks for the description of a key that is about to be created; made is the user if it was just made
// from here.
func (r *Flow) AskDescribed(user iamsvc.Principal, made *write.NewUser) {
	check := func(s string) string { return stage.Fault(iamsvc.ValidDescription(s)) }
	r.Open(dialog.NewForm("Create an access key for "+user.String(), []dialog.Line{
		{Text: "Account " + r.AccountLabel(), Tone: dialog.Dim},
		{Text: "What is the key for? The description is kept as a tag of the user, as the AWS console does."},
	}, false, []dialog.Field{{Label: "Description", Check: check}}, func(texts []string) (dialog.Result, string) {
		return write.Write{Op: write.Create, User: user, Text: texts[0], New: made}, ""
	}))
}

// askRoom says that a user has all the keys there can be. It offers the rotation, and to remove a key that nobody
// misses.
func (r *Flow) askRoom(user iamsvc.Principal, keys []iamsvc.Key) *dialog.Ask {
	room := r.RotationFacts(user, "").Room(r.Config.Now())
	lines := []dialog.Line{
		{Text: "Account " + r.AccountLabel(), Tone: dialog.Dim},
		{
			Text: user.String() + " has " + strconv.Itoa(len(keys)) + " access keys; IAM allows " +
				strconv.Itoa(iamsvc.KeysPerUser) + ", inactive ones included.",
			Tone: dialog.Warn,
		},
	}
	lines = append(lines, r.KeyLines(keys)...)
	more := r.Theme.Marks.Ellipsis
	var buttons []dialog.Button
	if k := room.Rotate; k.ID != "" {
		lines = append(lines, dialog.Line{Text: "To replace " + k.ID + ", rotate it."})
		rotate := rotateFirst{r, k.User, k.ID}
		buttons = append(buttons, dialog.Button{Label: "Rotate" + more, Result: rotate})
	}
	if k := room.Remove; k.ID != "" {
		lines = append(lines, dialog.Line{Text: "Suggested: delete " + k.ID + ", " + words.Removal(room.Why) + "."})
		remove := removeFirst{r, k.User, k.ID}
		buttons = append(buttons, dialog.Button{Label: "Delete " + r.ShortID(k.ID) + more, Result: remove, Danger: true})
	}
	return dialog.NewAsk("No room for another access key", lines, buttons...).CancelFirst()
}

// rotateFirst is the answer to rotate a key rather than to make room for another; removeFirst that to remove one for
// it.
type (
	rotateFirst struct {
		flow *Flow
		user iamsvc.Principal
		key  string
	}
	removeFirst rotateFirst
)

// Do implements stage.Result.
func (a rotateFirst) Do() tea.Cmd {
	if k, ok := a.flow.Store.Key(a.user, a.key); ok {
		return a.flow.host.Rotate(k)
	}
	return a.flow.Say(dialog.Warn, a.key+" is not there any more")
}

// Do implements stage.Result.
func (a removeFirst) Do() tea.Cmd { return a.flow.host.RemoveFirst(a.user, a.key) }
