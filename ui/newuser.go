package ui

import (
	"cmp"
	"strings"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/policy"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/write"
)

// The answers on the way to a new user.
type (
	namedUser  struct{ write.NewUser } // it has a name: what may it do?
	policyFile struct{ write.NewUser } // its policy is in a file: which?
	newUser    struct{ write.NewUser } // all is decided: shown before it is done
	undoUser   struct{ make *write.NewUser }
)

// askNewUser asks for the name, the path and the tags of a user to be made.
func (m *Model) askNewUser() tea.Cmd {
	if m.Config.ReadOnly {
		return m.Say(dialog.Warn, write.ReadOnlyNote)
	}
	m.Open(dialog.NewForm("New user", []dialog.Line{
		{Text: "Account " + m.AccountLabel(), Tone: dialog.Dim},
		{Text: "Tags are optional, as key=value, with commas between them. Nothing is done before you have seen it all."},
	}, false, []dialog.Field{
		{Label: "Name", Check: func(s string) string { return sentence(iamsvc.ValidNewUserName(s)) }},
		{Label: "Path", Value: "/", Check: func(s string) string { return sentence(iamsvc.ValidPath(s)) }},
		{Label: "Tags", Check: func(s string) string { return sentence(iamsvc.ValidTags(parseTags(s))) }},
	}, func(texts []string) (dialog.Result, string) {
		return namedUser{write.NewUser{User: iamsvc.NewUser{Name: texts[0], Path: texts[1], Tags: parseTags(texts[2])}}}, ""
	}))
	return nil
}

// sentence says what is wrong; empty if nothing is.
func sentence(err error) string {
	if e := iamsvc.AsError(err); e != nil {
		return e.Error()
	}
	return ""
}

// parseTags reads tags as they are typed. No comma can be in one.
func parseTags(s string) []iamsvc.Tag {
	var tags []iamsvc.Tag
	for part := range strings.SplitSeq(s, ",") {
		if part = strings.TrimSpace(part); part != "" {
			key, value, _ := strings.Cut(part, "=")
			tags = append(tags, iamsvc.Tag{Key: strings.TrimSpace(key), Value: strings.TrimSpace(value)})
		}
	}
	return tags
}

// askMay asks what the new user may do.
func (m *Model) askMay(n write.NewUser) tea.Cmd {
	options := []dialog.Option{{Label: "Nothing yet", Note: "a user without a policy", Result: newUser{n}}}
	for _, p := range policy.Templates(m.Store.Identity.Value.Partition()) {
		with := n
		with.Policy = p
		options = append(options, dialog.Option{Label: p.Name, Note: p.Summary, Result: newUser{with}})
	}
	options = append(options, dialog.Option{Label: "A policy from a file" + m.Theme.Marks.Ellipsis, Note: "as JSON", Result: policyFile{n}})
	m.Open(dialog.NewMenu("What may "+n.User.Name+" do?", []dialog.Line{
		{Text: "The policy is written into the user itself."},
	}, options...))
	return nil
}

// askCreateUser shows all that was decided, and asks.
func (m *Model) askCreateUser(n write.NewUser) dialog.Dialog {
	lines := []dialog.Line{
		{Text: "Account " + m.AccountLabel(), Tone: dialog.Dim},
		{Label: "name", Text: n.User.Name, Tone: dialog.Strong},
		{Label: "path", Text: cmp.Or(n.User.Path, "/")},
	}
	label := "tags"
	for _, t := range n.User.Tags {
		lines, label = append(lines, dialog.Entry(label, t.Key+" = "+t.Value)), " "
	}
	lines = append(lines, m.policyPreview(n.Policy)...)
	return dialog.NewAsk("Create this user?", lines,
		dialog.Button{Label: "Create user", Result: write.Write{Op: write.CreateUser, User: iamsvc.NamedUser(n.User.Name), New: &n}, Yes: true}).CancelFirst()
}

// policyPreview shows a policy as it is going to be written.
func (m *Model) policyPreview(p policy.Template) []dialog.Line {
	if p.Name == "" {
		return []dialog.Line{dialog.Entry("policy", "none")}
	}
	lines := []dialog.Line{dialog.Entry("policy", p.Name)}
	for l := range strings.Lines(p.Document) {
		l = strings.ReplaceAll(strings.TrimRight(l, "\r\n"), "\t", "  ")
		lines = append(lines, dialog.Line{Text: m.Theme.Marks.Border.Side + " " + l, Tone: dialog.Dim})
	}
	return lines
}

// done names the steps of a new user that were carried out.
func (m *Model) done(n *write.NewUser, policy bool) []dialog.Line {
	mark := m.Theme.Marks.Done + " "
	lines := []dialog.Line{
		{Text: "Account " + m.AccountLabel(), Tone: dialog.Dim},
		{Text: mark + "user " + n.User.Name + " was created", Tone: dialog.Good},
	}
	if policy && n.Policy.Name != "" {
		lines = append(lines, dialog.Line{Text: mark + "its policy " + n.Policy.Name + " was written", Tone: dialog.Good})
	}
	return lines
}

// offerKey offers the first key of a new user. It opens by itself.
func (m *Model) offerKey(n *write.NewUser) {
	key := write.Write{Op: write.Create, User: iamsvc.NamedUser(n.User.Name), New: n}
	m.OpenByItself(dialog.NewAsk("Create an access key for "+n.User.Name+"?", m.done(n, true),
		dialog.Button{Label: "Create", Result: key, Yes: true},
		dialog.Button{Label: "With a description" + m.Theme.Marks.Ellipsis, Result: createDescribed{iamsvc.NamedUser(n.User.Name), n}},
		m.undoButton(n)).LeaveBy("No key").CancelFirst())
}

func (m *Model) undoButton(n *write.NewUser) dialog.Button {
	return dialog.Button{Label: "Undo" + m.Theme.Marks.Ellipsis, Result: undoUser{n}, Danger: true}
}

// askPolicyAgain says that the user was made and its policy was not written, and why. It opens by itself.
func (m *Model) askPolicyAgain(w write.Write, why string) {
	n := w.New
	lines := append(m.done(n, false),
		dialog.Line{Text: m.Theme.Marks.Failed + " its policy " + n.Policy.Name + " was not written", Tone: dialog.Bad},
		dialog.Line{Text: why, Tone: dialog.Warn})
	bare := write.NewUser{User: n.User}
	m.OpenByItself(dialog.NewAsk("The policy of "+n.User.Name+" was not written", lines,
		dialog.Button{Label: "Try again", Result: w, Yes: true},
		dialog.Button{Label: "Go on without", Result: withoutPolicy{&bare}},
		m.undoButton(&bare)).LeaveBy("Close").CancelFirst())
}

// withoutPolicy is the answer to go on with a new user without its policy.
type withoutPolicy struct{ make *write.NewUser }

// keyOfNewUserFailed says what was done before the key failed. It opens by itself.
func (m *Model) keyOfNewUserFailed(w write.Write, err *iamsvc.Error) {
	m.Status.Last = err
	lines := append(m.done(w.New, true),
		dialog.Line{Text: m.Theme.Marks.Failed + " no access key was created", Tone: dialog.Bad},
		dialog.Line{Text: stage.ErrorWords(err), Tone: dialog.Warn})
	m.OpenByItself(dialog.NewAsk("No access key for "+w.User.String(), lines,
		dialog.Button{Label: "Try again", Result: w, Yes: true}, m.undoButton(w.New)).LeaveBy("Close").CancelFirst())
}

// askUndoUser asks whether to delete a user that was made from here.
func (m *Model) askUndoUser(n *write.NewUser) {
	words := "The user is deleted. IAM refuses that if it was given keys or anything else meanwhile."
	if n.Policy.Name != "" {
		words = "The policy " + n.Policy.Name + " is deleted, then the user. IAM refuses that if it was given keys or anything else meanwhile."
	}
	m.Open(dialog.NewAsk("Delete the user again?", []dialog.Line{
		{Text: "Account " + m.AccountLabel(), Tone: dialog.Dim},
		{Text: n.User.Name, Tone: dialog.Strong},
		{Text: words, Tone: dialog.Warn},
	}, dialog.Button{Label: "Delete", Result: write.Write{Op: write.DeleteUser, User: iamsvc.NamedUser(n.User.Name), New: n, Undo: true}, Danger: true, Yes: true}))
}
