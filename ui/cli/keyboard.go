package cli

import (
	"io"
	"os"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"akia/ui/keyboard"
)

// newKeyboard returns the keyboard that stdin is; lost is called when nothing can be read any more.
func newKeyboard(stdin io.Reader, lost func()) *keyboard.Keyboard {
	file, _ := stdin.(*os.File)
	return keyboard.New(file, lost, keyboard.SystemClock())
}

// input returns what the program reads: the keyboard, which sends messages of its own, or where stdin is no file the
// bytes.
func (p *program) input() io.Reader {
	if p.keys.File == nil {
		return p.sys.Stdin
	}
	return p.keys
}

// filter implements the filter of tea.WithFilter.
func (p *program) filter(model tea.Model, msg tea.Msg) tea.Msg {
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		return p.sizes.believe(size)
	}
	return p.keys.Filter(model, msg)
}

// Sizes beyond these are none that a terminal has. An unset one is 0 by 0.
const (
	mostCells = 1 << 20
	mostLines = 4096

	defaultWidth, defaultHeight = 80, 24
)

// sizes tells the sizes of a terminal from what is none.
type sizes struct {
	getenv func(string) string
	last   tea.WindowSizeMsg // the last one that was believed; zero before the first
}

// believe returns a size that the screen can be drawn in: the one that was told, or where that is none the one
// before, or what COLUMNS and LINES say, or that of the terminals of old.
func (s *sizes) believe(told tea.WindowSizeMsg) tea.Msg {
	switch {
	case plausible(told):
		s.last = told
	case s.last == (tea.WindowSizeMsg{}):
		s.last = tea.WindowSizeMsg{Width: s.number("COLUMNS"), Height: s.number("LINES")}
		if !plausible(s.last) {
			s.last = tea.WindowSizeMsg{Width: defaultWidth, Height: defaultHeight}
		}
	}
	return s.last
}

func (s *sizes) number(variable string) int {
	n, err := strconv.Atoi(s.getenv(variable))
	if err != nil {
		return 0
	}
	return n
}

func plausible(size tea.WindowSizeMsg) bool {
	w, h := size.Width, size.Height
	return w > 0 && h > 0 && w <= mostLines && h <= mostLines && w*h <= mostCells
}
