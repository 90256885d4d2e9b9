// Package settings is what a person asks for: the flags of the command line, what they may hold, and the configuration
// file that sets them. It opens nothing but that file and knows no command; a new setting is a field of [Settings] with
// a flag in [Settings.AddFlags], and a name in [Configurable] if the file can set it.
package settings

import (
	"errors"
	"slices"
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
	// AllowPlainHTTP lets the endpoint be an http:// address of another machine.
	AllowPlainHTTP bool
	DemoUsers      int
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
		Details: true, Mouse: true, DemoUsers: DefaultDemoUsers, PageSize: defaultPageSize, Timeout: defaultTimeout,
	}
}

// AddAccountFlags adds the flags that say which account to look at and how, which the screen and the report share.
func (s *Settings) AddAccountFlags(flags *pflag.FlagSet) {
	TextFlag(flags, &s.Profile, "profile", nil, "profile of the AWS configuration files")
	TextFlag(flags, &s.Region, "region", iamsvc.ValidRegion, "the AWS region, us-east-1 if none is set")
	flags.BoolVar(&s.MFA, "mfa", false, "sign in with a code of your MFA device")
	TextFlag(flags, &s.Endpoint, "endpoint-url", iamsvc.ValidEndpoint, "another address of the IAM and STS services")
	flags.BoolVar(&s.AllowPlainHTTP, "allow-plain-http", false,
		"allow an http:// endpoint on another machine (unencrypted)")
	TextFlag(flags, &s.PathPrefix, "path-prefix", iamsvc.ValidPathPrefix, "only users whose path begins so, such as /ci/")
	NumberFlag(flags, &s.PageSize, "page-size", 1, maxPageSize, "users per ListUsers call")
	flags.BoolVar(&s.Demo, "demo", false, "use the account built into akia: no AWS, no network")
	NumberFlag(flags, &s.DemoUsers, "demo-users", 0, MaxDemoUsers, "users of the built-in account")
	SpanFlag(flags, &s.Timeout, "timeout", minTimeout, maxTimeout, "longest wait for the first byte of an answer")
	SpanFlag(flags, &s.Timeout, timeoutAlias, minTimeout, maxTimeout,
		"--timeout by the name that the AWS CLI has for it")
	flags.Lookup(timeoutAlias).Hidden = true
	TextFlag(flags, &s.Debug, "debug", nil, "append a line for each call to this file; never a secret")
}

// AddThresholdFlags adds the flags that say from when on the audit finds fault with a key, which the screen and the
// report share.
func (s *Settings) AddThresholdFlags(flags *pflag.FlagSet) {
	t := &s.Thresholds
	for _, limit := range []struct {
		to         *int
		name, help string
	}{
		{&t.MaxAge, "max-age", "days after which an active key is old"},
		{&t.Unused, "unused", "days after which an active key is unused"},
		{&t.LongUnused, "unused-long", "days after which an active key is unused for long"},
		{&t.NeverUsed, "never-used", "days in which a new key is to be used"},
		{&t.Inactive, "inactive", "days after which an inactive key that nothing used is to go"},
	} {
		NumberFlag(flags, limit.to, limit.name, 0, maxDays, limit.help+" (0: never)")
	}
	flags.BoolVar(&t.Description, "descriptions", t.Description, "find fault with keys that have no description")
}

// AddFlags adds every flag of the screen.
func (s *Settings) AddFlags(flags *pflag.FlagSet) {
	s.AddAccountFlags(flags)
	flags.BoolVar(&s.ReadOnly, "read-only", false, "refuse every call that changes something")
	flags.BoolVar(&s.ASCII, "ascii", false, "draw with ASCII characters only")
	TextFlag(flags, &s.Theme, "theme", checkTheme, "colors: auto, dark, light, high-contrast or mono")
	flags.BoolVar(&s.Details, "details", true,
		"show findings, MFA, groups, policies and tags below the keys, with the calls they take")
	flags.BoolVar(&s.Mouse, "mouse", true, "click and scroll; --mouse=false leaves the mouse to the terminal")
	flags.BoolVar(&s.NoJournal, "no-journal", false, "keep no journal of what is changed")
	s.AddThresholdFlags(flags)
	NumberFlag(flags, &s.QuietDays, "rotation-quiet-days", 1, maxRotationDays,
		"days a rotated key is unused before it is deactivated")
	NumberFlag(flags, &s.RestDays, "rotation-inactive-days", 1, maxRotationDays,
		"days a rotated key is inactive before it is deleted")
	TextFlag(flags, &s.Policy, policyFlag, checkPolicyKind,
		"print the IAM policy that akia needs (read, write, self or full) and end")
}

// Check takes the arguments and refuses what single flags could not know.
func (s *Settings) Check(flags *pflag.FlagSet, args []string) error {
	if len(args) > 1 {
		return exit.Usage("one user or access key ID at most, not %d", len(args))
	}
	if err := s.CheckAccount(flags); err != nil {
		return err
	}
	switch {
	case s.Policy != "" && len(args) > 0:
		return exit.Usage("--print-iam-policy does not go with a user or an access key ID")
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
		return exit.Usage("--demo is an account of its own: --profile does not go with it")
	case s.Demo && s.Endpoint != "":
		return exit.Usage("--demo is an account of its own: --endpoint-url does not go with it")
	case !s.Demo && flags.Changed("demo-users"):
		return exit.Usage("--demo-users needs --demo")
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
func checkPolicyKind(kind string) error {
	if !slices.Contains(policy.Kinds(), policy.Kind(kind)) {
		return exit.Usage("must be read, write, self or full")
	}
	return nil
}
