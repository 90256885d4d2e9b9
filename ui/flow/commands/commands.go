// Package commands runs the person's own commands: programs that get facts of the selected row as their arguments,
// after a question that shows them as they are. No shell reads them, and none of them is a secret. What a command
// could need of a row more is a field in [action.Fields] with its value here.
package commands

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/child"
	"akia/iamsvc/shell"
	"akia/ui/action"
	"akia/ui/dialog"
	"akia/ui/stage"
	"akia/ui/text"
)

// Host is what the flow needs of the screen.
type Host interface {
	// SelectedUser returns the user whose row or keys are in focus.
	SelectedUser() (iamsvc.Principal, bool)
	// SelectedKey returns the key under the cursor.
	SelectedKey() (iamsvc.Key, bool)
}

// longest is how long a command may run: a person is at work in it.
const longest = 24 * time.Hour

// Flow runs own commands. Make it with New.
type Flow struct {
	*stage.Stage
	host Host
}

// New returns the flow of a screen.
func New(s *stage.Stage, host Host) *Flow { return &Flow{s, host} }

// Run runs a command on the selected row, once it was asked about.
func (f *Flow) Run(i int) tea.Cmd {
	own := f.Config.Commands[i]
	values := map[string]string{}
	for _, field := range own.Uses() {
		value, why := f.value(field)
		if value == "" {
			return f.Say(dialog.Warn, own.Name+": "+why+": nothing was run")
		}
		if !shell.Pasteable(value) { // what the question shows would not be what runs
			return f.Say(dialog.Warn, own.Name+": the value of {"+field+"} has characters that can't be shown: nothing was run")
		}
		values[field] = value
	}
	argv := own.Fill(values)
	if arg := option(own.Run, argv); arg != "" {
		return f.Say(dialog.Warn, own.Name+": "+arg+" begins with a dash and would be read as an option: nothing was run")
	}
	if own.Unasked {
		return f.start(own.Name, argv)
	}
	lines := []dialog.Line{{Text: "Account " + f.AccountLabel(), Tone: dialog.Dim}}
	if about := f.about(own); about != "" {
		lines = append(lines, dialog.Line{Text: about, Tone: dialog.Strong})
	}
	lines = append(lines, dialog.Line{Text: shell.Line(argv)},
		dialog.Line{Text: "It runs on this machine, without a shell, and with your permissions.", Tone: dialog.Dim})
	button := dialog.Button{Label: "Run", Result: run{f, own.Name, argv}, Yes: true}
	f.Open(dialog.NewAsk(own.Name+"?", lines, button).CancelFirst())
	return nil
}

// run is the answer to run a command.
type run struct {
	flow *Flow
	name string
	argv []string
}

// Do implements stage.Result.
func (r run) Do() tea.Cmd { return r.flow.start(r.name, r.argv) }

// start gives the terminal to a program.
func (f *Flow) start(name string, argv []string) tea.Cmd {
	command := child.Command{Argv: argv, Limit: longest}
	p := stage.Program{Command: command, Title: name + ": " + shell.Line(argv), Pause: true}
	return f.RunInTerminal(p, func(_ []byte, err error) tea.Cmd {
		if err != nil {
			return f.Say(dialog.Warn, name+" failed: "+text.Clean(err.Error()))
		}
		return f.Say(dialog.Good, name+" has ended")
	})
}

// about says what a command is about.
func (f *Flow) about(own action.Custom) string {
	var about []string
	if k, ok := f.host.SelectedKey(); ok && strings.Contains(strings.Join(own.Run, " "), "{"+action.FieldKey+"}") {
		about = append(about, k.ID)
	}
	if user, ok := f.host.SelectedUser(); ok && len(own.Uses()) > 0 {
		about = append(about, user.String())
	}
	return strings.Join(about, " of ")
}

// value returns the value of a field, or why there is none.
func (f *Flow) value(field string) (value, why string) {
	switch field {
	case action.FieldAccount:
		return f.Store.Identity.Value.Account, "the account is not known yet"
	case action.FieldKey:
		k, _ := f.host.SelectedKey()
		return k.ID, "no key is selected, or its ID is not known"
	case action.FieldRegion:
		k, _ := f.host.SelectedKey()
		use := f.Store.LastUse(k.ID)
		if !use.Known() || use.Value.Never() || use.Value.Region == "N/A" {
			return "", "the region that the key was used in last is not known"
		}
		return use.Value.Region, "the region that the key was used in last is not known"
	}
	user, selected := f.host.SelectedUser()
	switch {
	case !selected:
		return "", "no user is selected"
	case user.IsRoot():
		return "", "the root user has no {" + field + "}"
	case field == action.FieldUser:
		return user.UserName(), "the user's name is not known"
	}
	u, _ := f.Store.User(user)
	if field == action.FieldARN {
		return u.ARN, "the ARN of " + user.String() + " is not known yet"
	}
	return u.Path, "the path of " + user.String() + " is not known yet"
}

// option returns an argument that begins with a dash because of a value, where no -- says that none follows is an
// option; empty if there is none.
func option(written, argv []string) string {
	for i, arg := range argv {
		switch {
		case arg == "--" && written[i] == "--":
			return ""
		case strings.HasPrefix(arg, "-") && !strings.HasPrefix(written[i], "-"):
			return arg
		}
	}
	return ""
}
