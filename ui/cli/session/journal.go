package session

import (
	"os"

	"akia/ui/cli/exit"
	"akia/ui/cli/ledger"
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

// keepJournal opens the journal, unless it is open, and has the ledger write into it. Without it, and in accounts that
// are gone when the program ends, nothing is recorded. That it cannot be opened is told before an account is shown that
// can be changed: in an emergency a person must not find out at the first key to be deactivated.
func (s *Session) keepJournal() error {
	if s.kept || s.settings.NoJournal || s.settings.Demo {
		return nil
	}
	journal, err := ledger.OpenJournal(s.system.Getenv)
	if err != nil {
		return exit.Usage("the journal of changes cannot be kept: %s; --no-journal does without it", err)
	}
	s.kept = true
	endpoint := s.settings.Endpoint
	if s.Account != nil {
		endpoint = s.Account.Endpoint()
	}
	return s.Ledger.Keep(endpoint, journal)
}
