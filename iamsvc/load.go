package iamsvc

import (
	"cmp"
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"

	"akia/iamsvc/awsconfig"
)

// loaded is what the configuration says.
type loaded struct {
	aws.Config
	iam, sts        string // the addresses of the services; empty for AWS's own
	organizations   string // likewise
	fips, dualStack bool
	notices         []string
}

// load reads the configuration. The credentials in it are fetched later.
func (s *Service) load() (loaded, error) {
	o := s.options
	if o.Role != nil {
		return o.Role.load(), nil
	}
	if o.KeyID != "" {
		fixed := aws.Config{Region: cmp.Or(o.Region, defaultRegion), Credentials: fixedCredentials{o.KeyID, o.Secret}}
		return loaded{Config: fixed, iam: o.EndpointURL, sts: o.EndpointURL, organizations: o.EndpointURL}, nil
	}
	c, err := awsconfig.Load(awsconfig.SystemEnv(), awsconfig.Given{
		Profile: o.Profile, Region: o.Region, Endpoint: o.EndpointURL, MFA: o.MFA || s.mfa.Load(), SSO: o.SSO,
	})
	if err != nil {
		return loaded{}, refusedConfig(err)
	}
	// An endpoint meant for IAM alone must not leave the others with AWS itself: the credentials are not meant for it.
	found := loaded{
		iam: c.IAM, sts: cmp.Or(c.STS, c.IAM), organizations: cmp.Or(c.Organizations, c.IAM), notices: c.Notices,
	}
	if c.IAM == "" { // else FIPS and dual stack have no meaning: they choose between addresses of AWS
		found.fips, found.dualStack = c.FIPS, c.DualStack
	}
	found.Config, err = c.SDK(cmp.Or(c.Region, defaultRegion), !plainHTTP(found.iam) || !plainHTTP(found.sts),
		awsconfig.Signing{
			STS: func() *string { return s.stsEndpoint }, Here: o.here(), Sessions: o.Sessions, Device: s.deviceOf,
		})
	if err != nil {
		return loaded{}, refusedConfig(err)
	}
	return found, nil
}

// here returns what keeps unencrypted calls on this machine; nil if they may leave it.
func (o Options) here() func(*http.Transport) {
	if o.AllowPlainHTTP {
		return nil
	}
	return onlyHere
}

// plainHTTP reports whether the address is served without TLS.
func plainHTTP(address string) bool { return strings.HasPrefix(strings.ToLower(address), "http://") }

// refusedConfig makes an *Error of what is wrong with the configuration.
func refusedConfig(err error) *Error {
	var config *awsconfig.Error
	if !errors.As(err, &config) {
		return invalid("The AWS configuration is not valid.")
	}
	e := invalid(config.Error())
	e.describe(config)
	return e
}

// describe takes over what an error of the configuration says of what is to be done.
func (e *Error) describe(config *awsconfig.Error) {
	e.sentence, e.private = config.Error(), true
	switch {
	case config.Advice != "":
		e.remedy = Remedy{Kind: RemedyAdvice, Words: config.Advice}
	case config.Setting == "credential_process":
		e.remedy = Remedy{Kind: RemedyCheckProcess}
	case config.Variable != "":
		e.remedy = Remedy{Kind: RemedyCheckSource, Setting: config.Variable}
	case config.File != "" && e.Kind == KindCredentials:
		e.remedy = Remedy{Kind: RemedyCheckSource, Setting: config.File}
	}
	if config.Expired {
		e.Kind = KindExpired
	}
}

// PlainHTTP reports whether IAM or STS is at an http:// address of another machine, so that calls and new secrets
// travel there unencrypted. Open lets that be only with Options.AllowPlainHTTP.
func (s *Service) PlainHTTP() bool { return len(s.plainHosts()) > 0 }

// plainHosts returns the services, with their hosts, that are called unencrypted on another machine.
func (s *Service) plainHosts() []string {
	var plain []string
	add := func(name, endpoint string) {
		u, err := url.Parse(endpoint)
		if err == nil && strings.EqualFold(u.Scheme, "http") && !loopback(u.Hostname()) {
			plain = append(plain, name+" ("+clip(u.Host)+")")
		}
	}
	add("IAM", s.endpoint)
	if s.stsEndpoint != nil {
		add("STS", *s.stsEndpoint)
	}
	if at := s.loaded.organizations; at != s.endpoint {
		add("Organizations", at)
	}
	return plain
}

// checkPlainHTTP refuses unencrypted calls to another machine, unless they are allowed.
func (s *Service) checkPlainHTTP() error {
	plain := s.plainHosts()
	if len(plain) == 0 || s.options.AllowPlainHTTP {
		return nil
	}
	e := invalid("The endpoint of " + strings.Join(plain, " and ") +
		" is http:// on another machine: secrets and session tokens would travel unencrypted.")
	e.remedy = Remedy{Kind: RemedyUseHTTPS}
	return e
}

// loopback reports whether a host is this machine, by its name alone: an address of 127.0.0.0/8, ::1, or localhost.
// No other name counts, whatever it resolves to: that can change between the check and the call. Where localhost leads
// to is checked as it is connected to, by stayHere.
func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Zone() == "" && addr.IsLoopback()
}
