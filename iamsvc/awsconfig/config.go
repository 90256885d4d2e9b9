package awsconfig

// Config is what the configuration says to a program that works with IAM and STS.
type Config struct {
	// Profile is the profile that was named; empty if none was.
	Profile string
	// Region is empty if none is set.
	Region string
	// IAM, STS and Organizations are the addresses of the services; empty for AWS's own.
	IAM, STS, Organizations string
	// FIPS and DualStack say which of AWS's own addresses to use.
	FIPS, DualStack bool
	// Notices are sentences about what the AWS CLI and akia pass over.
	Notices []string

	env         Env
	bundle      found
	maxAttempts int
	adaptive    bool
	endpoints   map[string]string // of the services that give credentials
	imds        metadataOptions
	plan        plan
}

// resolver finds out what the configuration says.
type resolver struct {
	env             Env
	book            *book
	profile         string // the profile in force; "default" if none is named
	explicit        bool   // it was named by the caller, so that the environment's credentials do not count
	scoped          *profile
	ignoreEndpoints bool
	visited         []string // the profiles of the chain of roles so far
}

// Given is what is said elsewhere, as on a command line. It goes before the environment and the files.
type Given struct {
	Profile, Region string
	Endpoint        string // of IAM, STS and Organizations
	// MFA opens a session with a code of an MFA device, where the credentials are a user's own key.
	MFA bool
	// SSO takes the credentials from IAM Identity Center; nil: as the profile has it.
	SSO *SSORole
}

// SSORole is a role in an account, as IAM Identity Center gives it by the login of a session.
type SSORole struct{ Session, Account, Role string }

// Load reads the configuration for the profile given, or else the one that the environment names. Where the AWS CLI
// would refuse, it fails with an *Error.
func Load(env Env, given Given) (*Config, error) {
	f, err := readFiles(env)
	if err != nil {
		return nil, err
	}
	r := &resolver{env: env, book: newBook(f), explicit: given.Profile != ""}
	c := &Config{env: env}
	if err := r.choose(given.Profile, c); err != nil {
		return nil, err
	}
	if err := r.fill(c, given); err != nil {
		return nil, err
	}
	switch {
	case given.SSO != nil:
		c.plan, err = r.ssoRole(*given.SSO)
	default:
		c.plan, err = r.credentials()
	}
	if err == nil && given.MFA {
		c.plan, err = r.withMFA(c.plan)
	}
	if err != nil {
		return nil, err
	}
	c.Notices = f.notices
	return c, nil
}

// Named returns the profile in force: the one given, or else the one that the environment names; empty for none.
func Named(env Env, profile string) string {
	if profile != "" {
		return profile
	}
	if set, ok := env.Lookup("AWS_PROFILE"); ok {
		return set
	}
	return env.get("AWS_DEFAULT_PROFILE")
}

// choose finds the profile in force, which must exist if it was named.
func (r *resolver) choose(given string, c *Config) error {
	variable := ""
	named := given != ""
	c.Profile = given
	for _, name := range []string{"AWS_PROFILE", "AWS_DEFAULT_PROFILE"} {
		if set, ok := r.env.Lookup(name); ok && !named {
			c.Profile, named, variable = set, true, name
		}
	}
	r.profile = c.Profile
	if !named {
		r.profile = "default"
	}
	r.scoped = r.book.profiles[r.profile]
	switch {
	case r.scoped != nil:
		return nil
	case named:
		return r.book.missing(r.profile, variable)
	}
	r.scoped = &profile{name: r.profile, values: map[string]value{}}
	return nil
}

// fill fills in everything but the credentials.
func (r *resolver) fill(c *Config, given Given) (err error) {
	chosen, counts, err := r.checkValues()
	if err != nil {
		return err
	}
	c.adaptive, c.maxAttempts = chosen["retry_mode"] == "adaptive", counts["max_attempts"]
	if err = r.checkToken(); err != nil {
		return err
	}
	if c.Region = given.Region; c.Region == "" {
		if c.Region, err = r.region(); err != nil {
			return err
		}
	}
	if r.ignoreEndpoints, err = r.flag("ignore_configured_endpoint_urls",
		"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"); err != nil {
		return err
	}
	if c.FIPS, err = r.flag("use_fips_endpoint", "AWS_USE_FIPS_ENDPOINT"); err != nil {
		return err
	}
	if c.DualStack, err = r.flag("use_dualstack_endpoint", "AWS_USE_DUALSTACK_ENDPOINT"); err != nil {
		return err
	}
	if c.bundle, err = r.lookup("ca_bundle", "AWS_CA_BUNDLE"); err != nil {
		return err
	}
	if c.imds, err = r.metadata(chosen); err != nil {
		return err
	}
	return r.fillEndpoints(c, given.Endpoint)
}

// fillEndpoints fills in the addresses of the services.
func (r *resolver) fillEndpoints(c *Config, given string) error {
	c.endpoints = map[string]string{}
	for _, service := range []string{"iam", "sts", "organizations", "sso", "sso_oidc", "signin"} {
		f, err := r.endpoint(service)
		if err != nil {
			return err
		}
		c.endpoints[service] = f.text
	}
	c.IAM, c.STS, c.Organizations = c.endpoints["iam"], c.endpoints["sts"], c.endpoints["organizations"]
	if given != "" {
		c.IAM, c.STS, c.Organizations = given, given, given
	}
	return nil
}
