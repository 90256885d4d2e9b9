package terminal

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"akia/iamsvc/local/localtest"
	"akia/ui"
	"akia/ui/action"
	"akia/ui/cli/clitest"
	"akia/ui/cli/system"
)

// brittle is the screen with a fault: at the key B it panics, in the place that is named.
type brittle struct {
	tea.Model
	where  string
	broken bool
}

func (b *brittle) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch m := msg.(type) {
	case tea.WindowSizeMsg: // of no terminal
		msg = tea.WindowSizeMsg{Width: 100, Height: 30}
	case tea.KeyPressMsg:
		if m.Text == "B" {
			return b, b.breaks()
		}
	}
	_, cmd := b.Model.Update(msg)
	return b, cmd
}

func (b *brittle) breaks() tea.Cmd {
	b.broken = true
	switch b.where {
	case "update":
		panic("on purpose,\nfor a test")
	case "command":
		return tea.Batch(func() tea.Msg { panic("on purpose,\nfor a test") }, func() tea.Msg { return nil })
	default:
		return nil
	}
}

func (b *brittle) View() tea.View {
	if b.broken && b.where == "view" {
		panic("on purpose,\nfor a test")
	}
	return b.Model.View()
}

// A fault does not cost the answer to a change: the program waits for it as on a signal.
func TestAfterAFaultTheAnswerIsWaitedFor(t *testing.T) {
	const create = "CreateAccessKey"
	for _, where := range []string{"update", "command", "view"} {
		t.Run(where, func(t *testing.T) {
			t.Parallel()
			server := clitest.Serve(t, 3)
			user := clitest.NewUser(t, server, "bare")
			server.Inject(localtest.Fault{Action: create, Effect: localtest.DelayAnswer(300 * time.Millisecond)})
			model := ui.New(ui.Config{Service: clitest.Open(t, server, nil), OpenAt: user})
			keys, typist, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _, _ = keys.Close(), typist.Close() }()
			typed := func(text string) {
				if _, err := typist.WriteString(text); err != nil {
					t.Error(err)
				}
			}
			var out, stderr bytes.Buffer
			p := &Program{
				System: system.System{Getenv: os.Getenv, Stdin: keys, Stdout: &out, Stderr: &stderr},
				Keys:   NewKeyboard(keys, nil),
			}
			ended := make(chan error, 1)
			go func() { ended <- p.Run(t.Context(), &brittle{Model: model, where: where}) }()
			clitest.WaitFor(t, "the call", func() bool {
				typed("c")
				time.Sleep(action.Settle + 50*time.Millisecond)
				typed("y")
				return server.Count(create) == 1
			})
			time.Sleep(action.Settle) // as a person: what comes at once with the keys before is a burst
			typed("Bq")               // the second is not taken any more
			if err := <-ended; !errors.Is(err, ErrFault) {
				t.Errorf("ended with %v", err)
			}
			words := strings.Join(model.LastWords(), "\n")
			if !strings.Contains(words, "was not saved") || strings.Contains(words, "not seen") {
				t.Errorf("the last words are %q", words)
			}
			text := stderr.String()
			if !strings.HasPrefix(text, "akia met a fault: on purpose, for a test\n") || !strings.Contains(text, "(*brittle)") {
				t.Errorf("stderr: %s", text)
			}
		})
	}
}

// A screen that cannot go on ends at once.
func TestASecondFaultEndsTheProgram(t *testing.T) {
	g := &guard{inner: faulty{}}
	_, cmd := g.Update(tea.FocusMsg{})
	if cmd == nil {
		t.Fatal("goes on")
	}
	if _, quits := cmd().(tea.QuitMsg); !quits {
		t.Error("does not quit")
	}
	if g.fault == nil || !strings.Contains(string(g.fault.stack), "faulty") {
		t.Errorf("the fault is %+v", g.fault)
	}
}
