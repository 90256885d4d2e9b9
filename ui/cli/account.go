package cli

import (
	"context"
	"fmt"

	"akia/iamsvc"
	"akia/iamsvc/local"
	"akia/ui/cli/exit"
	"akia/ui/cli/settings"
	"akia/ui/words"
)

// openedAccount is the account that the screen shows, and the server behind it if it is the built-in one.
type openedAccount struct {
	service *iamsvc.Service
	server  *local.Server
}

// openAccount opens the account that the settings name. Nothing is asked of it yet. Every call is told to observe.
func openAccount(ctx context.Context, set *settings.Settings, observe observer) (*openedAccount, error) {
	opened := &openedAccount{}
	options := set.Options()
	options.Observe = observe
	if set.Demo {
		server, err := local.Start(local.Options{Addr: anyPort, Users: set.DemoUsers})
		if err != nil {
			return nil, fmt.Errorf("cannot serve the built-in account: %w", err)
		}
		opened.server = server
		options.EndpointURL = server.URL()
		keyID, secret := server.Admin()
		options.KeyID, options.Secret = keyID, iamsvc.NewSecret(secret)
	}
	service, err := iamsvc.Open(ctx, options)
	if err != nil {
		opened.close()
		return nil, refusal(err)
	}
	opened.service = service
	return opened, nil
}

// close stops the server of the built-in account.
func (a *openedAccount) close() {
	if a.server != nil {
		_ = a.server.Close() // nobody is left who could act on it
	}
}

// refusal makes a usage error of what the service layer refuses before it has asked anyone, such as an unknown profile.
func refusal(err error) error {
	if failed := iamsvc.AsError(err); failed != nil && failed.Kind == iamsvc.KindInvalid {
		return exit.Usage("%s", words.Failure(failed, words.Shell()))
	}
	return err
}
