// Package estates reads several accounts for commands without a screen, and is the accounts command: a row for each
// account. It asks by package collect, side by side, and asks a person for a code of an MFA device once.
package estates

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"akia/iamsvc"
	"akia/ui/cli/exit"
	"akia/ui/cli/session"
	"akia/ui/cli/settings"
	"akia/ui/cli/system"
	"akia/ui/collect"
	"akia/ui/words"
)

// Reader reads the accounts that the settings ask for.
type Reader struct {
	System   system.System
	Settings *settings.Settings
	Estate   *session.Estate
	Progress *system.Progress
	// Options say what to gather of each account.
	Options collect.Options

	codes *session.Codes
	now   func() time.Time
}

// Found is what came of reading several accounts.
type Found struct {
	// Accounts are those that there are, the worst first, each once.
	Accounts []collect.Account
	// Err is why there may be more of them; nil if all are known.
	Err error
}

// Read reads the accounts. Its error is that of input or of being stopped: what else goes wrong is found.
func (r *Reader) Read(ctx context.Context) (Found, error) {
	r.codes, r.now = session.NewCodes(r.System, r.Settings), time.Now
	var a *collect.Accounts
	run := func() error {
		a = collect.NewAccounts(r.Estate.Source, r.Estate.Options, r.Options, r.meter())
		err := a.Run(ctx)
		r.Progress.Clear()
		return err
	}
	err := run()
	if e := iamsvc.AsError(err); e != nil && e.Kind == iamsvc.KindMFA && r.Estate.Base != nil {
		err = r.codes.SignedIn(ctx, r.Estate.Base, first(err, run))
	}
	if ctx.Err() != nil {
		return Found{}, context.Cause(ctx)
	}
	if why := r.signIn(ctx, a); why != nil {
		return Found{}, why
	}
	found := Found{Err: noList(err)}
	for _, account := range a.All() {
		if account.State != collect.Same {
			found.Accounts = append(found.Accounts, account)
		}
	}
	slices.SortStableFunc(found.Accounts, collect.Worst)
	return found, nil
}

// first returns what fails the first time as it has failed already, and then does something.
func first(failed error, do func() error) func() error {
	done := false
	return func() error {
		if !done {
			done = true
			return failed
		}
		return do()
	}
}

// noList says why the accounts could not be listed. Where a permission is missing the profiles lead to them as well.
func noList(err error) error {
	e := iamsvc.AsError(err)
	if e == nil {
		return err
	}
	says := collect.Failure(e)
	if e.Kind == iamsvc.KindDenied && e.RoleRefused() == "" || e.Kind == iamsvc.KindNotFound {
		return fmt.Errorf("%w Without the list, --profiles reads the accounts that profiles lead to", says)
	}
	return says
}

// signIn opens the sessions that accounts wait for, one for each MFA device, and reads those accounts again. Where
// nobody can be asked for a code they stay signed out; if that is so of all, it is a usage error.
func (r *Reader) signIn(ctx context.Context, a *collect.Accounts) error {
	tried := map[string]bool{}
	for {
		device, account, ok := waits(a.All(), tried)
		if !ok {
			return nil
		}
		if r.codes.Given != "" && len(tried) > 0 { // a code is of one device, and is used up
			return nil
		}
		tried[device] = true
		if err := r.open(ctx, device, account); err != nil {
			if exit.IsUsage(err) && !slices.ContainsFunc(a.All(), func(a collect.Account) bool { return !waitsFor(a, device) }) {
				return err
			}
			r.Progress.Note(err.Error())
			continue
		}
		err := a.Again(ctx, func(a collect.Account) bool { return waitsFor(a, device) })
		r.Progress.Clear()
		if err != nil {
			return err
		}
	}
}

// waits returns an account that waits for a code of a device that was not tried yet.
func waits(all []collect.Account, tried map[string]bool) (device string, account collect.Account, ok bool) {
	for _, a := range all {
		if device := deviceOf(a); device != "" && !tried[device] {
			return device, a, true
		}
	}
	return "", collect.Account{}, false
}

// deviceOf returns the MFA device whose code an account waits for; empty if it waits for none.
func deviceOf(a collect.Account) string {
	if a.State != collect.SignedOut || a.Err.Kind != iamsvc.KindMFA || a.Err.RefusedCode() {
		return ""
	}
	return a.Err.Remedy().Setting
}

func waitsFor(a collect.Account, device string) bool { return deviceOf(a) == device }

// open opens the session of a device, which all accounts share, by a service of one that waits for it.
func (r *Reader) open(ctx context.Context, device string, account collect.Account) error {
	var last error
	for service, err := range account.Member.Services(ctx, r.Estate.Options) {
		if last = err; err != nil {
			continue
		}
		_, last = service.WhoAmI(ctx)
		e := iamsvc.AsError(last)
		if e == nil || e.Kind != iamsvc.KindMFA || e.Remedy().Setting != device {
			continue
		}
		return r.codes.SignedIn(ctx, service, first(last, func() error { _, err := service.WhoAmI(ctx); return err }))
	}
	return last
}

// meter returns what says how far reading is, as it hears of accounts.
func (r *Reader) meter() func(int, collect.Account) {
	began := r.now()
	var states []collect.State
	return func(i int, a collect.Account) {
		states = append(states, make([]collect.State, max(0, i+1-len(states)))...)
		states[i] = a.State
		r.Progress.Say(collect.Far(states, r.now().Sub(began)))
	}
}

// Reason says why an account is not read, in words for a shell; empty if it is, or is not asked.
func Reason(a collect.Account) string {
	switch {
	case a.State == collect.Suspended:
		state := strings.ToLower(strings.ReplaceAll(string(a.Member.State), "_", " "))
		return "The account is " + state + " in its organization."
	case a.Err == nil:
		return ""
	}
	return words.Failure(a.Err, words.Shell())
}
