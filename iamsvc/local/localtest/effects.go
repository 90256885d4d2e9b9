package localtest

import (
	"context"
	"net/http"
	"sync"
	"time"

	"akia/iamsvc/local"

	"golang.org/x/time/rate"
)

// Effect is what a fault does. The zero value does nothing.
type Effect struct {
	// start returns the effect with a state of its own.
	start func(*Server) func(next local.Handler) local.Handler
}

// stateless makes an effect of a local.Handler that is put in front of the account.
func stateless(wrap func(next local.Handler) local.Handler) Effect {
	return Effect{func(*Server) func(local.Handler) local.Handler { return wrap }}
}

// instead makes an effect that answers without asking the account.
func instead(result any, err error) Effect {
	return stateless(func(local.Handler) local.Handler {
		return func(context.Context, *local.Request) (any, error) { return result, err }
	})
}

// after makes an effect that has the account do what was asked and then answers something else. What the account
// refuses is answered as it is.
func after(result any, err error) Effect {
	return stateless(func(next local.Handler) local.Handler {
		return func(ctx context.Context, r *local.Request) (any, error) {
			if _, refused := next(ctx, r); refused != nil {
				return nil, refused
			}
			return result, err
		}
	})
}

// Delay holds a request up before anything happens. It is real time, whatever clock the account has.
func Delay(d time.Duration) Effect {
	return stateless(func(next local.Handler) local.Handler {
		return func(ctx context.Context, r *local.Request) (any, error) {
			if err := wait(ctx, d); err != nil {
				return nil, err
			}
			return next(ctx, r)
		}
	})
}

// DelayAnswer has the account do what was asked at once, and holds the answer up.
func DelayAnswer(d time.Duration) Effect {
	return stateless(func(next local.Handler) local.Handler {
		return func(ctx context.Context, r *local.Request) (any, error) {
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
		return local.ErrDropped
	case <-timer.C:
		return nil
	}
}

// Throttle lets through so many requests a second of each action in each account, and burst at once; the others are
// answered Throttling. It goes by the account's clock.
func Throttle(perSecond float64, burst int) Effect {
	return Effect{func(s *Server) func(local.Handler) local.Handler {
		t := &throttle{limit: rate.Limit(perSecond), burst: burst, buckets: map[string]*rate.Limiter{}}
		return func(next local.Handler) local.Handler {
			return func(ctx context.Context, r *local.Request) (any, error) {
				if !t.bucket(r.Account+" "+r.Action).AllowN(s.now(), 1) {
					return nil, &local.Error{Status: http.StatusBadRequest, Code: "Throttling", Message: "Rate exceeded"}
				}
				return next(ctx, r)
			}
		}
	}}
}

// throttle is a token bucket for each account and action.
type throttle struct {
	limit   rate.Limit
	burst   int
	mu      sync.Mutex
	buckets map[string]*rate.Limiter
}

func (t *throttle) bucket(of string) *rate.Limiter {
	t.mu.Lock()
	defer t.mu.Unlock()
	b := t.buckets[of]
	if b == nil {
		b = rate.NewLimiter(t.limit, t.burst)
		t.buckets[of] = b
	}
	return b
}

// The reasons that [Deny] can give.
const (
	NoIdentityPolicy                 = local.NoIdentityPolicy
	DeniedByIdentity                 = local.DeniedByIdentity
	NoSessionPolicy                  = local.NoSessionPolicy
	DeniedByAccount     local.Reason = "with an explicit deny in a service control policy"
	DeniedByBoundary    local.Reason = "with an explicit deny in a permissions boundary"
	NoBoundaryAllowance local.Reason = "because no permissions boundary allows the {action} action"
	DeniedBySession     local.Reason = "with an explicit deny in a session policy"
)

// Deny answers AccessDenied. GetCallerIdentity needs no permission and is never denied.
func Deny(why local.Reason) Effect {
	return Effect{func(s *Server) func(local.Handler) local.Handler {
		return func(next local.Handler) local.Handler {
			return func(ctx context.Context, r *local.Request) (any, error) {
				if r.Action == "GetCallerIdentity" {
					return next(ctx, r)
				}
				return nil, s.Denied(r, why)
			}
		}
	}}
}

// FailBefore answers an error, and nothing happens in the account.
func FailBefore(status int, code, message string) Effect {
	return instead(nil, &local.Error{Status: status, Code: code, Message: message})
}

// FailAfter answers an error although the account did what was asked.
func FailAfter(status int, code, message string) Effect {
	return after(nil, &local.Error{Status: status, Code: code, Message: message})
}

// DropBefore resets the connection, and nothing happens in the account.
func DropBefore() Effect { return instead(nil, local.ErrDropped) }

// DropAfter resets the connection although the account did what was asked.
func DropAfter() Effect { return after(nil, local.ErrDropped) }

// Hang leaves a request without an answer until the caller gives up or the server closes.
func Hang() Effect {
	return stateless(func(local.Handler) local.Handler {
		return func(ctx context.Context, _ *local.Request) (any, error) {
			<-ctx.Done()
			return nil, local.ErrDropped
		}
	})
}

// HangAfter has the account do what was asked, and leaves the request without an answer as Hang does.
func HangAfter() Effect {
	return stateless(func(next local.Handler) local.Handler {
		return func(ctx context.Context, r *local.Request) (any, error) {
			_, _ = next(ctx, r) // nobody learns what came of it
			<-ctx.Done()
			return nil, local.ErrDropped
		}
	})
}

// ExpireToken answers that the credentials have run out.
func ExpireToken() Effect {
	return FailBefore(http.StatusForbidden, "ExpiredToken", "The security token included in the request is expired")
}

// AnswerBefore answers with any body at all, to break the protocol, and nothing happens in the account.
func AnswerBefore(status int, contentType, body string) Effect {
	return instead(local.RawAnswer{Status: status, ContentType: contentType, Body: body}, nil)
}

// AnswerAfter answers with any body at all although the account did what was asked.
func AnswerAfter(status int, contentType, body string) Effect {
	return after(local.RawAnswer{Status: status, ContentType: contentType, Body: body}, nil)
}

// ShortPages bounds what a page of a list holds, whatever the caller asks for. With 0 every other page is empty
// although more follow.
func ShortPages(n int) Effect {
	return stateless(func(next local.Handler) local.Handler {
		return func(ctx context.Context, r *local.Request) (any, error) {
			r.PageLimit = &n
			return next(ctx, r)
		}
	})
}
