// Package settings is what a person asks for: the flags of the command line, what they may hold, and the configuration
// file that sets them. It opens nothing but that file and knows no command; a new setting is a field of [Settings] with
// a flag in [Settings.AddFlags], and a name in [Configurable] if the file can set it.
package settings

import (
	"cmp"
	"errors"
	"time"

	"github.com/spf13/pflag"

	"akia/iamsvc"
	"akia/iamsvc/audit"
	"akia/iamsvc/policy"
	"akia/ui/cli/exit"
	"akia/ui/theme"
)

// How many users the built-in account has unless told otherwise, and at most.
const (
	DefaultDemoUsers = 300
	MaxDemoUsers     = 5000

	// DefaultDemoMembers is how many other accounts the built-in account's organization has, and MaxDemoMembers how many
	// it can have.
	DefaultDemoMembers = 12
	MaxDemoMembers     = 1000
)

const (
	defaultPageSize = 200
	maxPageSize     = 1000 // IAM's own bound of MaxItems

	defaultTimeout = 15 * time.Second
	minTimeout     = time.Second
	maxTimeout     = time.Minute // the screen gives a change no more than that

	defaultRotationDays = 7
	maxRotationDays     = 365

	maxDays = 36500 // the most that a threshold of the audit can be set to
)

// Flags that are no settings: one prints instead of opening the screen, the other is another name.
const (
	policyFlag   = "print-iam-policy"
	timeoutAlias = "cli-read-timeout"
)

// Settings is what the command line and the configuration file ask for.
type Settings struct {
	Profile  string
	Region   string
	Endpoint string
	Demo     bool
	// Estate says which accounts, where there may be several.
	Estate Estate
	// Write lets changes be made in several accounts that are shown side by side.
	Write bool
	// AllowPlainHTTP lets the endpoint be an http:// address of another machine.
	AllowPlainHTTP bool
	DemoUsers      int
	DemoMembers    int
	ReadOnly       bool
	PageSize       int
	PathPrefix     string
	ASCII          bool
	Theme          string
	Details        bool // below the keys, what else is known of the key and its user
	Timeout        time.Duration
	MFA            bool   // a session that a code of the user's MFA device opens
	MFACode        string // for commands without a screen; empty for none
	Debug          string // the path of the log; empty for none
	NoJournal      bool
	Mouse          bool
	QuietDays      int // how long the old key of a rotation is unused before it is deactivated
	RestDays       int // how long it is inactive before it is deleted
	Thresholds     audit.Thresholds
	Policy         string // the kind of policy to print instead of opening the screen; empty for none
	// OpenAt is a user name or an access key ID; empty for the first user.
	OpenAt string
}

// Options returns what the settings say to the service layer.
func (s *Settings) Options() iamsvc.Options {
	return iamsvc.Options{
		Profile:     s.Profile,
		Region:      s.Region,
		EndpointURL: s.Endpoint,
		ReadOnly:    s.ReadOnly,
		PageSize:    int32(s.PageSize), // the flag is bounded
		PathPrefix:  s.PathPrefix,
		Timeout:     s.Timeout,
		MFA:         s.MFA,

		AllowPlainHTTP: s.AllowPlainHTTP,
	}
}

// Days returns a number of days as a length of time.
func Days(n int) time.Duration { return time.Duration(n) * 24 * time.Hour }

// New returns the settings of a command line without flags.
func New() *Settings {
	return &Settings{
		Theme: string(theme.Auto), Thresholds: audit.Defaults(),
		QuietDays: defaultRotationDays, RestDays: defaultRotationDays,
		Details: true, Mouse: true, DemoUsers: DefaultDemoUsers, DemoMembers: DefaultDemoMembers,
		PageSize: defaultPageSize, Timeout: defaultTimeout,
	}
}

// AddAccountFlags adds the flags that say which account to look at and how, which the screen and the report share.
func (s *Settings) AddAccountFlags(flags *pflag.FlagSet) {
	In(Account, flags, func() {
		TextFlag(flags, &s.Profile, "profile", nil, "Use profile `NAME` of the AWS configuration files")
		TextFlag(flags, &s.Region, "region", iamsvc.ValidRegion, "Use this AWS `REGION`; us-east-1 if none is set")
		flags.BoolVar(&s.MFA, "mfa", false, "Sign in with a code of your MFA device")
		TextFlag(flags, &s.Endpoint, "endpoint-url", iamsvc.ValidEndpoint, "Send IAM and STS calls to this `URL`")
		TextFlag(flags, &s.PathPrefix, "path-prefix", iamsvc.ValidPathPrefix, "Only users under `PATH`, such as /ci/")
		NumberFlag(flags, &s.PageSize, "page-size", 1, maxPageSize, "List `N` users per call")
		flags.BoolVar(&s.Demo, "demo", false, "Use the built-in account: no AWS, no network")
		NumberFlag(flags, &s.DemoUsers, "demo-users", 0, MaxDemoUsers, "Number of users (`N`) in the built-in account")
		NumberFlag(flags, &s.DemoMembers, "demo-members", 0, MaxDemoMembers,
			"Number of other accounts (`N`) in the built-in organization")
		SpanFlag(flags, &s.Timeout, "timeout", minTimeout, maxTimeout, "Wait `TIME` for a response, such as 20 or 1m")
		SpanFlag(flags, &s.Timeout, timeoutAlias, minTimeout, maxTimeout,
			"Same as --timeout, as the AWS CLI calls it: `TIME`")
		flags.Lookup(timeoutAlias).Hidden = true
	})
	In(Safety, flags, func() {
		flags.BoolVar(&s.AllowPlainHTTP, "allow-plain-http", false, "Allow an http:// endpoint on another machine")
	})
	In(Output, flags, func() {
		TextFlag(flags, &s.Debug, "debug", nil, "Log each call to `FILE`, never a secret")
	})
}

// AddCodeFlag adds the flag of a code of an MFA device, for commands that have no screen to ask for one.
func (s *Settings) AddCodeFlag(flags *pflag.FlagSet) {
	In(Account, flags, func() {
		TextFlag(flags, &s.MFACode, "mfa-code", iamsvc.ValidCode, "Current `CODE` of the MFA device, if one is needed")
	})
}

// AddThresholdFlags adds the flags of the findings of the audit, which the screen and the report share.
func (s *Settings) AddThresholdFlags(flags *pflag.FlagSet) {
	t := &s.Thresholds
	In(Audit, flags, func() {
		for _, limit := range []struct {
			to         *int
			name, help string
		}{
			{&t.MaxAge, "max-age", "Flag active keys older than `DAYS`"},
			{&t.Unused, "unused", "Flag active keys unused for `DAYS`"},
			{&t.LongUnused, "unused-long", "Flag active keys unused for `DAYS` as urgent"},
			{&t.NeverUsed, "never-used", "Flag active keys never used in `DAYS`"},
			{&t.Inactive, "inactive", "Flag inactive keys unused for `DAYS`"},
		} {
			NumberFlag(flags, limit.to, limit.name, 0, maxDays, limit.help)
		}
		flags.BoolVar(&t.Description, "descriptions", t.Description, "Flag keys without a description")
	})
}

// AddFlags adds every flag of the screen.
func (s *Settings) AddFlags(flags *pflag.FlagSet) {
	s.AddAccountFlags(flags)
	s.AddEstateFlags(flags)
	In(View, flags, func() {
		flags.BoolVar(&s.ASCII, "ascii", false, "Draw with ASCII characters only")
		TextFlag(flags, &s.Theme, "theme", checkTheme, "Color `THEME`: "+inWords(themeNames(), "or"))
		flags.BoolVar(&s.Details, "details", true, "Show findings, MFA, groups and tags below the keys")
		flags.BoolVar(&s.Mouse, "mouse", true, "Click and scroll; --mouse=false leaves it to the terminal")
	})
	In(Safety, flags, func() {
		flags.BoolVar(&s.ReadOnly, "read-only", false, "Refuse every call that changes something")
		flags.BoolVar(&s.Write, "write", false, "Allow changes in several accounts, which are read-only otherwise")
		flags.BoolVar(&s.NoJournal, "no-journal", false, "Don't keep a journal of changes")
		NumberFlag(flags, &s.QuietDays, "rotation-quiet-days", 1, maxRotationDays,
			"In a rotation, wait until unused for `DAYS`")
		NumberFlag(flags, &s.RestDays, "rotation-inactive-days", 1, maxRotationDays,
			"In a rotation, wait until inactive for `DAYS`")
	})
	s.AddThresholdFlags(flags)
	In(Output, flags, func() {
		TextFlag(flags, &s.Policy, policyFlag, checkPolicyKind,
			"Print the `KIND` policy and exit: "+inWords(PolicyKinds(), "or"))
	})
}

// Check takes the arguments and refuses what single flags could not know.
func (s *Settings) Check(flags *pflag.FlagSet, args []string) error {
	if len(args) > 1 {
		return exit.Usage("name one user or access key ID, not %d", len(args))
	}
	if err := cmp.Or(s.CheckAccount(flags), s.CheckEstate()); err != nil {
		return err
	}
	switch {
	case s.Write && !s.Estate.Several():
		return exit.Usage("--write needs --profiles, --sso or --org")
	case s.Write && s.ReadOnly:
		return exit.Usage("--write can't be combined with --read-only")
	case len(args) > 0 && s.Estate.Several():
		return exit.Usage("name a user or an access key ID for one account only")
	case s.Policy != "" && len(args) > 0:
		return exit.Usage("--print-iam-policy can't be combined with a user or an access key ID")
	case len(args) == 0:
		return nil
	}
	s.OpenAt = args[0]
	return checkOpenAt(s.OpenAt)
}

// CheckAccount refuses flags that contradict each other about the account.
func (s *Settings) CheckAccount(flags *pflag.FlagSet) error {
	switch {
	case s.Demo && s.Profile != "":
		return exit.Usage("--demo can't be combined with --profile")
	case s.Demo && s.Endpoint != "":
		return exit.Usage("--demo can't be combined with --endpoint-url")
	case !s.Demo && flags.Changed("demo-users"):
		return exit.Usage("--demo-users needs --demo")
	case !s.Demo && flags.Changed("demo-members"):
		return exit.Usage("--demo-members needs --demo")
	}
	return nil
}

// checkOpenAt refuses what is neither a user name nor an access key ID to IAM.
func checkOpenAt(name string) error {
	valid := iamsvc.ValidUserName
	if iamsvc.LooksLikeKeyID(name) {
		valid = iamsvc.ValidKeyID
	}
	if err := valid(name); err != nil {
		return exit.Usage("%s", err)
	}
	return nil
}

// checkTheme refuses what is no theme.
func checkTheme(name string) error {
	if _, fault := theme.Parse(name); fault != "" {
		return errors.New(fault)
	}
	return nil
}

// checkPolicyKind refuses what --print-iam-policy knows no policy for.
func checkPolicyKind(kind string) error { return OneOf(kind, PolicyKinds()) }

// PolicyKinds returns what --print-iam-policy can hold.
func PolicyKinds() []string { return texted(policy.Kinds()) }

// themeNames returns what --theme can hold.
func themeNames() []string { return texted(theme.Names()) }

// texted returns names as texts.
func texted[T ~string](names []T) []string {
	all := make([]string, len(names))
	for i, n := range names {
		all[i] = string(n)
	}
	return all
}
