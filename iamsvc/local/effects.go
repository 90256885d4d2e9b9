package local

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Effect is what a fault does. The zero value does nothing.
type Effect struct {
	// start returns the effect with a state of its own.
	start func(*account) func(next handler) handler
}

// stateless makes an effect of a handler that is put in front of the account.
func stateless(wrap func(next handler) handler) Effect {
	return Effect{func(*account) func(handler) handler { return wrap }}
}

// instead makes an effect that answers without asking the account.
func instead(result any, err error) Effect {
	return stateless(func(handler) handler {
		return func(context.Context, *request) (any, error) { return result, err }
	})
}

// after makes an effect that has the account do what was asked and then answers something else. What the account refuses is
// answered as it is.
func after(result any, err error) Effect {
	return stateless(func(next handler) handler {
		return func(ctx context.Context, r *request) (any, error) {
			if _, refused := next(ctx, r); refused != nil {
				return nil, refused
			}
			return result, err
		}
	})
}

// Delay holds a request up before anything happens. It is real time, whatever clock the account has.
func Delay(d time.Duration) Effect {
	return stateless(func(next handler) handler {
		return func(ctx context.Context, r *request) (any, error) {
			if err := wait(ctx, d); err != nil {
				return nil, err
			}
			return next(ctx, r)
		}
	})
}

// DelayAnswer has the account do what was asked at once, and holds the answer up.
func DelayAnswer(d time.Duration) Effect {
	return stateless(func(next handler) handler {
		return func(ctx context.Context, r *request) (any, error) {
			result, err := next(ctx, r)
			if gone := wait(ctx, d); gone != nil {
				return nil, gone
			}
			return result, err
		}
	})
}

// wait returns after d, or with an error when the caller is gone before that.
func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return errDropped
	case <-timer.C:
		return nil
	}
}

// Throttle lets through so many requests a second of each action, and burst at once; the others are answered Throttling. It
// goes by the account's clock.
func Throttle(perSecond float64, burst int) Effect {
	return Effect{func(a *account) func(handler) handler {
		t := &throttle{limit: rate.Limit(perSecond), burst: burst, buckets: map[string]*rate.Limiter{}}
		return func(next handler) handler {
			return func(ctx context.Context, r *request) (any, error) {
				if !t.bucket(r.action).AllowN(a.now(), 1) {
					return nil, throttled()
				}
				return next(ctx, r)
			}
		}
	}}
}

// throttle is a token bucket for each action.
type throttle struct {
	limit   rate.Limit
	burst   int
	mu      sync.Mutex
	buckets map[string]*rate.Limiter
}

func (t *throttle) bucket(action string) *rate.Limiter {
	t.mu.Lock()
	defer t.mu.Unlock()
	b := t.buckets[action]
	if b == nil {
		b = rate.NewLimiter(t.limit, t.burst)
		t.buckets[action] = b
	}
	return b
}

// Reason is why a request is not permitted, in the words that end the service's message. In it {action} stands for the action.
type Reason string

// The reasons that [Deny] can give.
const (
	NoIdentityPolicy    Reason = "because no identity-based policy allows the {action} action"
	DeniedByIdentity    Reason = "with an explicit deny in an identity-based policy"
	DeniedByAccount     Reason = "with an explicit deny in a service control policy"
	DeniedByBoundary    Reason = "with an explicit deny in a permissions boundary"
	NoBoundaryAllowance Reason = "because no permissions boundary allows the {action} action"
	DeniedBySession     Reason = "with an explicit deny in a session policy"
	NoSessionPolicy     Reason = "because no session policy allows the {action} action"
)

// Deny answers AccessDenied. GetCallerIdentity needs no permission and is never denied.
func Deny(why Reason) Effect {
	return Effect{func(a *account) func(handler) handler {
		return func(next handler) handler {
			return func(ctx context.Context, r *request) (any, error) {
				if r.action == "GetCallerIdentity" {
					return next(ctx, r)
				}
				a.mu.Lock()
				defer a.mu.Unlock()
				return nil, a.denied(r, why)
			}
		}
	}}
}

// denied returns the error for a request that is not permitted.
func (a *account) denied(r *request, why Reason) error {
	name := r.service() + ":" + r.action
	reason := strings.ReplaceAll(string(why), "{action}", name)
	resource := ""
	if r.action != "GetAccessKeyLastUsed" {
		resource = " on resource: " + a.resource(r)
	}
	return forbidden("AccessDenied", fmt.Sprintf("User: %s is not authorized to perform: %s%s %s", r.signer.arn, name, resource, reason))
}

// resource returns the ARN of what a request is about.
func (a *account) resource(r *request) string {
	prefix := "arn:aws:iam::" + a.id + ":user"
	name := r.params.Get("UserName")
	switch {
	case r.params.Has("RoleArn"):
		return r.params.Get("RoleArn")
	case r.action == "ListUsers":
		return prefix + "/"
	case r.service() == "sts" || aboutAccount(r.action):
		return "*"
	case name == "" && r.signer.user != nil:
		return r.signer.arn
	}
	if u := a.users.find(name); u != nil {
		return u.arn
	}
	return prefix + "/" + name
}

// aboutAccount reports whether an IAM action has the whole account for its resource rather than a user.
func aboutAccount(action string) bool {
	switch action {
	case "ListAccountAliases", "GetAccountSummary", "GetAccountAuthorizationDetails",
		"GenerateCredentialReport", "GetCredentialReport":
		return true
	}
	return false
}

// FailBefore answers an error, and nothing happens in the account.
func FailBefore(status int, code, message string) Effect {
	return instead(nil, &apiError{status, code, message})
}

// FailAfter answers an error although the account did what was asked.
func FailAfter(status int, code, message string) Effect {
	return after(nil, &apiError{status, code, message})
}

// DropBefore resets the connection, and nothing happens in the account.
func DropBefore() Effect { return instead(nil, errDropped) }

// DropAfter resets the connection although the account did what was asked.
func DropAfter() Effect { return after(nil, errDropped) }

// Hang leaves a request without an answer until the caller gives up or the server closes.
func Hang() Effect {
	return stateless(func(handler) handler {
		return func(ctx context.Context, _ *request) (any, error) {
			<-ctx.Done()
			return nil, errDropped
		}
	})
}

// HangAfter has the account do what was asked, and leaves the request without an answer as Hang does.
func HangAfter() Effect {
	return stateless(func(next handler) handler {
		return func(ctx context.Context, r *request) (any, error) {
			_, _ = next(ctx, r) // nobody learns what came of it
			<-ctx.Done()
			return nil, errDropped
		}
	})
}

// ExpireToken answers that the credentials have run out.
func ExpireToken() Effect {
	return FailBefore(http.StatusForbidden, "ExpiredToken", "The security token included in the request is expired")
}

// AnswerBefore answers with any body at all, to break the protocol, and nothing happens in the account.
func AnswerBefore(status int, contentType, body string) Effect {
	return instead(rawAnswer{status, contentType, body}, nil)
}

// AnswerAfter answers with any body at all although the account did what was asked.
func AnswerAfter(status int, contentType, body string) Effect {
	return after(rawAnswer{status, contentType, body}, nil)
}

// ShortPages bounds what a page of a list holds, whatever the caller asks for. With 0 every other page is empty although more
// follow.
func ShortPages(n int) Effect {
	return stateless(func(next handler) handler {
		return func(ctx context.Context, r *request) (any, error) {
			r.pageLimit = &n
			return next(ctx, r)
		}
	})
}
