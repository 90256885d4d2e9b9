package awsconfig

import (
	"cmp"
	"context"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/credentials/ec2rolecreds"
	"github.com/aws/aws-sdk-go-v2/credentials/endpointcreds"
	"github.com/aws/aws-sdk-go-v2/credentials/logincreds"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/feature/ec2/imds"
	"github.com/aws/aws-sdk-go-v2/service/signin"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// roleTime is how long the session of an assumed role lasts where nothing is set, as STS has it.
const roleTime = time.Hour

// provider gives credentials.
type provider = aws.CredentialsProvider

// builder makes the providers of a plan.
type builder struct {
	config *Config
	aws    aws.Config // for the clients that fetch credentials
	Signing
}

// Signing is what credentials are fetched with.
type Signing struct {
	// STS returns where roles are assumed; nil is AWS's own address. It is called when that is done.
	STS func() *string
	// Here keeps what is sent to an http:// address of STS on this machine; nil lets it go anywhere.
	Here func(*http.Transport)
	// Sessions are those that were opened with MFA codes.
	Sessions *Sessions
	// Device returns the MFA device of whose key it is; only for Given.MFA, where no mfa_serial is set.
	Device func(ctx context.Context, key aws.CredentialsProvider) (string, error)
}

// SDK returns the configuration as the SDK takes it, with credentials that are looked for when they are first needed.
// If secure is true, for calls over TLS, it fails with an *Error if the certificates that are set cannot be read.
func (c *Config) SDK(region string, secure bool, sign Signing) (aws.Config, error) {
	client, err := c.client(secure)
	if err != nil {
		return aws.Config{}, err
	}
	cfg := aws.Config{
		Region: region, HTTPClient: client, RetryMaxAttempts: c.maxAttempts,
		RetryMode: aws.RetryModeStandard,
	}
	if c.adaptive {
		cfg.RetryMode = aws.RetryModeAdaptive
	}
	b := &builder{config: c, aws: cfg, Signing: sign}
	found := c.plan.provider(b)
	if _, ok := found.(*aws.CredentialsCache); !ok {
		found = aws.NewCredentialsCache(found)
	}
	cfg.Credentials = found
	return cfg, nil
}

// provider returns the credentials as they are.
func (p staticPlan) provider(*builder) provider {
	return aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: p.keyID, SecretAccessKey: p.secret, SessionToken: p.token, Source: p.source}, nil
	})
}

// roleClient assumes roles at the address that STS has by then.
func (b *builder) roleClient(from provider) *sts.Client {
	cfg := b.aws
	cfg.Credentials = from
	return sts.NewFromConfig(cfg, func(o *sts.Options) {
		o.BaseEndpoint = b.STS()
		o.HTTPClient = Kept(o.HTTPClient, o.BaseEndpoint, b.Here)
		b.variants(&o.EndpointOptions.UseFIPSEndpoint, &o.EndpointOptions.UseDualStackEndpoint, o.BaseEndpoint)
	})
}

// Kept returns the client for calls to an address: changed by here if that is an http:// address; as it is without
// here.
func Kept(client aws.HTTPClient, address *string, here func(*http.Transport)) aws.HTTPClient {
	buildable, ok := client.(*awshttp.BuildableClient)
	if !ok || here == nil || !strings.HasPrefix(strings.ToLower(aws.ToString(address)), "http://") {
		return client
	}
	return buildable.WithTransportOptions(here)
}

// variants sets which of AWS's own addresses to use. They are no part of an address that was given.
func (b *builder) variants(fips *aws.FIPSEndpointState, dual *aws.DualStackEndpointState, given *string) {
	if given == nil && b.config.FIPS {
		*fips = aws.FIPSEndpointStateEnabled
	}
	if given == nil && b.config.DualStack {
		*dual = aws.DualStackEndpointStateEnabled
	}
}

// provider assumes the role. STS is not asked before.
func (p rolePlan) provider(b *builder) provider {
	from := aws.NewCredentialsCache(p.from.provider(b))
	if p.mfa == "" {
		return p.assumed(b, from)
	}
	return aws.CredentialsProviderFunc(func(ctx context.Context) (aws.Credentials, error) {
		source, err := from.Retrieve(ctx)
		switch {
		case err != nil:
			return aws.Credentials{}, err
		case source.SessionToken != "": // from it no session can be opened
			return p.withCode(b, from)
		default:
			return p.assumed(b, b.longTerm(p.profile, p.mfa, from)).Retrieve(ctx)
		}
	})
}

// assumed assumes the role with the credentials.
func (p rolePlan) assumed(b *builder, from provider) provider {
	return NamesRole(p.arn, lazily(func() provider {
		return stscreds.NewAssumeRoleProvider(b.roleClient(from), p.arn, func(o *stscreds.AssumeRoleOptions) {
			o.RoleSessionName = p.session
			o.Duration = p.duration()
			if p.externalID != "" {
				o.ExternalID = &p.externalID
			}
		})
	}))
}

// RoleError is why a role was not assumed.
type RoleError struct {
	ARN string

	cause error
}

func (e *RoleError) Error() string { return "cannot assume the role " + e.ARN + ": " + e.cause.Error() }

// Unwrap returns what the provider failed with.
func (e *RoleError) Unwrap() error { return e.cause }

// NamesRole returns a provider whose failures say which role it is that they are about, as a *RoleError.
func NamesRole(arn string, from aws.CredentialsProvider) aws.CredentialsProvider {
	return aws.CredentialsProviderFunc(func(ctx context.Context) (aws.Credentials, error) {
		found, err := from.Retrieve(ctx)
		if err != nil {
			return found, &RoleError{arn, err}
		}
		return found, nil
	})
}

// withCode returns the session of the role that was opened with a code. It fails with a *CodeNeeded while there is
// none.
func (p rolePlan) withCode(b *builder, from provider) (aws.Credentials, error) {
	of := sessionOf{device: p.mfa, role: p.arn}
	if found, ok := b.Sessions.get(of, b.config.env.Now()); ok {
		return found, nil
	}
	return aws.Credentials{}, &CodeNeeded{
		Device: p.mfa, Profile: p.profile,
		give: func(ctx context.Context, code string) error {
			in := &sts.AssumeRoleInput{
				RoleArn: &p.arn, RoleSessionName: aws.String(cmp.Or(p.session, defaultSession)),
				DurationSeconds: aws.Int32(int32(p.duration() / time.Second)), SerialNumber: &p.mfa, TokenCode: &code,
			}
			if p.externalID != "" {
				in.ExternalId = &p.externalID
			}
			out, err := b.roleClient(from).AssumeRole(ctx, in, once)
			if err != nil {
				return err
			}
			if out.Credentials == nil {
				return errNoSession
			}
			b.Sessions.put(of, credentialsOf(out.Credentials.AccessKeyId, out.Credentials.SecretAccessKey,
				out.Credentials.SessionToken, out.Credentials.Expiration, stscreds.ProviderName))
			return nil
		},
	}
}

// defaultSession is the name of the session of a role for which none is set.
const defaultSession = "akia"

// duration returns how long the session of the role is to last.
func (p rolePlan) duration() time.Duration {
	if p.seconds > 0 {
		return time.Duration(p.seconds) * time.Second
	}
	return roleTime
}

// provider opens a session with a code of the device.
func (p mfaPlan) provider(b *builder) provider {
	from := aws.NewCredentialsCache(p.from.provider(b))
	return aws.CredentialsProviderFunc(func(ctx context.Context) (aws.Credentials, error) {
		device := p.device
		if key, err := from.Retrieve(ctx); err != nil || key.SessionToken != "" {
			return key, err // a session can open no other
		}
		if device == "" {
			var err error
			if device, err = b.Device(ctx, from); err != nil {
				return aws.Credentials{}, err
			}
		}
		return b.longTerm(p.profile, device, from).Retrieve(ctx)
	})
}

// provider assumes the role with the token.
func (p webPlan) provider(b *builder) provider {
	return lazily(func() provider {
		return stscreds.NewWebIdentityRoleProvider(b.roleClient(aws.AnonymousCredentials{}), p.arn, tokenFile(p.file),
			func(o *stscreds.WebIdentityRoleOptions) { o.RoleSessionName = p.session })
	})
}

// lazily makes a provider when it is first asked: by then it is known where STS is.
func lazily(create func() provider) provider {
	return aws.CredentialsProviderFunc(func(ctx context.Context) (aws.Credentials, error) {
		return create().Retrieve(ctx)
	})
}

// at returns the address of a service that gives credentials; nil for AWS's own.
func (b *builder) at(service string) *string {
	if found := b.config.endpoints[service]; found != "" {
		return &found
	}
	return nil
}

// provider exchanges the cached token for credentials.
func (p ssoPlan) provider(b *builder) provider {
	in := *b
	in.aws.Region = p.region
	client := in.portal()
	if p.session == "" {
		return ssocreds.New(client, p.account, p.role, p.startURL)
	}
	path, err := ssocreds.StandardCachedTokenFilepath(p.session)
	if err != nil {
		return failing(err)
	}
	return ssocreds.New(client, p.account, p.role, p.startURL, func(o *ssocreds.Options) {
		o.SSOTokenProvider = ssocreds.NewSSOTokenProvider(in.oidc(), path)
		o.CachedTokenFilepath = path
	})
}

// provider takes the credentials of the login.
func (p loginPlan) provider(b *builder) provider {
	path, err := logincreds.StandardCachedTokenFilepath(p.session, b.config.env.get("AWS_LOGIN_CACHE_DIRECTORY"))
	if err != nil {
		return failing(err)
	}
	client := signin.NewFromConfig(b.aws, func(o *signin.Options) { o.BaseEndpoint = b.at("signin") })
	return logincreds.New(client, path, func(o *logincreds.Options) { o.RestrictPermissions = true })
}

func failing(err error) provider {
	return aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) { return aws.Credentials{}, err })
}

// provider asks the address.
func (p containerPlan) provider(b *builder) provider {
	return aws.CredentialsProviderFunc(func(ctx context.Context) (aws.Credentials, error) {
		token, err := b.containerToken()
		if err != nil {
			return aws.Credentials{}, err
		}
		asked := endpointcreds.New(p.url, func(o *endpointcreds.Options) {
			o.AuthorizationToken = token
			o.Retryer = b.containerRetries()
		})
		return asked.Retrieve(ctx)
	})
}

// containerRetries returns how often the address is asked. It is on this machine: long pauses are of no use.
func (b *builder) containerRetries() aws.Retryer {
	return retry.NewStandard(func(o *retry.StandardOptions) {
		o.MaxBackoff = time.Second
		if n := b.config.maxAttempts; n > 0 {
			o.MaxAttempts = n
		}
		o.Retryables = append(o.Retryables,
			retry.RetryableHTTPStatusCode{Codes: map[int]struct{}{http.StatusTooManyRequests: {}}})
	})
}

// containerToken returns what the address is shown, which may be a file that changes.
func (b *builder) containerToken() (string, error) {
	const plain = "AWS_CONTAINER_AUTHORIZATION_TOKEN"
	variable, token := plain, b.config.env.get(plain)
	if path, ok := b.config.env.Lookup(plain + "_FILE"); ok {
		variable = plain + "_FILE"
		text, err := os.ReadFile(path)
		if err != nil {
			return "", &Error{
				Variable: variable, problem: variable + " names a file that can't be read: " + reason(err),
				cause: err,
			}
		}
		token = string(text)
	}
	if strings.ContainsAny(token, "\r\n") {
		return "", &Error{Variable: variable, problem: "The token of " + variable + " has more than one line"}
	}
	return token, nil
}

// provider asks the instance.
func (machinePlan) provider(b *builder) provider {
	from := b.config.imds
	client := imds.New(imds.Options{
		Endpoint: from.endpoint, EndpointMode: mode(from.ipv6), ClientEnableState: enabled(!from.disabled),
		EnableFallback: aws.BoolTernary(!from.v1Disabled), Retryer: aws.NopRetryer{},
	})
	return ec2rolecreds.New(func(o *ec2rolecreds.Options) { o.Client = client })
}

func mode(ipv6 bool) imds.EndpointModeState {
	if ipv6 {
		return imds.EndpointModeStateIPv6
	}
	return imds.EndpointModeStateIPv4
}

func enabled(on bool) imds.ClientEnableState {
	if on {
		return imds.ClientEnabled
	}
	return imds.ClientDisabled
}
