package session

import (
	"context"
	"slices"

	"akia/iamsvc"
	"akia/iamsvc/estate"
	"akia/ui"
	"akia/ui/cli/ledger"
	"akia/ui/cli/settings"
	"akia/ui/collect"
)

// Several is the accounts that the screen shows side by side.
type Several struct {
	// Source tells which accounts there are.
	Source estate.Source
	// Options are what the services of all accounts have in common.
	Options iamsvc.Options

	session *Session
}

// Several returns where the accounts come from that the settings ask for; nil if that is one account. What is changed
// in any of them is recorded, where anything may be changed at all.
func (s *Session) Several() (*Several, error) {
	of := s.settings.Estate
	if !of.Several() {
		return nil, nil
	}
	all := &Several{Options: s.settings.Options(), session: s}
	all.Options.Profile, all.Options.Sessions = "", &s.sessions
	all.Options.Observe = together(s.tell, s.Ledger.Observe)
	all.Options.ReadOnly = !s.Writes()
	var err error
	if all.Source, err = sourceOf(of); all.Source != nil || err != nil {
		return all, err
	}
	org := of.Organization()
	org.Base = s.Account
	all.Source = org.Members
	return all, nil
}

// Writes reports whether anything may be changed: in several accounts only if that is asked for.
func (s *Session) Writes() bool {
	return !s.settings.ReadOnly && (s.settings.Write || !s.settings.Estate.Several())
}

// Enter returns an account that was opened with the others, as the screen of it uses it.
func (all *Several) Enter(ctx context.Context, a collect.Account) (Opened, error) {
	s := all.session
	s.entering.Lock()
	defer s.entering.Unlock()
	of := s.profileOf(a.Member.Profiles)
	service := a.Service
	if of.ReadOnly != nil && *of.ReadOnly && !service.ReadOnly() {
		var err error
		if service, err = all.readOnly(ctx, a.Member); err != nil {
			return Opened{}, err
		}
	}
	opened := Opened{Account: service, Label: of.Label, Color: of.Color}
	if !service.ReadOnly() && !s.kept {
		if err := s.keepJournal(); err != nil {
			return Opened{}, err
		}
		opened.Warning = s.Ledger.Warning()
	}
	opened.Service = ledger.NewService(service, s.Ledger.Account(of.Label))
	return opened, nil
}

// readOnly opens an account once more, such that nothing can be changed by it.
func (all *Several) readOnly(ctx context.Context, m estate.Member) (*iamsvc.Service, error) {
	o := all.Options
	o.ReadOnly = true
	for service, err := range m.Services(ctx, o) {
		return service, err
	}
	return nil, iamsvc.Refused("", m.ID, "There is no way into account "+m.ID+".", "")
}

// SignInTo returns the service whose session is to be opened for an account that is signed out, and what it fails with
// until then.
func (all *Several) SignInTo(ctx context.Context, a collect.Account) (ui.Service, error) {
	var last error
	for service, err := range a.Member.Services(ctx, all.Options) {
		if last = err; err != nil {
			continue
		}
		_, last = service.WhoAmI(ctx)
		return ledger.NewService(service, all.session.Ledger.Account("")), last
	}
	return nil, last
}

// profileOf returns what is set for the first of some profiles of which anything is.
func (s *Session) profileOf(profiles []string) (of settings.Profile) {
	for _, name := range slices.Sorted(slices.Values(profiles)) {
		if of = s.profiles(name); of != (settings.Profile{}) {
			return of
		}
	}
	return of
}
