package iamsvc

import (
	"context"
	"net"
	"net/http/httptrace"
	"net/textproto"
	"sync/atomic"
)

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

// reached reports whether the request may have been sent. It is certain that it was not only while a connection was looked
// for and none had been found.
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
