package ledger

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"akia/iamsvc/journal"
	"akia/ui/cli/exit"
	"akia/ui/cli/system"
)

// journalPath returns where the journal is.
func journalPath(getenv func(string) string) (string, error) {
	folder, err := journal.Folder(runtime.GOOS, getenv)
	if err != nil {
		return "", err
	}
	return filepath.Join(folder, journal.FileName), nil
}

// OpenJournal opens the journal to write to, and makes it if there is none.
func OpenJournal(getenv func(string) string) (*journal.Journal, error) {
	path, err := journalPath(getenv)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	if err := system.CheckFolder(filepath.Dir(path)); err != nil {
		return nil, err
	}
	file, err := system.OpenPrivate(path)
	if err != nil {
		return nil, err
	}
	kept, err := journal.New(file)
	if err != nil {
		_ = file.Close() // nothing was written
	}
	return kept, err
}

// ReadJournal reads the newest changes of the journal. That there is none is no error.
func ReadJournal(getenv func(string) string, limit int) (journal.Tail, error) {
	path, err := journalPath(getenv)
	if err != nil {
		return journal.Tail{}, exit.Usage("the journal cannot be found: %s", err)
	}
	if err := system.CheckFolder(filepath.Dir(path)); err != nil {
		return journal.Tail{}, fmt.Errorf("the journal cannot be read: %w", err)
	}
	file, err := system.ReadPrivate(path)
	if errors.Is(err, fs.ErrNotExist) {
		return journal.Tail{}, nil
	}
	if err != nil {
		return journal.Tail{}, fmt.Errorf("the journal cannot be read: %w", err)
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil {
		return journal.Tail{}, fmt.Errorf("the journal cannot be read: %w", system.Reason(err))
	}
	return journal.Newest(file, info.Size(), limit)
}
