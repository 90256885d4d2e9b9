package session

import (
	"os"

	"akia/iamsvc/journal"
	"akia/ui/cli/exit"
	"akia/ui/cli/ledger"
	"akia/ui/cli/settings"
	"akia/ui/cli/system"
)

// openDebugLog opens the file that --debug names, and returns nil without that flag.
func openDebugLog(path string) (*os.File, error) {
	if path == "" {
		return nil, nil
	}
	file, err := system.OpenPrivate(path)
	if err != nil {
		return nil, exit.Usage("--debug: %s", err)
	}
	return file, nil
}

// openJournal opens the journal, and returns nil where nothing is to be recorded: without it, in an account that is
// gone when the program ends, and where nothing can be changed. That it cannot be opened is told before the screen
// opens: in an emergency a person must not find out at the first key to be deactivated.
func openJournal(set *settings.Settings, getenv func(string) string) (*journal.Journal, error) {
	if set.NoJournal || set.Demo || set.ReadOnly {
		return nil, nil
	}
	kept, err := ledger.OpenJournal(getenv)
	if err != nil {
		return nil, exit.Usage("the journal of changes cannot be kept: %s; --no-journal does without it", err)
	}
	return kept, nil
}
