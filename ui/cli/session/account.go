package session

import (
	"context"
	"fmt"

	"akia/iamsvc"
	"akia/iamsvc/local"
	"akia/ui/cli/exit"
	"akia/ui/cli/settings"
	"akia/ui/words"
)

// openAccount opens the account that the settings name, with the sessions of MFA codes that it shares with others; nil:
// with none. Nothing is asked of it yet. Every call is told to observe.
func (s *Session) openAccount(
	ctx context.Context, set *settings.Settings, observe observer, sessions *iamsvc.Sessions,
) error {
	options := set.Options()
	options.Observe, options.Sessions = observe, sessions
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

// Refusal makes a usage error of what the service layer refuses before it has asked anyone, such as an unknown profile.
func Refusal(err error) error {
	if failed := iamsvc.AsError(err); failed != nil && failed.Kind == iamsvc.KindInvalid {
		return exit.Usage("%s", words.Failure(failed, words.Shell()))
	}
	return err
}
