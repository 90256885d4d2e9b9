package terminal

import (
	"bytes"
	"os"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"akia/ui/cli/system"
)

func TestPanicIsAFailure(t *testing.T) {
	var stdout bytes.Buffer
	sys := system.System{Getenv: os.Getenv, Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stdout}
	p := &Program{System: sys, Keys: NewKeyboard(sys.Stdin, nil)}
	err := p.Run(t.Context(), faulty{})
	if err == nil || !strings.HasPrefix(err.Error(), "a fault in akia ended it") {
		t.Errorf("ended with %v", err)
	}
}

// faulty is a screen that panics before it has shown anything.
type faulty struct{}

func (faulty) Init() tea.Cmd                       { return nil }
func (faulty) Update(tea.Msg) (tea.Model, tea.Cmd) { panic("on purpose, for a test") }
func (faulty) View() tea.View                      { return tea.NewView("") }
