package stage

import (
	"errors"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc/child"
	"akia/ui/dialog"
)

// lender is a terminal that runs nothing.
type lender struct {
	ran   []string
	ended func([]byte, error) tea.Msg
}

func (l *lender) give(p Program, ended func([]byte, error) tea.Msg) tea.Cmd {
	l.ran, l.ended = append(l.ran, p.Argv[0]), ended
	return func() tea.Msg { return nil }
}

func TestAProgramHasTheTerminalAloneAndWhatItLeavesIsSeenAnew(t *testing.T) {
	now := time.Date(2026, 3, 14, 9, 26, 53, 0, time.UTC)
	l := &lender{}
	s := New(Config{HandOver: l.give, Now: func() time.Time { return now }})
	s.Open(dialog.NewAsk("Delete?", nil, dialog.Button{Label: "Delete", Yes: true, Result: dialog.Leave{}}))
	now = now.Add(time.Minute)
	run := func(name string) (got *string, cmd tea.Cmd) {
		got = new(string)
		return got, s.RunInTerminal(Program{Command: child.Command{Argv: []string{name}}}, func(out []byte, err error) tea.Cmd {
			*got = string(out) + err.Error()
			return nil
		})
	}
	got, cmd := run("first")
	if cmd == nil {
		t.Fatal("the first is not run")
	}
	if _, second := run("second"); second != nil || len(l.ran) != 1 {
		t.Errorf("a second one is run beside the first: %v", l.ran)
	}
	if !s.Top().Takes(tea.KeyPressMsg{Code: 'y', Text: "y"}, now) {
		t.Fatal("the question took no answer before")
	}
	msg, ok := l.ended([]byte("out "), errors.New("failed")).(Message)
	if !ok {
		t.Fatal("how it ended comes by no message of the stage")
	}
	msg.Take()
	if *got != "out failed" {
		t.Errorf("what follows got %q", *got)
	}
	if s.Top().Takes(tea.KeyPressMsg{Code: 'y', Text: "y"}, now) {
		t.Error("the question takes an answer before it could be seen again")
	}
	if _, again := run("third"); again == nil {
		t.Error("nothing can be run any more")
	}
}

func TestWithoutATerminalNothingIsRun(t *testing.T) {
	s := New(Config{Now: time.Now})
	s.RunInTerminal(Program{Command: child.Command{Argv: []string{"aws"}}}, func([]byte, error) tea.Cmd {
		t.Error("it was run")
		return nil
	})
	if want := "There is no terminal to run aws in: nothing was run"; s.Status.News.Text != want {
		t.Errorf("the news is %q", s.Status.News.Text)
	}
}
