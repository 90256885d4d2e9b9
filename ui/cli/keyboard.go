package cli

import (
	"io"
	"os"
)

// keyboard is a terminal's input that outlives the terminal. Bubble Tea takes a failure to read for the end of the program;
// but the answer to a change may be on its way, and it should be waited for as on any other signal to end.
type keyboard struct {
	*os.File
	// lost is called when nothing can be read any more.
	lost func()
}

// Read implements io.Reader. It fails with io.EOF alone, after which the program goes on without input.
func (k *keyboard) Read(p []byte) (int, error) {
	n, err := k.File.Read(p)
	if err != nil {
		k.lost()
		return n, io.EOF
	}
	return n, nil
}

// keyboardOf returns what the program reads its keys from.
func keyboardOf(stdin io.Reader, lost func()) io.Reader {
	if file, ok := stdin.(*os.File); ok {
		return &keyboard{file, lost}
	}
	return stdin
}
