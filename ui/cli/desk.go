package cli

import (
	"context"

	"akia/iamsvc/awsconfig"
	"akia/iamsvc/journal"
	"akia/ui"
	"akia/ui/cli/ledger"
	"akia/ui/cli/session"
	"akia/ui/cli/settings"
	"akia/ui/cli/system"
	"akia/ui/keyboard"
	"akia/ui/stage"
	"akia/ui/theme"
)

// desk is what the screens of all accounts of a session have in common.
type desk struct {
	session   *session.Session
	system    system.System
	settings  *settings.Settings
	file      *settings.File
	typing    func() keyboard.Ticket
	handOver  stage.HandOver
	clipboard ui.Clipboard
	ascii     bool
}

// first returns the screen of the account that the session began with.
func (d *desk) first(ctx context.Context) ui.Config {
	cfg := d.config(ctx, d.session.First())
	cfg.At = d.begun()
	cfg.OpenAt = d.settings.OpenAt
	return cfg
}

// begun returns which profile the first account is that of. That of the default profile is none where the environment
// goes before it.
func (d *desk) begun() stage.Entry {
	account := d.session.Account
	before := d.system.Getenv("AWS_ACCESS_KEY_ID") + d.system.Getenv("AWS_WEB_IDENTITY_TOKEN_FILE")
	if account.Profile() == "" && before == "" && !d.settings.Demo {
		return stage.Entry{Profile: "default"}
	}
	return stage.Entry{Profile: account.CommandProfile()}
}

// config returns the screen of an account.
func (d *desk) config(ctx context.Context, open session.Opened) ui.Config {
	set, account := d.settings, open.Account
	cfg := ui.Config{
		Service:   open.Service,
		Clipboard: d.clipboard,
		Profile:   account.Profile(),
		Endpoint:  account.Endpoint(),
		Region:    account.Region(),

		CommandProfile: account.CommandProfile(),

		ReadOnly:   account.ReadOnly(),
		PlainHTTP:  account.PlainHTTP(),
		Demo:       set.Demo,
		Clock:      account.Clock(),
		PathPrefix: set.PathPrefix,
		Notices:    account.Notices(),
		CanSuspend: system.CanSuspend(),
		Typing:     d.typing,
		HandOver:   d.handOver,
		Env:        saveEnv(set.Demo),
		ASCII:      d.ascii,
		NoDetails:  !set.Details,
		NoMouse:    !set.Mouse,
		Keys:       d.file.Keys,
		Commands:   d.file.Commands,
		Views:      d.file.Views,
		Journal:    d.journal(),
		NoJournal:  set.NoJournal,
		TipsAway:   tipsAway(set, d.system.Getenv),
		Theme:      theme.Name(set.Theme),
		Thresholds: &set.Thresholds,
		Warning:    open.Warning,

		RotationQuiet:    settings.Days(set.QuietDays),
		RotationInactive: settings.Days(set.RestDays),
	}
	if !set.Demo {
		of := d.file.Profile(account.Profile())
		cfg.Label, cfg.Color = of.Label, of.Color
		cfg.Open, cfg.Doors = d.open(ctx), doors
	}
	return cfg
}

// open returns what opens further accounts: for as long as the screen is there.
func (d *desk) open(ctx context.Context) func(stage.Entry) (ui.Config, error) {
	return func(to stage.Entry) (ui.Config, error) {
		opened, err := d.session.Enter(ctx, to.Profile)
		if err != nil {
			return ui.Config{}, err
		}
		return d.config(ctx, opened), nil
	}
}

// journal returns what reads the journal for the screen; nil in the built-in account, of which it tells nothing.
func (d *desk) journal() func(limit int) (journal.Tail, error) {
	if d.settings.Demo {
		return nil
	}
	return func(limit int) (journal.Tail, error) { return ledger.ReadJournal(d.system.Getenv, limit) }
}

// doors lists the profiles of the AWS configuration.
func doors() []stage.Door {
	listed := awsconfig.List(awsconfig.SystemEnv())
	list := make([]stage.Door, len(listed))
	for i, p := range listed {
		list[i] = stage.Door{
			Entry: stage.Entry{Profile: p.Name}, Kind: kindOf(p.Way), Number: p.Account, Region: p.Region, Details: details(p),
		}
	}
	return list
}

// kindOf says how a profile gets its credentials.
func kindOf(w awsconfig.Way) string {
	switch w {
	case awsconfig.WayKey:
		return "key"
	case awsconfig.WayRole:
		return "role"
	case awsconfig.WayWeb:
		return "web identity"
	case awsconfig.WaySSO:
		return "SSO"
	case awsconfig.WayLogin:
		return "login"
	case awsconfig.WayProcess:
		return "process"
	default:
		return "no credentials"
	}
}

// details says with what a profile is signed in.
func details(p awsconfig.Listed) string {
	said := p.Role
	switch {
	case p.Source != "":
		said += " from " + p.Source
	case p.Session != "":
		said += " of " + p.Session
	}
	if p.Device != "" {
		said += ", MFA"
	}
	return said
}
