package terminal

import (
	"io"
	"os"
	"strconv"
	"syscall"

	tea "charm.land/bubbletea/v2"

	"akia/ui/keyboard"
)

// NewKeyboard returns the keyboard that stdin is. When nothing can be read any more, signals receives what a process is
// sent when its terminal is closed: some get none.
func NewKeyboard(stdin io.Reader, signals chan<- os.Signal) *keyboard.Keyboard {
	file, _ := stdin.(*os.File)
	return keyboard.New(file, hangUp(signals), keyboard.SystemClock())
}

// hangUp returns what does what the signal would do that a process gets when its terminal is closed: some get none.
func hangUp(signals chan<- os.Signal) func() {
	return func() {
		select {
		case signals <- syscall.SIGHUP:
		default: // it has been told to end already
		}
	}
}

// input returns what the program reads: the keyboard, which sends messages of its own, or where stdin is no file the
// bytes.
func (p *Program) input() io.Reader {
	if p.Keys.File == nil {
		return p.System.Stdin
	}
	return p.Keys
}

// filter implements the filter of tea.WithFilter.
func (p *Program) filter(model tea.Model, msg tea.Msg) tea.Msg {
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		return p.sizes.believe(size)
	}
	return p.Keys.Filter(model, msg)
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
