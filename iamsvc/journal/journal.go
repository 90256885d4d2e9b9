package journal

import (
	"fmt"
	"io"
	"os"
	"sync"
)

// Journal appends lines to a file. Its methods may be called from any goroutine, and several processes may append to
// one file: each line is one write, and begins on a line of its own whatever the others have left behind.
type Journal struct {
	mu    sync.Mutex
	file  *os.File
	alone bool
}

// New returns a Journal that appends to file, which was opened for reading and appending.
func New(file *os.File) (*Journal, error) {
	if _, err := size(file); err != nil {
		return nil, fmt.Errorf("read the end of the journal: %w", err)
	}
	return &Journal{file: file, alone: share(file)}, nil
}

// Alone reports whether it is known that no other Journal had the file open when this one was made: then a change
// without an outcome has none coming.
func (j *Journal) Alone() bool { return j.alone }

// Intend appends the line of a change that is about to be made, and returns when it is on the disk. With an error the
// change must not be made. A line that was written, but may not be on the disk, is followed by one that says so.
func (j *Journal) Intend(l Line) error {
	l.Stage = Intent
	if err := j.append(l); err != nil {
		return err
	}
	if err := j.file.Sync(); err != nil {
		l.Result = Failed
		_ = j.End(l) // the disk that failed may not take this either
		return fmt.Errorf("write the journal: %w", err)
	}
	return nil
}

// End appends the line that says how a change ended.
func (j *Journal) End(l Line) error {
	l.Stage = Outcome
	return j.append(l)
}

// Newest returns what [Newest] finds in the file.
func (j *Journal) Newest(limit int) (Tail, error) {
	end, err := size(j.file)
	if err != nil {
		return Tail{}, fmt.Errorf("read the journal: %w", err)
	}
	return Newest(j.file, end, limit)
}

// Close closes the file.
func (j *Journal) Close() error { return j.file.Close() }

// append writes a line. The line before it may be torn: by a full disk, a crash, or another program that writes at
// this moment. What the file ends with is looked at first, so that a torn line stays what it is; and again behind the
// line that was written, because another program may have come in between.
func (j *Journal) append(l Line) error {
	text, err := l.encode()
	if err != nil {
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	end, err := size(j.file)
	if err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	broken := append([]byte{'\n'}, text...)
	if !beginsLine(j.file, end) {
		text = broken
	}
	if _, err := j.file.Write(text); err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	end, err = j.file.Seek(0, io.SeekCurrent) // an append moves to the end of what it wrote, wherever that was
	if err != nil || text[0] == '\n' || beginsLine(j.file, end-int64(len(text))) {
		return nil // a file that cannot be asked took the line all the same
	}
	if _, err := j.file.Write(broken); err != nil {
		return fmt.Errorf("write the journal: %w", err)
	}
	return nil
}

// beginsLine reports whether what stands at the offset is the beginning of a line. Where that cannot be read it is not.
func beginsLine(file io.ReaderAt, offset int64) bool {
	if offset <= 0 {
		return offset == 0
	}
	var before [1]byte
	n, _ := file.ReadAt(before[:], offset-1)
	return n == 1 && before[0] == '\n'
}

func size(file *os.File) (int64, error) {
	info, err := file.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
