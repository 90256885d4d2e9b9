package cli

import (
	"time"

	"github.com/spf13/pflag"

	"akia/iamsvc"
	"akia/iamsvc/audit"
)

const (
	defaultDemoUsers = 300
	maxDemoUsers     = 5000
	defaultPageSize  = 200
	maxPageSize      = 1000 // IAM's own bound of MaxItems

	defaultTimeout = 15 * time.Second
	minTimeout     = time.Second
	maxTimeout     = time.Minute // the screen gives a change no more than that

	defaultRotationDays = 7
	maxRotationDays     = 365

	maxDays = 36500 // the most that a threshold of the audit can be set to
)

// settings is what the command line and the configuration file ask for.
type settings struct {
	profile  string
	region   string
	endpoint string
	demo     bool
	// allowPlainHTTP lets the endpoint be an http:// address of another machine.
	allowPlainHTTP bool
	demoUsers      int
	readOnly       bool
	pageSize       int
	pathPrefix     string
	ascii          bool
	timeout        time.Duration
	debug          string // the path of the log; empty for none
	noJournal      bool
	quietDays      int // how long the old key of a rotation is unused before it is deactivated
	restDays       int // how long it is inactive before it is deleted
	thresholds     audit.Thresholds
	policy         string // the kind of policy to print instead of opening the screen; empty for none
	// openAt is a user name or an access key ID; empty for the first user.
	openAt string
}

// days returns a number of days as a length of time.
func days(n int) time.Duration { return time.Duration(n) * 24 * time.Hour }

func newSettings() *settings {
	return &settings{
		demoUsers: defaultDemoUsers, pageSize: defaultPageSize, timeout: defaultTimeout,
		quietDays: defaultRotationDays, restDays: defaultRotationDays, thresholds: audit.Defaults(),
	}
}

// addAccountFlags adds the flags that say which account to look at and how, which the screen and the report share.
func (s *settings) addAccountFlags(flags *pflag.FlagSet) {
	textFlag(flags, &s.profile, "profile", nil, "profile of the AWS configuration files")
	textFlag(flags, &s.region, "region", iamsvc.ValidRegion, "the AWS region, us-east-1 if none is set")
	textFlag(flags, &s.endpoint, "endpoint-url", iamsvc.ValidEndpoint, "another address of the IAM and STS services")
	flags.BoolVar(&s.allowPlainHTTP, "allow-plain-http", false,
		"allow an http:// endpoint on another machine (unencrypted)")
	textFlag(flags, &s.pathPrefix, "path-prefix", iamsvc.ValidPathPrefix, "only users whose path begins so, such as /ci/")
	numberFlag(flags, &s.pageSize, "page-size", 1, maxPageSize, "users per ListUsers call")
	flags.BoolVar(&s.demo, "demo", false, "use the account built into akia: no AWS, no network")
	numberFlag(flags, &s.demoUsers, "demo-users", 0, maxDemoUsers, "users of the built-in account")
	spanFlag(flags, &s.timeout, "timeout", minTimeout, maxTimeout, "longest wait for the first byte of an answer")
	spanFlag(flags, &s.timeout, "cli-read-timeout", minTimeout, maxTimeout,
		"--timeout by the name that the AWS CLI has for it")
	flags.Lookup("cli-read-timeout").Hidden = true
	textFlag(flags, &s.debug, "debug", nil, "append a line for each call to this file; never a secret")
}

// addThresholdFlags adds the flags that say from when on the audit finds fault with a key, which the screen and the
// report share.
func (s *settings) addThresholdFlags(flags *pflag.FlagSet) {
	t := &s.thresholds
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
		numberFlag(flags, limit.to, limit.name, 0, maxDays, limit.help+" (0: never)")
	}
	flags.BoolVar(&t.Description, "descriptions", t.Description, "find fault with keys that have no description")
}

func (s *settings) addFlags(flags *pflag.FlagSet) {
	s.addAccountFlags(flags)
	flags.BoolVar(&s.readOnly, "read-only", false, "refuse every call that changes something")
	flags.BoolVar(&s.ascii, "ascii", false, "draw with ASCII characters only")
	flags.BoolVar(&s.noJournal, "no-journal", false, "keep no journal of what is changed")
	s.addThresholdFlags(flags)
	numberFlag(flags, &s.quietDays, "rotation-quiet-days", 1, maxRotationDays,
		"days a rotated key is unused before it is deactivated")
	numberFlag(flags, &s.restDays, "rotation-inactive-days", 1, maxRotationDays,
		"days a rotated key is inactive before it is deleted")
	textFlag(flags, &s.policy, "print-iam-policy", checkPolicyKind,
		"print the IAM policy that akia needs (read, write, self or full) and end")
}

// check takes the arguments and refuses what single flags could not know.
func (s *settings) check(flags *pflag.FlagSet, args []string) error {
	if len(args) > 1 {
		return usage("one user or access key ID at most, not %d", len(args))
	}
	if err := s.checkAccount(flags); err != nil {
		return err
	}
	switch {
	case s.policy != "" && len(args) > 0:
		return usage("--print-iam-policy does not go with a user or an access key ID")
	case len(args) == 0:
		return nil
	}
	s.openAt = args[0]
	return checkOpenAt(s.openAt)
}

// checkAccount refuses flags that contradict each other about the account.
func (s *settings) checkAccount(flags *pflag.FlagSet) error {
	switch {
	case s.demo && s.profile != "":
		return usage("--demo is an account of its own: --profile does not go with it")
	case s.demo && s.endpoint != "":
		return usage("--demo is an account of its own: --endpoint-url does not go with it")
	case !s.demo && flags.Changed("demo-users"):
		return usage("--demo-users needs --demo")
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
		return usage("%s", err)
	}
	return nil
}
