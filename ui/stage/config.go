package stage

import (
	"context"
	"time"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/clock"
	"akia/iamsvc/filter"
	"akia/iamsvc/handover"
	"akia/iamsvc/journal"
	"akia/iamsvc/store"
	"akia/ui/action"
	"akia/ui/collect"
	"akia/ui/dialog"
	"akia/ui/keyboard"
	"akia/ui/text"
	"akia/ui/theme"

	tea "charm.land/bubbletea/v2"
)

// The screen needs these few things of IAM; *iamsvc.Service has them all.
type (
	ownerFinder interface {
		WhoHas(ctx context.Context, was iamsvc.Principal, keyID string) (iamsvc.Principal, error)
		FindOwner(ctx context.Context, keyID string) (iamsvc.LastUse, error)
	}
	auditor interface {
		CredentialReport(ctx context.Context, progress func(iamsvc.ReportState)) (iamsvc.Report, error)
		AccountSummary(ctx context.Context) (iamsvc.AccountSummary, error)
		UserFacts(ctx context.Context, marker string) (iamsvc.UserFactsPage, error)
		AccountOf(ctx context.Context, keyID string) (string, error)
	}
	renewer interface {
		Renew(ctx context.Context) error
		SignIn(ctx context.Context, code string) error
		UseMFA(ctx context.Context) error
	}
	verifier interface {
		VerifyKey(ctx context.Context, k iamsvc.NewKey, progress func(wait time.Duration)) (iamsvc.Identity, error)
	}
	describer interface {
		Describe(ctx context.Context, user iamsvc.Principal, keyID, text string) error
	}
	userWriter interface {
		CreateUser(ctx context.Context, u iamsvc.NewUser) (iamsvc.User, error)
		DeleteUser(ctx context.Context, user iamsvc.Principal) error
		PutPolicy(ctx context.Context, user iamsvc.Principal, name, document string) error
		DeletePolicy(ctx context.Context, user iamsvc.Principal, name string) error
		DenyOldSessions(ctx context.Context, user iamsvc.Principal, before time.Time) (policyName string, err error)
		AllowOldSessions(ctx context.Context, user iamsvc.Principal) error
	}
	keyWriter interface {
		CreateKey(ctx context.Context, user iamsvc.Principal) (iamsvc.NewKey, error)
		ReconcileCreate(ctx context.Context, attempt *iamsvc.CreateAttempt) error
		SetStatus(ctx context.Context, user iamsvc.Principal, keyID string, to iamsvc.Status) error
		DeleteKey(ctx context.Context, seen iamsvc.SeenKey) error
	}
)

// Service is IAM as the screen uses it. Reads end when their context does; writes are given one that leaving a pane
// does not cancel.
type Service interface {
	store.Service
	ownerFinder
	renewer
	keyWriter
	describer
	auditor
	verifier
	userWriter
}

// Clipboard is the clipboard of the machine that the program runs on.
type Clipboard interface {
	// Copy replaces what is on it; an error means that nothing was copied.
	Copy(text string) error
	// Read returns what is on it.
	Read() (string, error)
}

// Config is what a Model needs. Service is required.
type Config struct {
	Service Service
	// Clipboard is nil where there is none to be had: then the terminal alone is asked to copy.
	Clipboard Clipboard
	// Profile and Endpoint are shown in the header; Endpoint is empty for AWS itself. With Region, which is that in force,
	// they lead the commands that are to be run elsewhere to the same account.
	Profile, Endpoint, Region string
	// Label is what the person calls the account, so that it is not taken for another one; Color is the name of the color
	// it is drawn in. Empty for none.
	Label, Color string
	// CommandProfile is the profile that these commands name; empty for none.
	CommandProfile string
	ReadOnly, Demo bool
	// NoDetails leaves out what is known of the selected key and its user beside its row, and the calls that it takes.
	NoDetails bool
	// PlainHTTP says that calls and new secrets travel unencrypted to another machine, which the header does not let be
	// overlooked.
	PlainHTTP bool
	// Notices are sentences about the AWS configuration that are shown at the start.
	Notices []string
	// OpenAt is a user name or an access key ID to open at; empty for the first user.
	OpenAt string
	// CanSuspend says that a shell can stop and resume the program.
	CanSuspend bool
	// HandOver gives the terminal to another program; nil where there is none to give.
	HandOver HandOver
	// Typing says which key of some in a row the program is dealing with; nil where each key is one of its own.
	Typing func() keyboard.Ticket
	// Env is where a secret can be saved to: the home folder and the environment.
	Env handover.Env
	// RotationQuiet is how long the old key of a rotation must be unused before it is deactivated, RotationInactive how
	// long it is inactive before it is deleted; zero is 7 days.
	RotationQuiet, RotationInactive time.Duration
	// PathPrefix is that of the users which the service lists; empty for all.
	PathPrefix string
	// Thresholds says from when on the audit finds fault with a key, and with MaxAge which ages are marked; nil is
	// [audit.Defaults].
	Thresholds *audit.Thresholds
	// Keys says which keys ask for which action; nil has the keys of the table.
	Keys *action.Keymap
	// Views are filters that have a name.
	Views []filter.Saved
	// Journal reads the newest changes of the journal, at most so many; nil in an account that has none. NoJournal says
	// that what is changed now doesn't come into it.
	Journal   func(limit int) (journal.Tail, error)
	NoJournal bool
	// Commands are the person's own; Keys has them as actions.
	Commands []action.Custom
	// TipsAway remembers that the lines that say what to try are not to be shown again; nil shows none.
	TipsAway func()
	// Theme is how the screen is drawn at the start; empty is [theme.Auto].
	Theme theme.Name
	// NoMouse leaves the mouse to the terminal.
	NoMouse bool
	// ASCII draws with ASCII marks and borders only.
	ASCII bool
	// Warning is what a person must know from the start; it stays until it is dismissed. nil: nothing.
	Warning *iamsvc.Error
	// At is where the account was entered; Open opens another one, which may read files but asks no account. nil where
	// there is only this one.
	At   Entry
	Open func(Entry) (Config, error)
	// Doors lists what can be entered; it reads files, and asks nobody. nil where there is only this account.
	Doors func() []Door
	// Accounts returns what reads several accounts, and tells a function each change of one; with it the screen is that of
	// the accounts, and Service is nil. LabelOf returns the label of an account by its profiles.
	Accounts func(hear func(place int, a collect.Account)) *collect.Accounts
	LabelOf  func(profiles []string) string
	// SignInTo returns the service whose session is to be opened for an account that is signed out, and what it fails with
	// until then.
	SignInTo func(ctx context.Context, a collect.Account) (Service, error)
	// Several says that there is a screen of accounts to go back to, which is entered by the zero Entry.
	Several bool
	// Known is what was read of the account already; nil for nothing.
	Known *Known
	// Enter shows another account in place of this one, which stays as it is; nil where there is only this one.
	Enter func(Entry) tea.Cmd
	// After makes a command that delivers a message when some time has passed; nil is that of Bubble Tea.
	After func(time.Duration, tea.Msg) tea.Cmd
	// Now is the time of this machine, by which the program waits; nil is time.Now.
	Now func() time.Time
	// Clock is the time of IAM, by which ages are counted; nil goes by Now.
	Clock *clock.Clock
}

// Known is what was read of an account before its screen was opened. Nothing else writes to it any more.
type Known struct {
	Store    *store.Store
	Table    *audit.Table // follows the store
	Identity iamsvc.Identity
	At       time.Time // of this machine
}

// Entry is a way into an account: by a profile, or by its number as one of several accounts that were opened together.
// The zero Entry is the account that the program was started with.
type Entry struct{ Profile, Account string }

// Door is a way into an account as a list shows it, before anything was asked. What is not known is empty.
type Door struct {
	Entry
	Kind            string // how it is signed in, in a word or two
	Number, Name    string // of the account
	Region, Details string
}

// String names what is entered, for a sentence.
func (e Entry) String() string {
	switch {
	case e.Profile != "":
		return "Profile " + text.Clean(e.Profile)
	case e.Account != "":
		return "Account " + e.Account
	default:
		return "The first account"
	}
}

// DemoNote says in every question about a file that what is saved is of the built-in account, and where it is kept by
// default; nothing in a real account.
func (c Config) DemoNote() []dialog.Line {
	if !c.Demo {
		return nil
	}
	note := "DEMO: this account is built into akia, its keys work nowhere else."
	if c.Env.Home != "" {
		note += " Files are saved to " + c.Env.Home + "."
	}
	return []dialog.Line{{Text: note, Tone: dialog.Warn}}
}
