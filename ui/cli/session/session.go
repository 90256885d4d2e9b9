// Package session opens the account that the settings ask for, with what is written down of the calls to it: the ledger
// of changes, the log of --debug, the news that calls are slowed down. The screen and the report each run in one. It
// knows no command and draws nothing.
package session

import (
	"context"
	"os"
	"sync"

	"akia/iamsvc"
	"akia/iamsvc/local"
	"akia/ui"
	"akia/ui/cli/ledger"
	"akia/ui/cli/settings"
	"akia/ui/cli/system"
)

// Session is the account that is open, with what is written down of the calls to it.
type Session struct {
	// Account is the account itself: what is changed by it is not recorded.
	Account *iamsvc.Service
	// Ledger records what is changed by [Session.Service], and in the accounts that are entered later.
	Ledger *ledger.Ledger
	// Slower receives when the service limits the rate of calls.
	Slower chan struct{}

	system   system.System
	settings *settings.Settings
	profiles func(name string) settings.Profile // what is set for a profile
	tell     observer                           // of the calls of every account
	own      *ledger.Account                    // of Account
	sessions iamsvc.Sessions                    // that codes of MFA devices have opened, for every account
	kept     bool                               // a journal of the changes
	entering sync.Mutex                         // one account at a time

	server  *local.Server // of the built-in account; nil for none
	log     *os.File      // of --debug; nil for none
	restore func()        // gives the standard log back to the terminal; nil while it has it
}

// Open opens what the settings ask for. What it refuses is refused before the screen is taken. What is set for single
// profiles is what profiles returns; nil: nothing is.
func Open(
	ctx context.Context, sys system.System, set *settings.Settings, profiles func(name string) settings.Profile,
) (*Session, error) {
	s := newSession()
	s.system, s.settings = sys, set
	if profiles != nil {
		s.profiles = profiles
	}
	if err := s.open(ctx); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func newSession() *Session {
	return &Session{
		Ledger: ledger.New(), Slower: make(chan struct{}, 1),
		profiles: func(string) settings.Profile { return settings.Profile{} },
	}
}

func (s *Session) open(ctx context.Context) error {
	set := s.settings
	tell, log, err := s.watch(set)
	if err != nil {
		return err
	}
	s.tell = tell
	if set.Estate.Profiles != "" || set.Estate.SSO != "" { // each account has its own way in
		return nil
	}
	if err := s.openAccount(ctx, set, tell, &s.sessions); err != nil {
		return err
	}
	if log != nil {
		log.start(s.Account, set)
	}
	if s.Account.ReadOnly() {
		return s.Ledger.Keep(s.Account.Endpoint(), nil)
	}
	return s.keepJournal()
}

// watch returns what every call is told to, and the log of --debug; nil without that flag.
func (s *Session) watch(set *settings.Settings) (observer, *debugLog, error) {
	tell := observe(s.Slower)
	var (
		log *debugLog
		err error
	)
	if s.log, err = openDebugLog(set.Debug); err != nil {
		return nil, nil, err
	}
	if s.log != nil {
		log = newDebugLog(s.log)
		tell = together(tell, log.observe)
	}
	s.restore = catchLog(log)
	return tell, log, nil
}

// Service returns the account as the screen is to use it: what is changed is recorded in the ledger.
func (s *Session) Service() ui.Service { return ledger.NewService(s.Account, s.own) }

// Close closes what is open. The log is written to without a buffer: nothing is lost if it cannot be closed.
func (s *Session) Close() {
	if s.server != nil {
		_ = s.server.Close() // nobody is left who could act on it
	}
	s.Ledger.Close()
	if s.restore != nil {
		s.restore()
	}
	if s.log != nil {
		_ = s.log.Close()
	}
}
