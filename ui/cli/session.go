package cli

import (
	"context"
	"os"

	"akia/ui"
	"akia/ui/cli/settings"
	"akia/ui/cli/system"
)

// session is the account that is open, with what is written down of the calls to it.
type session struct {
	account *openedAccount
	ledger  *ledger
	log     *os.File      // of --debug; nil for none
	slower  chan struct{} // receives when the service limits the rate of calls
	restore func()        // gives the standard log back to the terminal; nil while it has it
}

// openSession opens what the settings ask for. What it refuses is refused before the screen is taken.
func openSession(ctx context.Context, sys system.System, set *settings.Settings) (*session, error) {
	s := &session{ledger: newLedger(), slower: make(chan struct{}, 1)}
	if err := s.open(ctx, sys, set); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *session) open(ctx context.Context, sys system.System, set *settings.Settings) (err error) {
	tell := together(observe(s.slower), s.ledger.observe)
	var log *debugLog
	if s.log, err = openDebugLog(set.Debug); err != nil {
		return err
	}
	if s.log != nil {
		log = newDebugLog(s.log)
		tell = together(tell, log.observe)
	}
	s.restore = catchLog(log)
	if s.account, err = openAccount(ctx, set, tell); err != nil {
		return err
	}
	if log != nil {
		log.start(s.account.service, set)
	}
	s.ledger.endpoint = s.account.service.Endpoint()
	if s.ledger.journal, err = openJournal(set, sys.Getenv); err != nil {
		return err
	}
	return s.ledger.recall()
}

// service returns the account as the screen is to use it.
func (s *session) service() ui.Service { return &recorded{s.account.service, s.ledger} }

// close closes what is open. The files are written to without a buffer: nothing is lost if they cannot be closed.
func (s *session) close() {
	if s.account != nil {
		s.account.close()
	}
	if s.ledger.journal != nil {
		_ = s.ledger.journal.Close()
	}
	if s.restore != nil {
		s.restore()
	}
	if s.log != nil {
		_ = s.log.Close()
	}
}
