package cli

import (
	"context"
	"errors"
)

// runScreen opens the account; what shows it comes with package ui.
func runScreen(ctx context.Context, _ System, set *settings) (int, error) {
	account, err := openAccount(ctx, set, make(chan struct{}, 1))
	if err != nil {
		return statusFailed, err
	}
	account.close()
	return statusFailed, errors.New("this build has no screen; akia demo-server has what it has")
}
