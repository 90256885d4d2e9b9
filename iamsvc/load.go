package iamsvc

import (
	"cmp"
	"errors"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"

	"akia/iamsvc/awsconfig"
)

// loaded is what the configuration says.
type loaded struct {
	aws.Config
	iam, sts        string // the addresses of the services; empty for AWS's own
	fips, dualStack bool
	notices         []string
}

// load reads the configuration. The credentials in it are fetched later, by then with STS where sts points to.
func load(o Options, sts **string) (loaded, error) {
	if o.KeyID != "" {
		fixed := aws.Config{Region: cmp.Or(o.Region, defaultRegion), Credentials: fixedCredentials{o.KeyID, o.Secret}}
		return loaded{Config: fixed, iam: o.EndpointURL, sts: o.EndpointURL}, nil
	}
	c, err := awsconfig.Load(awsconfig.SystemEnv(), awsconfig.Given{
		Profile: o.Profile, Region: o.Region, Endpoint: o.EndpointURL,
	})
	if err != nil {
		return loaded{}, refusedConfig(err)
	}
	found := loaded{iam: c.IAM, sts: c.STS, notices: c.Notices}
	if found.sts == "" {
		found.sts = c.IAM // an endpoint meant for IAM alone must not leave STS with AWS itself: the credentials are not meant for it
	}
	if c.IAM == "" { // else FIPS and dual stack have no meaning: they choose between addresses of AWS
		found.fips, found.dualStack = c.FIPS, c.DualStack
	}
	found.Config, err = c.SDK(cmp.Or(c.Region, defaultRegion), !plainHTTP(found.iam) || !plainHTTP(found.sts), func() *string { return *sts })
	if err != nil {
		return loaded{}, refusedConfig(err)
	}
	return found, nil
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
