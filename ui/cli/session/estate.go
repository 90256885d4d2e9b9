package session

import (
	"context"

	"akia/iamsvc"
	"akia/iamsvc/awsconfig"
	"akia/iamsvc/estate"
	"akia/ui/cli/settings"
)

// Estate is the accounts that the settings ask for, none of which is open yet but the one that opens the others.
type Estate struct {
	// Source tells which accounts there are.
	Source estate.Source
	// Options are what the services of all accounts have in common, the sessions of MFA codes among them.
	Options iamsvc.Options
	// Base is the account whose credentials open the others, or the only one; nil where each has its own.
	Base *iamsvc.Service

	session *Session
}

// OpenEstate finds where the accounts come from that the settings ask for. Nothing is asked of anyone yet. What it
// refuses, such as a pattern that no profile matches, is a usage error.
func OpenEstate(ctx context.Context, set *settings.Settings) (*Estate, error) {
	e := &Estate{session: newSession()}
	tell, log, err := e.session.watch(set)
	if err == nil {
		err = e.open(ctx, set, tell, log)
	}
	if err != nil {
		e.Close()
		return nil, err
	}
	return e, nil
}

func (e *Estate) open(ctx context.Context, set *settings.Settings, tell observer, log *debugLog) (err error) {
	e.Options = set.Options()
	e.Options.Observe, e.Options.Sessions, e.Options.Profile = tell, &iamsvc.Sessions{}, ""
	of := set.Estate
	if e.Source, err = sourceOf(of); e.Source != nil || err != nil {
		return err
	}
	if err := e.session.openAccount(ctx, set, tell, e.Options.Sessions); err != nil {
		return err
	}
	e.Base = e.session.Account
	if log != nil {
		log.start(e.Base, set)
	}
	if !of.Org {
		e.Source = estate.Opened(e.Base)
		return nil
	}
	org := of.Organization()
	org.Base = e.Base
	e.Source = org.Members
	return nil
}

// sourceOf returns where the accounts come from that each have their own way in; nil where one opens the others.
func sourceOf(of settings.Estate) (source estate.Source, err error) {
	switch {
	case of.Profiles != "":
		source, err = estate.Profiles(awsconfig.List(awsconfig.SystemEnv()), of.Profiles)
	case of.SSO != "":
		source, err = estate.SSO(of.SSO, of.SSORole)
	}
	return source, Refusal(err)
}

// Close closes what is open.
func (e *Estate) Close() { e.session.Close() }
