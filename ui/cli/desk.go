package cli

import (
	"context"
	"errors"

	"akia/iamsvc/awsconfig"
	"akia/iamsvc/journal"
	"akia/ui"
	"akia/ui/cli/ledger"
	"akia/ui/cli/session"
	"akia/ui/cli/settings"
	"akia/ui/cli/system"
	"akia/ui/collect"
	"akia/ui/keyboard"
	"akia/ui/stage"
	"akia/ui/theme"
)

// desk is what the screens of all accounts of a session have in common.
type desk struct {
	session   *session.Session
	several   *session.Several  // nil: akia shows one account
	reader    *collect.Accounts // of several; nil until their screen is there
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
	cfg.Label, cfg.Color, cfg.Several = open.Label, open.Color, d.several != nil
	cfg.Open, cfg.Doors = d.open(ctx), d.doors
	return cfg
}

// open returns what opens further accounts: for as long as the screen is there.
func (d *desk) open(ctx context.Context) func(stage.Entry) (ui.Config, error) {
	return func(to stage.Entry) (ui.Config, error) {
		if to.Account != "" && d.several != nil {
			return d.openMember(ctx, to.Account)
		}
		enter, name := d.session.Enter, to.Profile
		if d.settings.Demo {
			enter, name = d.session.EnterBuiltIn, to.Account
		}
		opened, err := enter(ctx, name)
		if err != nil {
			return ui.Config{}, err
		}
		return d.config(ctx, opened), nil
	}
}

// openMember returns the screen of one of several accounts, with what was read of it.
func (d *desk) openMember(ctx context.Context, id string) (ui.Config, error) {
	if d.reader == nil {
		return ui.Config{}, errNoMember
	}
	for _, a := range d.reader.All() {
		if a.ID() != id || a.State == collect.Same || a.Service == nil {
			continue
		}
		opened, err := d.several.Enter(ctx, a)
		if err != nil {
			return ui.Config{}, err
		}
		cfg := d.config(ctx, opened)
		if a.Keys != nil {
			cfg.Known = &stage.Known{Store: a.Keys.Store(), Table: a.Keys.Table(), Identity: a.Identity, At: a.ReadAt}
		}
		return cfg, nil
	}
	return ui.Config{}, errNoMember
}

// errNoMember says that an account is none of those that can be entered.
var errNoMember = errors.New("it is none of the accounts that can be entered")

// hall returns the screen of several accounts.
func (d *desk) hall(ctx context.Context) ui.Config {
	set := d.settings
	cfg := ui.Config{
		Demo: set.Demo, ReadOnly: !d.session.Writes(), CanSuspend: system.CanSuspend(),
		Typing: d.typing, HandOver: d.handOver, Clipboard: d.clipboard, Env: saveEnv(set.Demo),
		ASCII: d.ascii, NoMouse: !set.Mouse, Keys: d.file.Keys,
		Journal: d.journal(), NoJournal: set.NoJournal, Theme: theme.Name(set.Theme), Thresholds: &set.Thresholds,
		PathPrefix: set.PathPrefix, LabelOf: func(profiles []string) string { return d.file.Label(profiles...) },
		SignInTo: d.several.SignInTo, Several: true, Open: d.open(ctx), Doors: d.doors,
	}
	cfg.Accounts = func(hear func(int, collect.Account)) *collect.Accounts {
		o := collect.Options{PathPrefix: set.PathPrefix, Thresholds: set.Thresholds}
		d.reader = collect.NewAccounts(d.several.Source, d.several.Options, o, hear)
		return d.reader
	}
	return cfg
}

// journal returns what reads the journal for the screen; nil in the built-in account, of which it tells nothing.
func (d *desk) journal() func(limit int) (journal.Tail, error) {
	if d.settings.Demo {
		return nil
	}
	return func(limit int) (journal.Tail, error) { return ledger.ReadJournal(d.system.Getenv, limit) }
}

// doors lists the profiles of the AWS configuration, or the accounts of the built-in organization.
func (d *desk) doors() []stage.Door {
	if d.settings.Demo {
		return d.builtIn()
	}
	listed := awsconfig.List(awsconfig.SystemEnv())
	list := make([]stage.Door, len(listed))
	for i, p := range listed {
		list[i] = stage.Door{
			Entry: stage.Entry{Profile: p.Name}, Kind: kindOf(p.Way), Number: p.Account, Region: p.Region, Details: details(p),
		}
	}
	return list
}

// builtIn lists the accounts of the built-in organization.
func (d *desk) builtIn() []stage.Door {
	management, members := d.session.BuiltIn()
	first := stage.Door{Number: management, Kind: "management", Name: "acme"}
	if d.several != nil {
		first.Account = management
	}
	list := []stage.Door{first}
	for _, m := range members {
		door := stage.Door{Entry: stage.Entry{Account: m.ID}, Kind: "member", Number: m.ID, Name: m.Name}
		if m.Suspended {
			door.Details = "suspended"
		}
		list = append(list, door)
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
