package iamsvc

import (
	"context"
	"net"
	"net/http/httptrace"
	"net/textproto"
	"sync/atomic"
	"time"
)

// attempt is what one sending of a call is told, and leaves behind besides its answer. The HTTP client and the
// middleware fill it in; all of them run in the goroutine of the call.
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

// phase is how far an attempt came.
type phase int32

const (
	phaseStart   phase = iota // nothing yet
	phaseLookup               // the name of the host is looked up
	phaseConnect              // a connection is made
	phaseTLS                  // the TLS handshake
	phaseAnswer               // the request is being sent, or its answer is waited for
	phaseInterim              // nothing but interim answers (1xx) came
	phaseBody                 // the answer is being read
)

// trace watches one request. The HTTP client calls it from several goroutines.
type trace struct {
	at          atomic.Int32
	wanted, got atomic.Bool // a connection
}

// phase returns how far the request came.
func (t *trace) phase() phase { return phase(t.at.Load()) }

func (t *trace) enter(p phase) { t.at.Store(int32(p)) }

// reached reports whether the request may have been sent. It is certain that it was not only while a connection was
// looked for and none had been found.
func (t *trace) reached() bool { return !t.wanted.Load() || t.got.Load() }

// watch returns a context whose request the trace follows.
func (t *trace) watch(ctx context.Context) context.Context {
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn:              func(string) { t.wanted.Store(true) },
		DNSStart:             func(httptrace.DNSStartInfo) { t.enter(phaseLookup) },
		ConnectStart:         func(string, string) { t.enter(phaseConnect) },
		TLSHandshakeStart:    func() { t.enter(phaseTLS) },
		GotFirstResponseByte: func() { t.enter(phaseBody) },
		Got1xxResponse: func(int, textproto.MIMEHeader) error {
			t.enter(phaseInterim)
			return nil
		},
		GotConn: func(httptrace.GotConnInfo) {
			t.got.Store(true)
			t.enter(phaseAnswer)
		},
	})
}

// proxied reports whether an error is that of the way to a proxy.
func proxied(op *net.OpError) bool { return op.Op == "proxyconnect" || op.Op == "socks connect" }
