package newuser

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
	named   struct{ decided } // it has a name: what may it do?
	inFile  struct{ decided } // its policy is in a file: which?
	allDone struct{ decided } // all is decided: shown before it is done
)

// decided is a user as far as it is decided on.
type decided struct {
	flow *Flow
	write.NewUser
}

// Do implements stage.Result.
func (n named) Do() tea.Cmd {
	n.flow.Open(n.flow.askMay(n.decided))
	return nil
}

// Do implements stage.Result.
func (n inFile) Do() tea.Cmd {
	n.flow.Open(n.flow.askPolicyFile(policyFile{decided: n.decided, name: "Inline"}, ""))
	return nil
}

// Do implements stage.Result.
func (n allDone) Do() tea.Cmd {
	n.flow.Open(n.flow.askCreate(n.NewUser))
	return nil
}

// Ask asks for the name, the path and the tags of a user to be made.
func (r *Flow) Ask() tea.Cmd {
	if r.Config.ReadOnly {
		return r.Say(dialog.Warn, write.ReadOnlyNote)
	}
	r.Open(dialog.NewForm("New user", []dialog.Line{
		{Text: "Account " + r.AccountLabel(), Tone: dialog.Dim},
		{Text: "Tags are optional, as key=value, separated by commas. You'll review everything before anything is created."},
	}, false, []dialog.Field{
		{Label: "Name", Check: func(s string) string { return stage.Fault(iamsvc.ValidNewUserName(s)) }},
		{Label: "Path", Value: "/", Check: func(s string) string { return stage.Fault(iamsvc.ValidPath(s)) }},
		{Label: "Tags", Check: func(s string) string { return stage.Fault(iamsvc.ValidTags(parseTags(s))) }},
	}, func(texts []string) (dialog.Result, string) {
		user := iamsvc.NewUser{Name: texts[0], Path: texts[1], Tags: parseTags(texts[2])}
		return named{decided{r, write.NewUser{User: user}}}, ""
	}))
	return nil
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
func (r *Flow) askMay(n decided) dialog.Dialog {
	options := []dialog.Option{{Label: "Nothing yet", Note: "a user without a policy", Result: allDone{n}}}
	for _, p := range policy.Templates(r.Store.Identity.Value.Partition()) {
		with := n
		with.Policy = p
		options = append(options, dialog.Option{Label: p.Name, Note: p.Summary, Result: allDone{with}})
	}
	fromFile := dialog.Option{Label: "A policy from a file" + r.Theme.Marks.Ellipsis, Note: "as JSON", Result: inFile{n}}
	return dialog.NewMenu("What may "+n.User.Name+" do?", []dialog.Line{
		{Text: "The policy is written into the user itself."},
	}, append(options, fromFile)...)
}

// askCreate shows all that was decided, and asks.
func (r *Flow) askCreate(n write.NewUser) dialog.Dialog {
	lines := []dialog.Line{
		{Text: "Account " + r.AccountLabel(), Tone: dialog.Dim},
		{Label: "name", Text: n.User.Name, Tone: dialog.Strong},
		{Label: "path", Text: cmp.Or(n.User.Path, "/")},
	}
	label := "tags"
	for _, t := range n.User.Tags {
		lines, label = append(lines, dialog.Entry(label, t.Key+" = "+t.Value)), " "
	}
	lines = append(lines, r.policyPreview(n.Policy)...)
	create := write.Write{Op: write.CreateUser, User: iamsvc.NamedUser(n.User.Name), New: &n}
	button := dialog.Button{Label: "Create user", Result: create, Yes: true}
	return dialog.NewAsk("Create this user?", lines, button).CancelFirst()
}

// policyPreview shows a policy as it is going to be written.
func (r *Flow) policyPreview(p policy.Template) []dialog.Line {
	if p.Name == "" {
		return []dialog.Line{dialog.Entry("policy", "none")}
	}
	lines := []dialog.Line{dialog.Entry("policy", p.Name)}
	for l := range strings.Lines(p.Document) {
		l = strings.ReplaceAll(strings.TrimRight(l, "\r\n"), "\t", "  ")
		lines = append(lines, dialog.Line{Text: r.Theme.Marks.Border.Side + " " + l, Tone: dialog.Dim})
	}
	return lines
}
