package journal

import (
	"fmt"
	"os"
	"sync"
)

// Journal appends lines to a file. Its methods may be called from any goroutine, and several processes may append to one
// file: each line is one write.
type Journal struct {
	mu   sync.Mutex
	file *os.File
	// torn says that the file may end within a line: the next one must not be taken for the rest of it.
	torn bool
}

// New returns a Journal that appends to file, which was opened for reading and appending.
func New(file *os.File) (*Journal, error) {
	torn, err := endsTorn(file)
	if err != nil {
		return nil, fmt.Errorf("read the end of the journal: %w", err)
	}
	return &Journal{file: file, torn: torn}, nil
}

// endsTorn reports whether the file has something in it and does not end with a line break, as after a crash.
func endsTorn(file *os.File) (bool, error) {
	info, err := file.Stat()
	if err != nil || info.Size() == 0 {
		return false, err
	}
	var last [1]byte
	if _, err := file.ReadAt(last[:], info.Size()-1); err != nil {
		return false, err
	}
	return last[0] != '\n', nil
}

// Intend appends the line of a change that is about to be made, and returns when it is on the disk.
func (j *Journal) Intend(l Line) error {
	l.Stage = Intent
	if err := j.append(l); err != nil {
		return err
	}
	if err := j.file.Sync(); err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	return nil
}

// End appends the line that says how a change ended.
func (j *Journal) End(l Line) error {
	l.Stage = Outcome
	return j.append(l)
}

// Close closes the file.
func (j *Journal) Close() error { return j.file.Close() }

func (j *Journal) append(l Line) error {
	text, err := l.encode()
	if err != nil {
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.torn {
		text = append([]byte{'\n'}, text...)
	}
	n, err := j.file.Write(text)
	if err != nil {
		j.torn = j.torn || n > 0
		return fmt.Errorf("write the journal: %w", err)
	}
	j.torn = false
	return nil
}
