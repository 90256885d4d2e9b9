package session

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/charmbracelet/x/term"

	"akia/iamsvc"
	"akia/iamsvc/awsconfig"
	"akia/iamsvc/child"
	"akia/ui/cli/exit"
	"akia/ui/cli/settings"
	"akia/ui/cli/system"
	"akia/ui/collect"
)

// CommandVariable names the environment variable with the command that prints a code of an MFA device.
const CommandVariable = "AKIA_MFA_COMMAND"

// tries is how many codes a person may type.
const tries = 3

// Codes gives the codes of MFA devices to commands without a screen: that of --mfa-code, what the command in
// AKIA_MFA_COMMAND prints, or what a person types at the terminal.
type Codes struct {
	System system.System
	Given  string // by --mfa-code; empty for none
}

// NewCodes returns the codes that the settings lead to.
func NewCodes(sys system.System, set *settings.Settings) *Codes { return &Codes{sys, set.MFACode} }

// SignedIn does something that may fail for want of a code, and does it again once a code has opened the session.
// Where nobody can be asked for one, that is a usage error.
func (c *Codes) SignedIn(ctx context.Context, service *iamsvc.Service, do func() error) error {
	err := do()
	for try := 1; ; try++ {
		failed := iamsvc.AsError(err)
		if failed == nil || failed.Kind != iamsvc.KindMFA || failed.RefusedCode() {
			return err
		}
		again, signing := c.signIn(ctx, service, failed)
		switch {
		case signing == nil:
			return do()
		case !again || try == tries:
			return signing
		}
		c.System.Say(signing.Error())
	}
}

// signIn opens the session that a failure asks for. It reports whether another code can be tried.
func (c *Codes) signIn(ctx context.Context, service *iamsvc.Service, failed *iamsvc.Error) (again bool, err error) {
	code, typed, err := c.code(ctx, failed)
	if err != nil {
		return false, err
	}
	err = service.SignIn(ctx, code)
	refused := iamsvc.AsError(err)
	if refused == nil {
		return false, nil
	}
	return typed && (refused.RefusedCode() || refused.Kind == iamsvc.KindInvalid), collect.Failure(refused)
}

// code returns a code, and whether a person has typed it.
func (c *Codes) code(ctx context.Context, failed *iamsvc.Error) (code string, typed bool, err error) {
	if c.Given != "" {
		return c.Given, false, nil
	}
	if command := c.System.Getenv(CommandVariable); command != "" {
		code, err := printed(ctx, command)
		return code, false, err
	}
	in, ok := c.System.Stdin.(interface{ Fd() uintptr })
	if !ok || !system.IsTerminal(c.System.Stdin) || !system.IsTerminal(c.System.Stderr) {
		return "", false, exit.Usage("%s Give one with --mfa-code, or by the command in %s", failed, CommandVariable)
	}
	_, _ = fmt.Fprint(c.System.Stderr, system.OneLine(failed.Error())+" Code: ") // there is nobody to tell if that fails
	text, err := term.ReadPassword(in.Fd())
	_, _ = fmt.Fprintln(c.System.Stderr) // likewise
	if err != nil {
		return "", false, fmt.Errorf("cannot read the code: %w", err)
	}
	return strings.TrimSpace(string(text)), true, nil
}

// printed returns what a command prints.
func printed(ctx context.Context, command string) (string, error) {
	const most = 64 // a code and what is around it
	argv, err := awsconfig.Words(command)
	if err != nil || len(argv) == 0 {
		return "", exit.Usage("%s is no command: %v", CommandVariable, cause(err))
	}
	out, err := child.Run(ctx, child.Command{Argv: argv, MaxOutput: most})
	if err != nil {
		return "", fmt.Errorf("%s: %w", CommandVariable, err)
	}
	code := string(bytes.TrimSpace(out))
	if err := iamsvc.ValidCode(code); err != nil {
		return "", fmt.Errorf("%s printed no code: an MFA code has six digits", CommandVariable)
	}
	return code, nil
}

// cause returns what is wrong with a command that has no words.
func cause(err error) error {
	if err == nil {
		return errors.New("it is empty")
	}
	return err
}
