package iamsvc

import (
	"os"
	"strings"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/organizations"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go/middleware"

	"akia/iamsvc/clock"
	"akia/iamsvc/queue"
)

// Service is IAM in one account, seen with one set of credentials. Open makes one; it needs no closing. Its methods
// may be called from any goroutine; each ends at once when its context does, and each failure is an *Error.
type Service struct {
	iam *iam.Client
	sts *sts.Client

	organizations *organizations.Client

	creds   *credentialSource
	queue   *queue.Queue
	overlay *overlay

	descriptions *recentChanges[partOf, string]      // to which text; empty: removed
	policies     *recentChanges[partOf, bool]        // whether it is there now
	newUsers     *recentChanges[Principal, struct{}] // by folded name

	ownWrites *ownWrites
	turns     *turns
	signer    *signer
	walks     *walks

	profile, region, endpoint string
	stsEndpoint               *string                // nil: AWS itself
	account                   atomic.Pointer[string] // its number; nil until it is known
	notices                   []string               // what of the configuration is passed over

	pageSize int32
	prefix   string
	readOnly bool
	now      func() time.Time // of this machine
	clock    *clock.Clock
	draw     func() float64 // a random number in [0,1)
	observe  func(Call)
	options  Options // as it was opened with; never written again
	mfa      atomic.Bool
	loaded   loaded // as it was when the service was opened
}

// Profile returns the name of the profile in force; empty if none was named, by the options or by AWS_PROFILE.
func (s *Service) Profile() string { return s.profile }

// CommandProfile returns the profile that a command of the AWS CLI must name to be signed as the calls are; empty for
// none. Keys in the environment come before a profile that only the environment names, and after one that a command
// names: with it, the command would act in another account.
func (s *Service) CommandProfile() string {
	if s.options.Profile == "" && os.Getenv("AWS_ACCESS_KEY_ID") != "" {
		return ""
	}
	return s.profile
}

// ReadOnly reports whether every call that is not known to read only is refused.
func (s *Service) ReadOnly() bool { return s.readOnly }

// Endpoint returns where IAM is if that is not AWS itself; else it is empty.
func (s *Service) Endpoint() string { return s.endpoint }

// Region returns the region in force, which decides the partition; never empty.
func (s *Service) Region() string { return s.region }

// Notices returns sentences about what of the AWS configuration is passed over, as the AWS CLI does without a word.
// They hold texts from outside and must be sanitised before they are drawn.
func (s *Service) Notices() []string { return s.notices }

// Clock returns the clock by which ages are counted.
func (s *Service) Clock() *clock.Clock { return s.clock }

// regionInHost returns the region in force if it decided to which host a call went; else it is empty.
func (s *Service) regionInHost(host string) string {
	if s.region != "" && strings.Contains(host, s.region) && s.endpoint == "" && s.stsEndpoint == nil {
		return s.region
	}
	return ""
}

// guards returns what both clients do to every call besides what the SDK does.
func (s *Service) guards() []func(*middleware.Stack) error {
	all := []func(*middleware.Stack) error{checkAnswers, refuseUnnamed}
	if s.readOnly {
		all = append(all, refuseWrites)
	}
	return all
}
