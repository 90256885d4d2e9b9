package cli

import (
	"os"
	"path/filepath"
	"runtime"

	"akia/iamsvc/journal"
)

// openDebugLog opens the file that --debug names, and returns nil without that flag.
func openDebugLog(path string) (*os.File, error) {
	if path == "" {
		return nil, nil
	}
	file, err := openPrivate(path)
	if err != nil {
		return nil, usage("--debug: %s", err)
	}
	return file, nil
}

// journalPath returns where the journal is.
func journalPath(getenv func(string) string) (string, error) {
	folder, err := journal.Folder(runtime.GOOS, getenv)
	if err != nil {
		return "", err
	}
	return filepath.Join(folder, journal.FileName), nil
}

// openJournal opens the journal, and returns nil where nothing is to be recorded: without it, in an account that is
// gone when the program ends, and where nothing can be changed. That it cannot be opened is told before the screen
// opens: in an emergency a person must not find out at the first key to be deactivated.
func openJournal(set *settings, getenv func(string) string) (*journal.Journal, error) {
	if set.noJournal || set.demo || set.readOnly {
		return nil, nil
	}
	kept, err := openJournalFile(getenv)
	if err != nil {
		return nil, usage("the journal of changes cannot be kept: %s; --no-journal does without it", err)
	}
	return kept, nil
}

func openJournalFile(getenv func(string) string) (*journal.Journal, error) {
	path, err := journalPath(getenv)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	if err := checkFolder(filepath.Dir(path)); err != nil {
		return nil, err
	}
	file, err := openPrivate(path)
	if err != nil {
		return nil, err
	}
	kept, err := journal.New(file)
	if err != nil {
		_ = file.Close() // nothing was written
	}
	return kept, err
}
