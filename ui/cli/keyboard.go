package cli

import (
	"io"
	"os"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"
)

// drain is how long quitting waits for what has been read already to be taken.
const drain = 10 * time.Millisecond

// keyboard is a terminal's input that outlives the terminal. Bubble Tea takes a failure to read for the end of the program;
// but the answer to a change may be on its way, and it should be waited for as on any other signal to end.
//
// It also makes quitting quick. Bubble Tea waits for its reader, which hangs for half a second if it has read something,
// such as an answer of the terminal, that the program takes no more. So once the program quits nothing more is read, and
// quitting waits for a moment, in which what was read is taken and ignored.
type keyboard struct {
	*os.File
	// lost is called when nothing can be read any more.
	lost func()
	// send passes a message to the program.
	send func(tea.Msg)
	// closed says that the program quits.
	closed *atomic.Bool
}

// Read implements io.Reader. It fails with io.EOF alone, after which the program goes on without input.
func (k *keyboard) Read(p []byte) (int, error) {
	n, err := k.File.Read(p)
	switch {
	case k.closed.Load():
		return 0, io.EOF
	case err != nil:
		k.lost()
		return n, io.EOF
	default:
		return n, nil
	}
}

// filter implements the filter of tea.WithFilter: it holds the first QuitMsg up, and from then on drops what a person does.
func (k *keyboard) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	_, quits := msg.(tea.QuitMsg)
	switch {
	case quits && !k.closed.Swap(true):
		time.AfterFunc(drain, func() { k.send(msg) })
		return nil
	case !quits && k.closed.Load() && fromPerson(msg):
		return nil
	default:
		return msg
	}
}

// readKeys returns the options by which the program reads its keys from stdin.
func readKeys(stdin io.Reader, lost func(), send func(tea.Msg)) []tea.ProgramOption {
	file, ok := stdin.(*os.File)
	if !ok {
		return []tea.ProgramOption{tea.WithInput(stdin)}
	}
	k := &keyboard{file, lost, send, &atomic.Bool{}}
	return []tea.ProgramOption{tea.WithInput(k), tea.WithFilter(k.filter)}
}
