package iamsvc

import (
	"cmp"
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

// diagnosis is what one cause of a failure comes to.
type diagnosis struct {
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
		r.proxy = clip(cmp.Or(last.proxy, proxyHost(os.Getenv(r.setting)), "of this computer"))
	}
	for _, find := range []func(route, error) (diagnosis, bool){
		route.byAddress, route.byProxy, route.byCertificate, route.byHandshake,
		route.byName, route.byConnection, route.byProtocol,
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
	name := cmp.Or(r.proxy, r.host, "the endpoint of "+r.service)
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

// byAddress names a host that leads to another machine than its name says.
func (r route) byAddress(err error) (diagnosis, bool) {
	var other *elsewhere
	if !errors.As(err, &other) {
		return diagnosis{}, false
	}
	return diagnosis{
		r.beginning() + " is http:// and leads to another machine (" + other.address + "): nothing was sent.",
		Remedy{Kind: RemedyUseHTTPS},
		true,
	}, true
}

// byProxy tells what a proxy, or its setting, is to blame for.
func (r route) byProxy(err error) (diagnosis, bool) {
	var (
		bad     *badProxy
		refusal *proxyRefusal
		op      *net.OpError
	)
	switch {
	case errors.As(err, &bad):
		return diagnosis{bad.sentence(), Remedy{Kind: RemedyCheckProxy, Setting: bad.setting}, true}, true
	case errors.As(err, &refusal):
		remedy := Remedy{Kind: RemedyCheckProxy, Setting: r.setting}
		proxy := "The proxy " + clip(refusal.proxy)
		if refusal.status == http.StatusProxyAuthRequired {
			return diagnosis{proxy + " asks for a user name and a password.", remedy, true}, true
		}
		return diagnosis{proxy + " didn't connect to " + cmp.Or(r.host, r.service) + " (HTTP " +
			strconv.Itoa(refusal.status) + ").", remedy, true}, true
	case errors.As(err, &op) && op.Op == "socks connect" && !isSyscall(err):
		return diagnosis{
			"The SOCKS proxy " + cmp.Or(r.proxy, r.name()) + " didn't connect to " + cmp.Or(r.host, r.service) + ".",
			Remedy{Kind: RemedyCheckProxy, Setting: r.setting},
			true,
		}, true
	}
	return diagnosis{}, false
}

// isSyscall reports whether the operating system refused something.
func isSyscall(err error) bool {
	var number syscall.Errno
	return errors.As(err, &number)
}

// byCertificate tells what is wrong with the certificate that was shown.
func (r route) byCertificate(err error) (diagnosis, bool) {
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
		return diagnosis{
			of + " is for " + namesOf(hostname.Certificate) + ", not for " + clip(hostname.Host) + ".",
			r.check(RemedyCheckEndpoint), true,
		}, true
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired && invalid.Cert != nil &&
		time.Now().Before(invalid.Cert.NotBefore):
		return diagnosis{
			of + " isn't valid before " + invalid.Cert.NotBefore.UTC().Format(time.DateOnly) + ".",
			Remedy{Kind: RemedySetClock},
			true,
		}, true
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired && invalid.Cert != nil:
		return diagnosis{
			of + " expired on " + invalid.Cert.NotAfter.UTC().Format(time.DateOnly) + ".",
			r.check(RemedyCheckEndpoint), true,
		}, true
	case errors.As(err, &authority):
		return diagnosis{of + " isn't signed by an authority that is trusted here.", trust, true}, true
	case errors.As(err, &invalid):
		return diagnosis{of + " may not be used for this.", r.check(RemedyCheckEndpoint), true}, true
	case errors.As(err, &verify):
		return diagnosis{of + " wasn't accepted.", trust, true}, true
	}
	return diagnosis{}, false
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
func (r route) byHandshake(err error) (diagnosis, bool) {
	var (
		record tls.RecordHeaderError
		alert  tls.AlertError
	)
	text := err.Error()
	switch {
	case errors.Is(err, http.ErrSchemeMismatch), errors.As(err, &record):
		return diagnosis{r.beginning() + " doesn't speak TLS.", r.check(RemedyCheckEndpoint), true}, true
	case strings.Contains(text, "protocol version"), strings.Contains(text, "unsupported protocol"):
		return diagnosis{r.beginning() + " offers no version of TLS that is safe.", r.check(RemedyCheckEndpoint), true}, true
	case errors.As(err, &alert), strings.Contains(text, "remote error: tls"):
		return diagnosis{r.beginning() + " refused the TLS handshake.", r.check(RemedyCheckEndpoint), true}, true
	case strings.Contains(text, "TLS handshake timeout"):
		return diagnosis{
			r.beginning() + " didn't finish the TLS handshake in time.", r.check(RemedyCheckNetwork),
			false,
		}, true
	case strings.Contains(text, "tls: "):
		return diagnosis{"The TLS handshake with " + r.peer() + " failed.", r.check(RemedyCheckEndpoint), true}, true
	case r.at == phaseTLS &&
		(errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET)):
		return diagnosis{r.beginning() + " broke off the TLS handshake.", r.check(RemedyCheckEndpoint), false}, true
	}
	return diagnosis{}, false
}

// byName tells why the name of the host led nowhere.
func (r route) byName(err error) (diagnosis, bool) {
	var dns *net.DNSError
	if !errors.As(err, &dns) {
		return diagnosis{}, false
	}
	name := cmp.Or(clip(dns.Name), r.name())
	whose := ", the endpoint of " + r.service + ","
	if r.proxy != "" {
		whose = ", the proxy,"
	}
	switch {
	case dns.IsTimeout:
		return diagnosis{"The DNS didn't answer for " + name + whose + " in time.", r.check(RemedyCheckNetwork), false}, true
	case !dns.IsNotFound:
		return diagnosis{"The DNS failed to look up " + name + whose + " for now.", r.check(RemedyCheckNetwork), false}, true
	case r.proxy == "" && r.region != "" && strings.Contains(name, r.region):
		return diagnosis{
			"The name " + name + " was not found in the DNS: there may be no region " + r.region + ".",
			Remedy{Kind: RemedyCheckRegion},
			false,
		}, true
	default:
		return diagnosis{"The name " + name + whose + " was not found in the DNS.", r.check(RemedyCheckNetwork), false}, true
	}
}

// byConnection tells what became of the connection.
func (r route) byConnection(err error) (diagnosis, bool) {
	var timeout net.Error
	check := r.check(RemedyCheckNetwork)
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return diagnosis{r.beginning() + " refused the connection.", check, false}, true
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE), errors.Is(err, syscall.ECONNABORTED):
		return diagnosis{r.beginning() + " reset the connection.", check, false}, true
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTDOWN),
		errors.Is(err, syscall.ENETDOWN):
		return diagnosis{"There is no route to " + r.peer() + ".", check, false}, true
	case errors.Is(err, syscall.EACCES), errors.Is(err, syscall.EPERM):
		return diagnosis{"This computer doesn't allow a connection to " + r.peer() + ".", check, true}, true
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		return diagnosis{"This computer has no file left to open for a connection to " + r.peer() + ".", check, false}, true
	case errors.Is(err, net.ErrClosed):
		return diagnosis{"The connection to " + r.peer() + " was closed while the call was being sent.", check, false}, true
	case errors.As(err, &timeout) && timeout.Timeout():
		return diagnosis{r.beginning() + " didn't accept the connection in time.", check, false}, true
	}
	return diagnosis{}, false
}

// byProtocol tells how what came breaks HTTP.
func (r route) byProtocol(err error) (diagnosis, bool) {
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
		return diagnosis{"The answer of " + r.peer() + " has headers without end.", endpoint, true}, true
	case has("1xx"), r.at == phaseInterim:
		return diagnosis{"The answer of " + r.peer() + " never got past its interim part.", endpoint, true}, true
	case has("http2:", "stream error", "GOAWAY", "HTTP/2"):
		return diagnosis{"The HTTP/2 connection to " + r.peer() + " broke.", r.check(RemedyCheckNetwork), false}, true
	case has("malformed", "invalid header", "bad Content-Length", "unsupported transfer encoding",
		"too many transfer encodings",
		"chunk"):
		return diagnosis{"What " + r.peer() + " answered is not HTTP.", endpoint, true}, true
	case errors.Is(err, io.ErrUnexpectedEOF) && r.at == phaseBody:
		return diagnosis{
			r.beginning() + " closed the connection within its answer.", r.check(RemedyCheckNetwork),
			false,
		}, true
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), has("server closed idle connection"):
		return diagnosis{
			r.beginning() + " closed the connection without an answer.", r.check(RemedyCheckNetwork),
			false,
		}, true
	}
	return diagnosis{}, false
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
