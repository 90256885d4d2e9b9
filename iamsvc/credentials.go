package iamsvc

import (
	"cmp"
	"context"
	"strings"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials/ec2rolecreds"
	"github.com/aws/aws-sdk-go-v2/credentials/endpointcreds"
	"github.com/aws/aws-sdk-go-v2/credentials/logincreds"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
)

// credentialPatience is how long credentials may take to be found: an SSO exchange, an assumed role, or a credential
// process, which is ended a little earlier so that it is named.
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

// inUse is what may be said of the credentials that signed a call.
type inUse struct {
	source  CredentialSource
	keyID   string
	session bool // they hold a session token
}

// describeCredentials returns what may be said of credentials.
func describeCredentials(c aws.Credentials) inUse {
	return inUse{sourceOf(c.Source), c.AccessKeyID, c.SessionToken != ""}
}

// sourceOf returns where credentials come from, by the name that their provider gives itself.
func sourceOf(name string) CredentialSource {
	switch name {
	case "environment":
		return SourceEnvironment
	case "profile":
		return SourceFile
	case "process":
		return SourceProcess
	case ssocreds.ProviderName:
		return SourceSSO
	case logincreds.ProviderName:
		return SourceLogin
	case stscreds.ProviderName:
		return SourceRole
	case stscreds.WebIdentityProviderName:
		return SourceWebIdentity
	case endpointcreds.ProviderName:
		return SourceContainer
	case ec2rolecreds.ProviderName:
		return SourceInstance
	default:
		return SourceUnknown
	}
}

// ranOut fills in a session that has run out, with the sentence and the remedy of where it came from.
func (e *Error) ranOut(source CredentialSource) {
	e.Kind = KindExpired
	e.remedy = Remedy{Kind: RemedySignIn, Source: source}
	who := e.ofProfile()
	switch source {
	case SourceEnvironment:
		e.sentence = "The session in the environment (AWS_SESSION_TOKEN) has run out."
	case SourceFile:
		e.sentence = "The session saved for " + cmp.Or(strings.TrimPrefix(who, " of "), "the default profile") +
			" has run out."
	case SourceSSO:
		e.sentence = "The SSO login" + who + " has run out."
	case SourceLogin:
		e.sentence = "The login" + who + " has run out."
	case SourceProcess:
		e.sentence = "The session from the credential process" + who + " has run out."
	case SourceRole:
		e.sentence = "The role session" + who + " has run out."
	case SourceWebIdentity:
		e.sentence = "The web identity session" + who + " has run out."
	case SourceContainer:
		e.sentence = "The session from the container's credential endpoint has run out."
	case SourceInstance:
		e.sentence = "The session of the EC2 instance's role has run out."
	default:
		e.sentence = ""
	}
}

// refused fills in credentials that the service does not accept, with what is wrong with them. The code alone does
// not say it: one code stands for a wrong secret, a wrong region and a wrong clock.
func (e *Error) refused(by inUse) {
	at, code := service(e.Op), strings.TrimSuffix(e.Code, "Exception")
	says := func(text string) bool { return strings.Contains(strings.ToLower(e.Message), text) }
	switch {
	case wrongClock(e.Code, e.Message):
		e.transient = true // the SDK learns the service's time from the answer, and signs the next attempt by it
		e.sentence = "The clock of this computer differs too much from that of AWS."
		e.remedy = Remedy{Kind: RemedySetClock}
	case says("scoped to a valid region"), says("scoped to correct region"):
		e.sentence = "What answered for " + at + " takes no calls signed for region " +
			cmp.Or(e.signedFor, "that is set") + "."
		e.remedy = Remedy{Kind: RemedyCheckRegion}
	case says("scoped to correct service"):
		e.sentence = "What answered for " + at + " is another service: it takes no calls signed for " + at + "."
		e.remedy = Remedy{Kind: RemedyCheckEndpoint}
	case says("credential should be scoped"), says("valid terminator"), says("date in credential scope"):
		e.sentence = at + " doesn't accept for what the call was signed (its scope)."
		e.remedy = Remedy{Kind: RemedyCheckEndpoint}
	case code == "RegionDisabled":
		e.sentence = at + " is turned off for this account in region " + cmp.Or(e.signedFor, "that is set") + "."
		e.remedy = Remedy{Kind: RemedyEnableRegion}
	case code == "SignatureDoesNotMatch" && says("signature we calculated"):
		e.remedy = Remedy{Kind: RemedyCheckSecret}
	case code == "SignatureDoesNotMatch", code == "InvalidSignature":
		e.sentence = at + " didn't accept the signature of the call, and doesn't say why."
		e.remedy = Remedy{Kind: RemedyCheckIdentity}
	case code == "IncompleteSignature":
		e.sentence = at + " got an incomplete signature: a proxy may have changed the call, or the key ID is malformed."
		e.remedy = Remedy{Kind: RemedyCheckIdentity}
	case code == "MissingAuthenticationToken":
		e.sentence = at + " got the call without a signature: a proxy may have removed it."
		e.remedy = Remedy{Kind: RemedyCheckEndpoint}
	case code == "InvalidToken", code == "InvalidClientTokenId" && by.session, code == "UnrecognizedClient" && by.session:
		e.sentence = "AWS doesn't accept the session token" + e.ofProfile() +
			": it may be cut, or its region not enabled in the account."
		e.remedy = Remedy{Kind: RemedySignIn, Source: by.source}
	}
}
