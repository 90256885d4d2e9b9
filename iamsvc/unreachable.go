package iamsvc

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// told is what one cause of a failure comes to.
type told struct {
	sentence string
	remedy   Remedy
	final    bool // the same call fails again
}

// unreachable fills in a call that got no answer, or none that is HTTP.
func (e *Error) unreachable(err error, peer string, last attempt) {
	e.Kind = KindNetwork
	r := route{service: peer, host: clip(last.host), region: e.region, setting: proxySettingInForce(), at: last.phase}
	var op *net.OpError
	if errors.As(err, &op) && proxied(op) || last.onlyProxy() {
		r.proxy = clip(or(or(last.proxy, proxyHost(os.Getenv(r.setting))), "of this computer"))
	}
	for _, find := range []func(route, error) (told, bool){
		route.byProxy, route.byCertificate, route.byHandshake, route.byName, route.byConnection, route.byProtocol,
	} {
		if cause, ok := find(r, err); ok {
			e.sentence, e.remedy, e.transient = cause.sentence, cause.remedy, !cause.final
			break
		}
	}
	if errors.Is(err, errTooLong) {
		e.Kind, e.transient = KindService, false
		e.sentence = "The answer to " + e.Op + " is too long to be one of " + r.service + "."
	}
	e.transient = e.transient || e.sentence == ""
}

// route is the way that a call took.
type route struct {
	service, host string
	region        string // that is a part of the host; empty if an endpoint is set
	proxy         string // the proxy that the failure is one of; empty for the service's own
	setting       string // the variable that names the proxy
	at            phase
}

// peer names who is at the other end of the connection that failed.
func (r route) peer() string {
	switch {
	case r.proxy != "":
		return "the proxy " + r.proxy
	case r.host != "":
		return r.service + " (" + r.host + ")"
	default:
		return r.service
	}
}

// beginning is peer at the beginning of a sentence.
func (r route) beginning() string {
	peer := r.peer()
	return strings.ToUpper(peer[:1]) + peer[1:]
}

// name returns the name that is looked up.
func (r route) name() string {
	name := or(r.proxy, or(r.host, "the endpoint of "+r.service))
	if host, _, err := net.SplitHostPort(name); err == nil {
		return host
	}
	return name
}

// check returns the remedy that fits who is at the other end.
func (r route) check(of RemedyKind) Remedy {
	if r.proxy != "" {
		return Remedy{Kind: RemedyCheckProxy, Setting: r.setting}
	}
	return Remedy{Kind: of}
}

// byProxy tells what a proxy, or its setting, is to blame for.
func (r route) byProxy(err error) (told, bool) {
	var (
		bad     *badProxy
		refusal *proxyRefusal
		op      *net.OpError
	)
	switch {
	case errors.As(err, &bad):
		return told{bad.sentence(), Remedy{Kind: RemedyCheckProxy, Setting: bad.setting}, true}, true
	case errors.As(err, &refusal):
		remedy := Remedy{Kind: RemedyCheckProxy, Setting: r.setting}
		proxy := "The proxy " + clip(refusal.proxy)
		if refusal.status == http.StatusProxyAuthRequired {
			return told{proxy + " asks for a user name and a password.", remedy, true}, true
		}
		return told{proxy + " didn't connect to " + or(r.host, r.service) + " (HTTP " + strconv.Itoa(refusal.status) + ").", remedy, true}, true
	case errors.As(err, &op) && op.Op == "socks connect" && !isSyscall(err):
		return told{
			"The SOCKS proxy " + or(r.proxy, r.name()) + " didn't connect to " + or(r.host, r.service) + ".",
			Remedy{Kind: RemedyCheckProxy, Setting: r.setting},
			true,
		}, true
	}
	return told{}, false
}

// isSyscall reports whether the operating system refused something.
func isSyscall(err error) bool {
	var number syscall.Errno
	return errors.As(err, &number)
}

// byCertificate tells what is wrong with the certificate that was shown.
func (r route) byCertificate(err error) (told, bool) {
	var (
		authority x509.UnknownAuthorityError
		hostname  x509.HostnameError
		invalid   x509.CertificateInvalidError
		verify    *tls.CertificateVerificationError
	)
	of := "The certificate of " + r.peer()
	trust := Remedy{Kind: RemedyTrust, Setting: "AWS_CA_BUNDLE"}
	switch {
	case errors.As(err, &hostname):
		return told{of + " is for " + namesOf(hostname.Certificate) + ", not for " + clip(hostname.Host) + ".", r.check(RemedyCheckEndpoint), true}, true
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired && invalid.Cert != nil && time.Now().Before(invalid.Cert.NotBefore):
		return told{of + " isn't valid before " + invalid.Cert.NotBefore.UTC().Format(time.DateOnly) + ".", Remedy{Kind: RemedySetClock}, true}, true
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired && invalid.Cert != nil:
		return told{of + " expired on " + invalid.Cert.NotAfter.UTC().Format(time.DateOnly) + ".", r.check(RemedyCheckEndpoint), true}, true
	case errors.As(err, &authority):
		return told{of + " isn't signed by an authority that is trusted here.", trust, true}, true
	case errors.As(err, &invalid):
		return told{of + " may not be used for this.", r.check(RemedyCheckEndpoint), true}, true
	case errors.As(err, &verify):
		return told{of + " wasn't accepted.", trust, true}, true
	}
	return told{}, false
}

// namesOf returns whom a certificate is for: the first of its names.
func namesOf(cert *x509.Certificate) string {
	switch {
	case cert == nil:
		return "another host"
	case len(cert.DNSNames) > 0:
		return clip(cert.DNSNames[0])
	case len(cert.IPAddresses) > 0:
		return cert.IPAddresses[0].String()
	default:
		return "another host"
	}
}

// byHandshake tells why TLS was not agreed on.
func (r route) byHandshake(err error) (told, bool) {
	var (
		record tls.RecordHeaderError
		alert  tls.AlertError
	)
	text := err.Error()
	switch {
	case errors.Is(err, http.ErrSchemeMismatch), errors.As(err, &record):
		return told{r.beginning() + " doesn't speak TLS.", r.check(RemedyCheckEndpoint), true}, true
	case strings.Contains(text, "protocol version"), strings.Contains(text, "unsupported protocol"):
		return told{r.beginning() + " offers no version of TLS that is safe.", r.check(RemedyCheckEndpoint), true}, true
	case errors.As(err, &alert), strings.Contains(text, "remote error: tls"):
		return told{r.beginning() + " refused the TLS handshake.", r.check(RemedyCheckEndpoint), true}, true
	case strings.Contains(text, "TLS handshake timeout"):
		return told{r.beginning() + " didn't finish the TLS handshake in time.", r.check(RemedyCheckNetwork), false}, true
	case strings.Contains(text, "tls: "):
		return told{"The TLS handshake with " + r.peer() + " failed.", r.check(RemedyCheckEndpoint), true}, true
	case r.at == phaseTLS && (errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET)):
		return told{r.beginning() + " broke off the TLS handshake.", r.check(RemedyCheckEndpoint), false}, true
	}
	return told{}, false
}

// byName tells why the name of the host led nowhere.
func (r route) byName(err error) (told, bool) {
	var dns *net.DNSError
	if !errors.As(err, &dns) {
		return told{}, false
	}
	name := or(clip(dns.Name), r.name())
	whose := ", the endpoint of " + r.service + ","
	if r.proxy != "" {
		whose = ", the proxy,"
	}
	switch {
	case dns.IsTimeout:
		return told{"The DNS didn't answer for " + name + whose + " in time.", r.check(RemedyCheckNetwork), false}, true
	case !dns.IsNotFound:
		return told{"The DNS failed to look up " + name + whose + " for now.", r.check(RemedyCheckNetwork), false}, true
	case r.proxy == "" && r.region != "" && strings.Contains(name, r.region):
		return told{
			"The name " + name + " was not found in the DNS: there may be no region " + r.region + ".",
			Remedy{Kind: RemedyCheckRegion},
			false,
		}, true
	default:
		return told{"The name " + name + whose + " was not found in the DNS.", r.check(RemedyCheckNetwork), false}, true
	}
}

// byConnection tells what became of the connection.
func (r route) byConnection(err error) (told, bool) {
	var timeout net.Error
	check := r.check(RemedyCheckNetwork)
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return told{r.beginning() + " refused the connection.", check, false}, true
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE), errors.Is(err, syscall.ECONNABORTED):
		return told{r.beginning() + " reset the connection.", check, false}, true
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTDOWN),
		errors.Is(err, syscall.ENETDOWN):
		return told{"There is no route to " + r.peer() + ".", check, false}, true
	case errors.Is(err, syscall.EACCES), errors.Is(err, syscall.EPERM):
		return told{"This computer doesn't allow a connection to " + r.peer() + ".", check, true}, true
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		return told{"This computer has no file left to open for a connection to " + r.peer() + ".", check, false}, true
	case errors.Is(err, net.ErrClosed):
		return told{"The connection to " + r.peer() + " was closed while the call was being sent.", check, false}, true
	case errors.As(err, &timeout) && timeout.Timeout():
		return told{r.beginning() + " didn't accept the connection in time.", check, false}, true
	}
	return told{}, false
}

// byProtocol tells how what came breaks HTTP.
func (r route) byProtocol(err error) (told, bool) {
	text := err.Error()
	endpoint := r.check(RemedyCheckEndpoint)
	has := func(parts ...string) bool {
		for _, part := range parts {
			if strings.Contains(text, part) {
				return true
			}
		}
		return false
	}
	switch {
	case has("headers exceeded"):
		return told{"The answer of " + r.peer() + " has headers without end.", endpoint, true}, true
	case has("1xx"), r.at == phaseInterim:
		return told{"The answer of " + r.peer() + " never got past its interim part.", endpoint, true}, true
	case has("http2:", "stream error", "GOAWAY", "HTTP/2"):
		return told{"The HTTP/2 connection to " + r.peer() + " broke.", r.check(RemedyCheckNetwork), false}, true
	case has("malformed", "invalid header", "bad Content-Length", "unsupported transfer encoding", "too many transfer encodings",
		"chunk"):
		return told{"What " + r.peer() + " answered is not HTTP.", endpoint, true}, true
	case errors.Is(err, io.ErrUnexpectedEOF) && r.at == phaseBody:
		return told{r.beginning() + " closed the connection within its answer.", r.check(RemedyCheckNetwork), false}, true
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), has("server closed idle connection"):
		return told{r.beginning() + " closed the connection without an answer.", r.check(RemedyCheckNetwork), false}, true
	}
	return told{}, false
}

// late fills in a call that took too long.
func (e *Error) late(late *noAnswer, last attempt) {
	e.Kind, e.transient = KindTimeout, !late.whole
	r := route{service: service(e.Op), host: clip(last.host), at: late.at}
	who := r.service
	if last.proxy != "" && late.at != phaseBody && late.at != phaseAnswer {
		r.proxy = clip(last.proxy)
		e.remedy = Remedy{Kind: RemedyCheckProxy, Setting: proxySettingInForce()}
	}
	after := " within " + span(late.after) + "."
	switch {
	case late.at == phaseLookup:
		e.sentence = "The DNS did not answer for " + r.name() + after
	case late.at == phaseConnect:
		e.sentence = r.beginning() + " did not accept a connection" + after
	case late.at == phaseTLS:
		e.sentence = r.beginning() + " did not finish the TLS handshake" + after
	case late.at == phaseInterim:
		e.sentence = "The answer to " + e.Op + " did not get past its interim part" + after
	case late.at == phaseBody && late.whole:
		e.sentence = "The answer to " + e.Op + " was not complete" + after
	case late.at == phaseBody:
		e.sentence = "The answer to " + e.Op + " stopped: no more of it came" + after
	default:
		e.sentence = who + " did not answer" + after
	}
}
