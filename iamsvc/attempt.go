package iamsvc

import (
	"context"
	"time"
)

// attempt is what one sending of a call is told, and leaves behind besides its answer. The HTTP client and the middleware
// fill it in; all of them run in the goroutine of the call.
type attempt struct {
	fresh     bool          // asks for a connection of its own
	left      time.Duration // how long it may take altogether; 0: as long as parts of the answer come
	begun     time.Time     // when the request was handed to the HTTP client; zero: it never was
	reached   bool          // the service may have received the request
	status    int           // of the answer; 0: none came
	requestID string
	date      time.Time     // what IAM says of the time of its answer; zero: nothing
	host      string        // that the request was for
	plain     bool          // by HTTP without TLS
	proxy     string        // the host of the proxy it went through; empty for none
	phase     phase         // how far it came
	spent     time.Duration // how long it took from begun on
}

// onlyProxy reports whether the attempt went through a proxy and spoke with nobody behind it: that proxy is to blame.
func (a *attempt) onlyProxy() bool {
	return a.proxy != "" && (a.plain || !a.reached && a.phase <= phaseConnect)
}

type attemptKey struct{}

func withAttempt(ctx context.Context, a *attempt) context.Context {
	return context.WithValue(ctx, attemptKey{}, a)
}

// attemptOf returns the attempt that the context belongs to, or one that nobody looks at.
func attemptOf(ctx context.Context) *attempt {
	if a, ok := ctx.Value(attemptKey{}).(*attempt); ok {
		return a
	}
	return &attempt{}
}
