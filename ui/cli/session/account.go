package session

import (
	"context"
	"fmt"

	"akia/iamsvc"
	"akia/iamsvc/awsconfig"
	"akia/iamsvc/local"
	"akia/ui"
	"akia/ui/cli/exit"
	"akia/ui/cli/ledger"
	"akia/ui/cli/settings"
	"akia/ui/words"
)

// openAccount opens the account that the settings name, with the sessions of MFA codes that it shares with others; nil:
// with none. Nothing is asked of it yet. Every call is told to observe.
func (s *Session) openAccount(
	ctx context.Context, set *settings.Settings, observe observer, sessions *iamsvc.Sessions,
) error {
	options := set.Options()
	profile := ""
	if !set.Demo {
		profile = awsconfig.Named(awsconfig.SystemEnv(), set.Profile)
	}
	s.own = s.Ledger.Account(s.profiles(profile).Label)
	options.Observe, options.Sessions = together(observe, s.own.Observe), sessions
	options.ReadOnly = set.ReadOnly || s.readOnly(profile) || set.Estate.Several() && !set.Write
	if set.Demo {
		server, err := local.Start(local.Options{Users: set.DemoUsers, Members: set.DemoMembers})
		if err != nil {
			return fmt.Errorf("cannot serve the built-in account: %w", err)
		}
		s.server = server
		options.EndpointURL = server.URL()
		keyID, secret := server.Admin()
		options.KeyID, options.Secret = keyID, iamsvc.NewSecret(secret)
	}
	service, err := iamsvc.Open(ctx, options)
	if err != nil {
		return Refusal(err)
	}
	s.Account = service
	return nil
}

// readOnly reports whether a profile is set to change nothing.
func (s *Session) readOnly(profile string) bool {
	of := s.profiles(profile).ReadOnly
	return of != nil && *of
}

// Opened is an account that was entered, whose changes are recorded.
type Opened struct {
	// Account is the account itself, Service what the screen uses.
	Account *iamsvc.Service
	Service ui.Service
	// Label and Color are how the account is told from others; empty for none.
	Label, Color string
	// Warning is what the journal says of earlier sessions, if it was not told before; nil: nothing.
	Warning *iamsvc.Error
}

// First returns the account that the session began with.
func (s *Session) First() Opened {
	opened := Opened{Account: s.Account, Service: s.Service(), Warning: s.Ledger.Warning()}
	if !s.settings.Demo {
		of := s.profiles(s.Account.Profile())
		opened.Label, opened.Color = of.Label, of.Color
	}
	return opened
}

// Enter opens a further account, by a profile of the AWS configuration. Like the first one, it is asked nothing yet.
// What is refused is one clear sentence.
func (s *Session) Enter(ctx context.Context, profile string) (Opened, error) {
	s.entering.Lock()
	defer s.entering.Unlock()
	in := s.Ledger.Account(s.profiles(profile).Label)
	o := s.settings.Options()
	o.Profile, o.ReadOnly = profile, o.ReadOnly || s.readOnly(profile)
	o.Observe, o.Sessions = together(s.tell, in.Observe), &s.sessions
	service, err := iamsvc.Open(ctx, o)
	if err != nil {
		return Opened{}, Refusal(err)
	}
	of := s.profiles(profile)
	opened := Opened{Account: service, Service: ledger.NewService(service, in), Label: of.Label, Color: of.Color}
	if !o.ReadOnly && !s.kept {
		if err := s.keepJournal(); err != nil {
			return Opened{}, err
		}
		opened.Warning = s.Ledger.Warning()
	}
	return opened, nil
}

// BuiltIn returns the accounts of the built-in organization: the number of the management account, and its members.
func (s *Session) BuiltIn() (management string, members []local.Account) {
	return s.server.Management(), s.server.Members()
}

// EnterBuiltIn opens a member of the built-in organization, by the role that the management account has there.
func (s *Session) EnterBuiltIn(ctx context.Context, id string) (Opened, error) {
	s.entering.Lock()
	defer s.entering.Unlock()
	for _, m := range s.server.Members() {
		switch {
		case m.ID != id:
			continue
		case m.Suspended:
			return Opened{}, iamsvc.Refused("AssumeRole", id, "The account is suspended.", "")
		case m.Role == "":
			return Opened{}, iamsvc.Refused("AssumeRole", id, "There is no role that lets the management account in.", "")
		}
		in := s.Ledger.Account("")
		o := s.settings.Options()
		o.Role = &iamsvc.RoleFrom{Base: s.Account, ARN: m.Role}
		o.Observe, o.Sessions = together(s.tell, in.Observe), &s.sessions
		service, err := iamsvc.Open(ctx, o)
		if err != nil {
			return Opened{}, err
		}
		return Opened{Account: service, Service: ledger.NewService(service, in)}, nil
	}
	return Opened{}, iamsvc.Refused("", id, "There is no such account.", "")
}

// Refusal makes a usage error of what the service layer refuses before it has asked anyone, such as an unknown profile.
func Refusal(err error) error {
	if failed := iamsvc.AsError(err); failed != nil && failed.Kind == iamsvc.KindInvalid {
		return exit.Usage("%s", words.Failure(failed, words.Shell()))
	}
	return err
}
