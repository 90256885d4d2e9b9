package iamsvc

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"akia/iamsvc/awsconfig"
	"akia/iamsvc/clock"
	"akia/iamsvc/queue"
)

// What holds where Options says nothing.
const (
	defaultRegion   = "us-east-1"
	defaultPageSize = 200
	defaultTimeout  = 15 * time.Second
)

// Options says which account to work on and how. The zero Options takes everything from the SDK's default chain, as the
// AWS CLI does.
type Options struct {
	// Profile names a profile of the shared configuration files; empty: AWS_PROFILE or the default profile.
	Profile string
	// Region decides the partition and signs the calls; empty: AWS_REGION, AWS_DEFAULT_REGION, the profile, us-east-1.
	Region string
	// EndpointURL is where IAM, STS and Organizations are; empty: AWS_ENDPOINT_URL_IAM and its like, AWS_ENDPOINT_URL,
	// the profile, AWS itself.
	EndpointURL string
	// AllowPlainHTTP lets IAM and STS be at an http:// address of another machine, where whoever is on the way reads every
	// new secret. Without it Open refuses such an address, wherever it is set; one of this machine is never refused.
	AllowPlainHTTP bool
	// KeyID and Secret are fixed credentials, for the built-in account. With them neither the environment nor any
	// configuration file is looked at. Empty: the SDK's default chain.
	KeyID  string
	Secret Secret
	// Role makes the calls as a role that another service's credentials assume; nil: as the other options say. With it
	// neither the environment nor any configuration file is looked at.
	Role *RoleFrom
	// SSO makes the calls as a role of IAM Identity Center; nil: as the profile has it.
	SSO *SSORole
	// MFA opens a session with a code of the user's MFA device, where the credentials are a user's own key: see SignIn.
	MFA bool
	// Sessions are those that MFA codes have opened; nil: some of its own.
	Sessions *Sessions
	// ReadOnly makes the service refuse every call that is not known to read only.
	ReadOnly bool
	// PageSize is how many users ListUsers asks for at a time, 1 to 1000; 0: 200.
	PageSize int32
	// PathPrefix limits ListUsers to the users whose path begins with it; empty: all.
	PathPrefix string
	// Now tells the time of this machine; nil: time.Now.
	Now func() time.Time
	// Clock, if not nil, is told what time it is at IAM. It must go by the same time of this machine; nil: one of its own.
	Clock *clock.Clock
	// Timeout is how long each attempt may take to the first byte of its answer, and again to each further part; 0: 15 s.
	Timeout time.Duration
	// Deadline is how long all attempts of a call may take together, whatever parts of answers come; 0: four times
	// Timeout. The time in the queue and that for finding credentials does not count.
	Deadline time.Duration
	// Walk limits lists that do not end; what is zero in it is that of [DefaultWalkLimits].
	Walk WalkLimits
	// Observe, if not nil, is told of each call when it has ended, and of each attempt that was throttled before that. It
	// is called from any goroutine and must return soon.
	Observe func(Call)
	// HTTPClient sends the requests to IAM and STS; nil: the SDK's, following no redirect. It must honour the context of
	// the request.
	HTTPClient aws.HTTPClient
	// Random returns a number in [0,1), by which pauses between attempts differ; nil: a random one. It is called from any
	// goroutine. A test that must run the same way twice brings its own.
	Random func() float64
}

// check returns what is wrong with the options, or nil.
func (o Options) check() error {
	for _, err := range []error{
		checkIfSet(o.EndpointURL, ValidEndpoint),
		checkIfSet(o.PathPrefix, ValidPathPrefix),
		checkIfSet(o.Region, ValidRegion),
		checkIfSet(o.KeyID, ValidKeyID),
	} {
		if err != nil {
			return err
		}
	}
	if o.PageSize < 0 || o.PageSize > 1000 {
		return invalid("The page size must be 1 to 1000.")
	}
	return nil
}

func checkIfSet(text string, check func(string) error) error {
	if text == "" {
		return nil
	}
	return check(text)
}

// Open returns a Service for the account that the options lead to. It reads configuration files only: credentials are
// looked for at the first call. An unknown profile, a malformed endpoint and the like are an *Error of KindInvalid.
func Open(ctx context.Context, o Options) (*Service, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	s := newService(o)
	cfg, err := s.load()
	if err != nil {
		return nil, err
	}
	s.loaded, s.creds = cfg, newCredentialSource(cfg.Credentials)
	if err := s.connect(ctx, cfg, o); err != nil {
		return nil, err
	}
	return s, nil
}

func newService(o Options) *Service {
	s := &Service{
		profile:   profileInForce(o),
		pageSize:  o.PageSize,
		prefix:    o.PathPrefix,
		readOnly:  o.ReadOnly,
		now:       o.Now,
		draw:      o.Random,
		observe:   o.Observe,
		queue:     queue.New(),
		ownWrites: newOwnWrites(),
		turns:     newTurns(),
		signer:    newSigner(),
		walks:     newWalks(o.Walk),
		creds:     &credentialSource{},
		options:   o,
	}
	if s.options.Timeout <= 0 {
		s.options.Timeout = defaultTimeout
	}
	if s.options.Deadline <= 0 {
		s.options.Deadline = 4 * s.options.Timeout
	}
	if s.pageSize == 0 {
		s.pageSize = defaultPageSize
	}
	if s.now == nil {
		s.now = time.Now
	}
	if s.draw == nil {
		s.draw = rand.Float64
	}
	if s.options.Sessions == nil {
		s.options.Sessions = &Sessions{}
	}
	if s.observe == nil {
		s.observe = func(Call) {}
	}
	if s.clock = o.Clock; s.clock == nil {
		s.clock = clock.New(s.now)
	}
	s.overlay = newOverlay(s.now)
	s.descriptions = newRecentChanges[partOf, string](s.now)
	s.policies = newRecentChanges[partOf, bool](s.now)
	s.newUsers = newRecentChanges[Principal, struct{}](s.now)
	return s
}

// profileInForce returns the profile that was named, by the options or else by the environment.
func profileInForce(o Options) string {
	switch {
	case o.KeyID != "", o.SSO != nil:
		return ""
	case o.Role != nil:
		return o.Role.Base.profile
	}
	return awsconfig.Named(awsconfig.SystemEnv(), o.Profile)
}

// connect makes the clients of IAM and STS.
func (s *Service) connect(ctx context.Context, cfg loaded, o Options) error {
	client := newTimedClient(s.options, cfg.HTTPClient, s.now)
	s.region, s.endpoint, s.notices = cfg.Region, cfg.iam, cfg.notices
	fips, dualStack := cfg.variants()
	s.iam = iam.NewFromConfig(cfg.Config, func(c *iam.Options) {
		c.HTTPClient, c.Credentials, c.Retryer = client, s.creds, aws.NopRetryer{}
		c.APIOptions = append(c.APIOptions, s.guards()...)
		c.BaseEndpoint = nilIfEmpty(cfg.iam)
		c.EndpointOptions.UseFIPSEndpoint, c.EndpointOptions.UseDualStackEndpoint = fips, dualStack
	})
	s.stsEndpoint = nilIfEmpty(cfg.sts)
	s.sts = sts.NewFromConfig(cfg.Config, func(c *sts.Options) {
		c.HTTPClient, c.Credentials, c.Retryer = client, s.creds, aws.NopRetryer{}
		c.APIOptions = append(c.APIOptions, s.guards()...)
		c.BaseEndpoint = s.stsEndpoint
		if s.stsEndpoint == nil {
			c.EndpointOptions.UseFIPSEndpoint, c.EndpointOptions.UseDualStackEndpoint = fips, dualStack
		}
	})
	s.organizations = organizations.NewFromConfig(cfg.Config, func(c *organizations.Options) {
		c.HTTPClient, c.Credentials, c.Retryer = client, s.creds, aws.NopRetryer{}
		c.APIOptions = append(c.APIOptions, checkJSON, refuseWrites) // nothing of it writes
		if c.BaseEndpoint = nilIfEmpty(cfg.organizations); c.BaseEndpoint == nil {
			c.EndpointOptions.UseFIPSEndpoint, c.EndpointOptions.UseDualStackEndpoint = fips, dualStack
		}
	})
	return s.resolve(ctx)
}

// variants returns which of AWS's own addresses to use.
func (l loaded) variants() (aws.FIPSEndpointState, aws.DualStackEndpointState) {
	fips, dualStack := aws.FIPSEndpointStateDisabled, aws.DualStackEndpointStateDisabled
	if l.fips {
		fips = aws.FIPSEndpointStateEnabled
	}
	if l.dualStack {
		dualStack = aws.DualStackEndpointStateEnabled
	}
	return fips, dualStack
}

// resolve checks that the region and both endpoints can be used, so that a wrong one is told before the first call.
func (s *Service) resolve(ctx context.Context) error {
	c := s.iam.Options()
	if s.endpoint == "" { // else the region is signed, and no part of the host
		if err := ValidRegion(s.region); err != nil {
			return err
		}
	}
	if s.endpoint != "" {
		if err := ValidEndpoint(s.endpoint); err != nil {
			return err
		}
	}
	if s.stsEndpoint != nil {
		if err := ValidEndpoint(*s.stsEndpoint); err != nil {
			return err
		}
	}
	if at := s.loaded.organizations; at != "" {
		if err := ValidEndpoint(at); err != nil {
			return err
		}
	}
	if err := s.checkPlainHTTP(); err != nil {
		return err
	}
	if err := s.checkProxy(); err != nil {
		return err
	}
	_, err := c.EndpointResolverV2.ResolveEndpoint(ctx, iam.EndpointParameters{
		Region:       &c.Region,
		UseDualStack: aws.Bool(c.EndpointOptions.UseDualStackEndpoint == aws.DualStackEndpointStateEnabled),
		UseFIPS:      aws.Bool(c.EndpointOptions.UseFIPSEndpoint == aws.FIPSEndpointStateEnabled),
		Endpoint:     c.BaseEndpoint,
	})
	if err != nil {
		e := invalid(fmt.Sprintf("IAM cannot be reached this way in region %s.", s.region))
		e.remedy = Remedy{
			Kind:    RemedyCheckEndpoint,
			Setting: "the region, the endpoint, and the FIPS and dual-stack settings",
		}
		e.cause = err
		return e
	}
	return nil
}

// Renew reads the configuration again and drops the cached credentials, so that the next call uses what a renewed login
// left behind. The region and the endpoint stay as they were opened. With fixed credentials it does nothing. It fails
// with an *Error as Open does, and then keeps the credentials in use.
func (s *Service) Renew(context.Context) error {
	if s.options.KeyID != "" {
		return nil
	}
	cfg, err := s.load()
	if err != nil {
		return err
	}
	s.creds.replace(cfg.Credentials)
	s.account.Store(nil) // they may be those of another one
	s.signer.forget()
	return nil
}
