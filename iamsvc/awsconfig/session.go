package awsconfig

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// CodeNeeded is why credentials are not given: they take a code of an MFA device. Give takes it.
type CodeNeeded struct {
	// Device is the ARN of a virtual device, or the serial number of another one.
	Device string
	// Profile is the profile that asks for the code; empty for credentials of no profile.
	Profile string

	give func(ctx context.Context, code string) error
}

func (e *CodeNeeded) Error() string {
	return "a code of the MFA device " + bare(e.Device) + " is needed"
}

// Give opens the session that the code is for (sts:GetSessionToken, or sts:AssumeRole where the credentials are a
// session already). It sends the code once: one that was sent works no second time. It fails as the SDK does.
func (e *CodeNeeded) Give(ctx context.Context, code string) error { return e.give(ctx, code) }

// Sessions are the sessions that were opened with codes of MFA devices. They are kept in memory only, so that a code
// is asked for once, however many roles are assumed from its session. The zero Sessions is ready, and safe for
// concurrent use.
type Sessions struct {
	mu   sync.Mutex
	held map[sessionOf]aws.Credentials
}

// sessionOf is what a session is for: the key that it was opened with and the device, and a role if it is that role's.
type sessionOf struct{ keyID, device, role string }

// sessionSlack is how long before its end a session counts as over: a call that it signs must still arrive.
const sessionSlack = time.Minute

// get returns a session that is not over by now.
func (s *Sessions) get(of sessionOf, now time.Time) (aws.Credentials, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	found, ok := s.held[of]
	return found, ok && now.Before(found.Expires.Add(-sessionSlack))
}

func (s *Sessions) put(of sessionOf, c aws.Credentials) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held == nil {
		s.held = map[sessionOf]aws.Credentials{}
	}
	s.held[of] = c
}

// errNoSession is the failure of an answer of STS that holds no credentials.
var errNoSession = errors.New("STS answered without credentials")

// longTerm returns credentials whose calls count as made with the device: the session that was opened with its code.
// It fails with a *CodeNeeded while there is none.
func (b *builder) longTerm(profile, device string, from provider) provider {
	return aws.CredentialsProviderFunc(func(ctx context.Context) (aws.Credentials, error) {
		key, err := from.Retrieve(ctx)
		if err != nil {
			return aws.Credentials{}, err
		}
		of := sessionOf{keyID: key.AccessKeyID, device: device}
		if found, ok := b.Sessions.get(of, b.config.env.Now()); ok {
			return found, nil
		}
		return aws.Credentials{}, &CodeNeeded{
			Device: device, Profile: profile,
			give: func(ctx context.Context, code string) error {
				out, err := b.roleClient(from).GetSessionToken(ctx,
					&sts.GetSessionTokenInput{SerialNumber: &device, TokenCode: &code}, once)
				if err != nil {
					return err
				}
				if out.Credentials == nil {
					return errNoSession
				}
				b.Sessions.put(of, credentialsOf(out.Credentials.AccessKeyId, out.Credentials.SecretAccessKey,
					out.Credentials.SessionToken, out.Credentials.Expiration, key.Source))
				return nil
			},
		}
	})
}

// once makes a client send a call a single time.
func once(o *sts.Options) { o.Retryer = aws.NopRetryer{} }

func credentialsOf(keyID, secret, token *string, ends *time.Time, source string) aws.Credentials {
	return aws.Credentials{
		AccessKeyID: aws.ToString(keyID), SecretAccessKey: aws.ToString(secret), SessionToken: aws.ToString(token),
		Source: source, CanExpire: true, Expires: aws.ToTime(ends),
	}
}
