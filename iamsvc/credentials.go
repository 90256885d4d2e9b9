package iamsvc

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// credentialPatience is how long credentials may take to be found: an SSO exchange, an assumed role, or a credential process,
// which is ended a little earlier so that it is named.
const credentialPatience = time.Minute + 5*time.Second

// credentialSource gives the clients their credentials, and can be given others while they are in use. It marks its
// failures, so that they are told from those of the call that needed the credentials.
type credentialSource struct {
	current atomic.Pointer[aws.CredentialsProvider]
	last    atomic.Pointer[inUse] // of the credentials that were found last; nil for none
}

// used returns what may be said of the credentials in use.
func (s *credentialSource) used() inUse {
	if u := s.last.Load(); u != nil {
		return *u
	}
	return inUse{}
}

func newCredentialSource(p aws.CredentialsProvider) *credentialSource {
	s := &credentialSource{}
	s.replace(p)
	return s
}

// replace makes the clients use other credentials from the next call on.
func (s *credentialSource) replace(p aws.CredentialsProvider) { s.current.Store(&p) }

// drop forgets cached credentials that the service has refused, where they can be fetched anew.
func (s *credentialSource) drop() {
	if cache, ok := (*s.current.Load()).(*aws.CredentialsCache); ok {
		cache.Invalidate()
	}
}

// Retrieve returns the credentials in force, fetching them if needed.
func (s *credentialSource) Retrieve(ctx context.Context) (aws.Credentials, error) {
	if pinned, ok := ctx.Value(pinnedCredentials{}).(aws.Credentials); ok {
		return pinned, nil
	}
	ctx, cancel := context.WithTimeoutCause(ctx, credentialPatience, &noAnswer{after: credentialPatience})
	defer cancel()
	found, err := (*s.current.Load()).Retrieve(ctx)
	if err != nil {
		return aws.Credentials{}, &credentialFailure{timedOut(ctx, err)}
	}
	used := describeCredentials(found)
	s.last.Store(&used)
	return found, nil
}

// credentialFailure is the failure to find credentials.
type credentialFailure struct{ cause error }

func (e *credentialFailure) Error() string { return "no credentials: " + e.cause.Error() }
func (e *credentialFailure) Unwrap() error { return e.cause }

// fixedCredentials is a key pair that never changes.
type fixedCredentials struct {
	keyID  string
	secret Secret
}

// Retrieve returns the key pair.
func (f fixedCredentials) Retrieve(context.Context) (aws.Credentials, error) {
	return aws.Credentials{AccessKeyID: f.keyID, SecretAccessKey: f.secret.Reveal(), Source: "akia"}, nil
}
