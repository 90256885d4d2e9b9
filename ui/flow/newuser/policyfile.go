package newuser

import (
	"fmt"
	"io"
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc"
	"akia/iamsvc/policy"
	"akia/ui/dialog"
	"akia/ui/stage"
)

// policyFile is the answer to read a policy from a file.
type policyFile struct {
	decided
	path, name string
}

// askPolicyFile asks which file holds the policy of a new user, and what its name is. Fault says what was wrong with
// the one before.
func (r *Flow) askPolicyFile(f policyFile, fault string) dialog.Dialog {
	lines := []dialog.Line{{Text: "A policy in JSON for " + f.User.Name + ". It is shown before anything is done."}}
	if fault != "" {
		lines = append(lines, dialog.Line{Text: fault, Tone: dialog.Bad})
	}
	return dialog.NewForm("Policy from a file", lines, false, []dialog.Field{
		{Label: "File", Value: f.path},
		{Label: "Policy name", Value: f.name, Check: func(s string) string { return stage.Fault(iamsvc.ValidPolicyName(s)) }},
	}, func(texts []string) (dialog.Result, string) {
		if strings.TrimSpace(texts[0]) == "" {
			return nil, "Which file?"
		}
		return policyFile{f.decided, texts[0], texts[1]}, ""
	})
}

// Do implements stage.Result: it reads the file.
func (f policyFile) Do() tea.Cmd {
	env := f.flow.Config.Env
	return func() tea.Msg {
		text, err := policyIn(env.Expand(strings.TrimSpace(f.path)))
		return policyRead{f, text, err}
	}
}

// policyRead says what is in the file, or why it cannot be a policy.
type policyRead struct {
	file policyFile
	text string
	err  error
}

// Take implements stage.Message: it shows the policy before it is written, or asks for another file. That opens by
// itself.
func (msg policyRead) Take() tea.Cmd {
	r := msg.file.flow
	if msg.err != nil {
		r.OpenByItself(r.askPolicyFile(msg.file, msg.err.Error()))
		return nil
	}
	n := msg.file.NewUser
	n.Policy = policy.Template{Name: msg.file.name, Document: msg.text}
	r.OpenByItself(r.askCreate(n))
	return nil
}

// longestPolicy is more than IAM accepts of a policy, and little enough to be read whole.
const longestPolicy = 1 << 20

// policyIn returns the policy in a file. What is not a file, such as a pipe, is not read: it might never end.
func policyIn(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	if !info.Mode().IsRegular() {
		return "", fmt.Errorf("%s is not a file", path)
	}
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer func() { _ = file.Close() }()
	text, err := io.ReadAll(io.LimitReader(file, longestPolicy))
	if err != nil {
		return "", err
	}
	return string(text), iamsvc.ValidPolicyDocument(string(text))
}
